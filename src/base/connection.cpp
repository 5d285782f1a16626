#include "base/connection.h"

namespace wv {

Link link_of(const Connection& connection) {
  if (!connection.configured) return Link::not_connected;
  switch (connection.trouble) {
    case Trouble::none: return Link::fine;
    case Trouble::sync_offline:
    case Trouble::sync_timeout: return connection.network == false ? Link::no_network : Link::unreached;
    case Trouble::sync_portal:
    case Trouble::sync_server:
    case Trouble::sync_busy:
    case Trouble::sync_later:
    case Trouble::sync_unclear:
    case Trouble::sync_proxy_down:
    case Trouble::sync_node_away: return Link::unreached;
    default: return Link::refused;
  }
}

}  // namespace wv
