#include "content/address.h"

#include <algorithm>
#include <cctype>

#include "content/config.h"

namespace wv::content {
namespace {

constexpr char kRemedy[] =
    "write https://…, without user or password; http:// is for this machine itself only";

Address refused(std::string what, std::string remedy) { return {{}, std::move(what), std::move(remedy)}; }

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_octet(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && !text.empty() && text.size() <= 3 && std::stoi(std::string(text)) <= 255;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (host.rfind("127.", 0) != 0) return false;
  int octets = 0;
  for (;;) {
    const std::size_t point = host.find('.');
    if (!is_octet(host.substr(0, point))) return false;
    ++octets;
    if (point == std::string_view::npos) return octets == 4;
    host.remove_prefix(point + 1);
  }
}

bool is_port(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && !text.empty() && text.size() <= 5 && std::stoi(std::string(text)) <= 65535;
}

// What people paste has blanks around it; a blank within is a part of a folder's name.
std::string trimmed(const std::string& text) {
  constexpr char kBlank[] = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  return first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool stands_in_path(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos;
}

// What is encoded already stays so.
std::string encoded_path(const std::string& path) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    const bool escape = c == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2]);
    if ((static_cast<unsigned char>(c) < 0x80 && stands_in_path(c)) || escape) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

bool has_dots(const std::string& path) {
  for (const char* dots : {"/./", "/../"})
    if ((path + "/").find(dots) != std::string::npos) return true;
  return false;
}

}  // namespace

Address read_address(const std::string& written) {
  const std::string text = trimmed(written);
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
    return refused("there is a line break or another control character in this address",
                   "write it on one line");
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string::npos) return refused("not an address we may send to", kRemedy);
  std::string scheme = text.substr(0, scheme_end);
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string rest = text.substr(scheme_end + 3);
  if (rest.find('\\') != std::string::npos)
    return refused("there is a \\ in this address", "write / between the folders");
  if (rest.find_first_of("?#") != std::string::npos)
    return refused("an address of a folder ends before ? or #",
                   "leave that part out; where ? or # belongs to a folder's name, write %3F or %23");
  const std::size_t slash = rest.find('/');
  std::string authority = rest.substr(0, slash), path = slash == std::string::npos ? "" : rest.substr(slash);
  if (authority.find('@') != std::string::npos) return refused("not an address we may send to", kRemedy);
  if (has_dots(path))
    return refused("there is . or .. among the folders of this address", "write the whole path");
  const std::size_t colon = authority.rfind(':');
  const bool port = !authority.starts_with("[") && colon != std::string::npos;
  std::string host = authority.substr(0, port ? colon : std::string::npos);
  if (!is_ascii(host)) {
    host = host_in_ascii(host);
    if (host.empty())
      return refused("no server can have such a name", "look at the name, or write it as xn--…");
    authority = host + (port ? authority.substr(colon) : "");
  }
  if (authority.find_first_of(" %\"<>^`{|}") != std::string::npos)
    return refused("there is a blank or a sign in the server's name that no name can have",
                   "write the name as it is, https://host/folder");
  const std::string url = scheme + "://" + authority + encoded_path(path);
  if (!allowed_url(url)) return refused("not an address we may send to", kRemedy);
  return {url, {}, {}};
}

bool allowed_url(const std::string& url) {
  const std::string_view text = url;
  const bool secure = text.rfind("https://", 0) == 0;
  if (!secure && text.rfind("http://", 0) != 0) return false;
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; }))
    return false;
  std::string_view authority = text.substr(secure ? 8 : 7);
  const std::size_t end = authority.find_first_of("/?#");
  if (end != std::string_view::npos && authority[end] != '/')
    return false;  // a base has no question or fragment
  if (text.find_first_of("?#\\") != std::string_view::npos) return false;
  authority = authority.substr(0, end);
  if (authority.find('@') != std::string_view::npos) return false;
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  const bool port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (port && !is_port(authority.substr(colon + 1))) return false;
  const std::string_view host = authority.substr(0, port ? colon : std::string_view::npos);
  return !host.empty() && (secure || is_loopback(host));
}

}  // namespace wv::content
