#include "sync/target.h"

#include <utility>

#include "base/bytes.h"
#include "sync/couchdb.h"
#include "sync/door.h"
#include "sync/folder.h"
#include "sync/webdav.h"

namespace wv::sync {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<crypto::SealedEnvelope> envelope_of(const Target::Found& file) {
  constexpr std::string_view kName = "a file of the target";
  if (const auto* text = std::get_if<std::string>(&file)) return crypto::parse(*text, kName);
  const Json& root = std::get<Json>(file);
  return crypto::parse(root, root.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", kName);
}

void Target::settle(Delivered done) {
  Outcome nothing;
  nothing.verdict = Verdict::on;
  done(nothing);
}

void Target::tidy(crypto::Box, Tidy, Delivered done) {
  Outcome nothing;
  nothing.verdict = Verdict::on;
  done(nothing);
}

void Target::look(Look look) {
  Outcome nothing;
  nothing.verdict = Verdict::on;
  look.ended(nothing, {});
}

void Target::find_answers(const std::string&, AnswersFound found) { found(going_on(), {}); }
void Target::set_device_tag(const std::string&) {}
std::string Target::findings() const { return {}; }
void Target::restore_findings(const std::string&) {}
void Target::use_password(const std::string&) {}

std::unique_ptr<Target> make_target(const Settings& settings, const Ports& ports) {
  if (settings.type == "couchdb") return std::make_unique<CouchDb>(settings, ports);
  if (settings.type == "door") return std::make_unique<Door>(settings, ports);
  if (settings.type == "webdav") return std::make_unique<WebDav>(settings, ports);
  if (settings.type == "folder" && ports.folder != nullptr) return std::make_unique<Folder>(*ports.folder);
  return nullptr;
}

ports::HttpRequest request_to(const Settings& settings, std::string method, const std::string& path) {
  ports::HttpRequest request;
  request.method = std::move(method);
  std::string base = settings.url;
  while (!base.empty() && base.back() == '/') base.pop_back();
  request.url = path.empty() ? base + "/" : base + "/" + path;
  request.user = settings.user;
  request.password = settings.password;
  request.ca_file = settings.ca_file;
  return request;
}

std::string box_path(const Settings& settings, crypto::Box box) {
  return settings.prefix + crypto::box_name(box);
}

std::string percent_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      out += c;
    else
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace wv::sync
