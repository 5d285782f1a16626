// A server's name as IDNA has it, by the browser's own URL, which is what would ask for it.
#include <cstdlib>

#include "content/address.h"

extern "C" {
char* wv_host_in_ascii(const char* host);  // js/text.js; to be freed; null: no name of a host
}

namespace wv::content {

std::string host_in_ascii(const std::string& host) {
  char* made = wv_host_in_ascii(host.c_str());
  std::string name = made == nullptr ? "" : made;
  std::free(made);
  return name;
}

}  // namespace wv::content
