#include "base/trouble.h"

#include <algorithm>
#include <array>

namespace wv {
namespace {

struct Coded {
  std::string_view code;
  Trouble trouble;
};
constexpr std::array<Coded, 42> kCodes = {{
    {"", Trouble::none},
    {"other", Trouble::other},
    {"outbox.conflict", Trouble::outbox_conflict},
    {"outbox.foreign", Trouble::outbox_foreign},
    {"outbox.not_parked", Trouble::outbox_not_parked},
    {"sound.no_device", Trouble::sound_no_device},
    {"speech.failed", Trouble::speech_failed},
    {"speech.no_program", Trouble::speech_no_program},
    {"speech.no_voice", Trouble::speech_no_voice},
    {"store.denied", Trouble::store_denied},
    {"store.floor", Trouble::store_floor},
    {"store.full", Trouble::store_full},
    {"store.io", Trouble::store_io},
    {"store.missing", Trouble::store_missing},
    {"store.read_only", Trouble::store_read_only},
    {"store.silent", Trouble::store_silent},
    {"store.slow", Trouble::store_slow},
    {"store.too_large", Trouble::store_too_large},
    {"sync.busy", Trouble::sync_busy},
    {"sync.clock", Trouble::sync_clock},
    {"sync.conflict", Trouble::sync_conflict},
    {"sync.denied", Trouble::sync_denied},
    {"sync.destination", Trouble::sync_destination},
    {"sync.disk", Trouble::sync_disk},
    {"sync.full", Trouble::sync_full},
    {"sync.later", Trouble::sync_later},
    {"sync.no_box", Trouble::sync_no_box},
    {"sync.node_away", Trouble::sync_node_away},
    {"sync.not_tls", Trouble::sync_not_tls},
    {"sync.offline", Trouble::sync_offline},
    {"sync.portal", Trouble::sync_portal},
    {"sync.proxy_denied", Trouble::sync_proxy_denied},
    {"sync.proxy_down", Trouble::sync_proxy_down},
    {"sync.proxy_login", Trouble::sync_proxy_login},
    {"sync.redirect", Trouble::sync_redirect},
    {"sync.refused", Trouble::sync_refused},
    {"sync.refuses_all", Trouble::sync_refuses_all},
    {"sync.server", Trouble::sync_server},
    {"sync.settings", Trouble::sync_settings},
    {"sync.timeout", Trouble::sync_timeout},
    {"sync.tls", Trouble::sync_tls},
    {"sync.unclear", Trouble::sync_unclear},
}};

}  // namespace

Trouble parse_trouble(std::string_view code) {
  const auto* found =
      std::find_if(kCodes.begin(), kCodes.end(), [&](const Coded& c) { return c.code == code; });
  return found == kCodes.end() ? Trouble::other : found->trouble;
}

std::string code_of(Trouble trouble) {
  const auto* found =
      std::find_if(kCodes.begin(), kCodes.end(), [&](const Coded& c) { return c.trouble == trouble; });
  return std::string(found->code);
}

}  // namespace wv
