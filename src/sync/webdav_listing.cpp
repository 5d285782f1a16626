#include "sync/webdav_listing.h"

#include "crypto/codes.h"
#include "sync/outcome.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostListing = 64u << 20;  // 100,000 entries of a talkative server
constexpr std::size_t kMostNames = 200'000;
constexpr std::string_view kOlderTemporary = ".part";
constexpr std::size_t kIdLetters = 36;

std::string unescaped(std::string text) {
  for (const auto& [escape, character] :
       {std::pair{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}}) {
    for (std::size_t at = 0; (at = text.find(escape, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(escape).size(), character);
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

std::vector<Listed> listed_in_multistatus(std::string_view xml) {
  std::vector<Listed> listed;
  for (std::size_t at = 0;
       listed.size() < kMostNames && (at = xml.find('<', at)) != std::string_view::npos;) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string_view::npos) break;
    std::string_view tag = xml.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag.starts_with("/")) continue;
    tag = tag.substr(0, tag.find_first_of(" \t\r\n"));
    if (const std::size_t colon = tag.find(':'); colon != std::string_view::npos)
      tag.remove_prefix(colon + 1);
    if (tag != "href" && tag != "getlastmodified") continue;
    const std::size_t close = xml.find('<', at);
    if (close == std::string_view::npos) break;
    const std::string_view text = trimmed(xml.substr(at, close - at));
    if (tag == "getlastmodified") {
      if (!listed.empty()) listed.back().modified_ms = parse_http_date(text);
      continue;
    }
    const std::string path = percent_decoded(unescaped(std::string(text)));
    listed.push_back({path.substr(path.find_last_of('/') + 1), {}});
  }
  return listed;
}

bool is_temporary(std::string_view name) {
  if (name.ends_with(kOlderTemporary)) return true;
  return name.ends_with(kTemporary) && name.size() > kIdLetters &&
         crypto::is_uuid_v4(name.substr(0, kIdLetters));
}

// Both times are the target's own. Nobody will finish such a piece, and nobody may keep it.
std::vector<std::string> leftovers_in(const ports::HttpReply& listing) {
  std::vector<std::string> names;
  const auto server_ms = parse_http_date(listing.header("date"));
  if (!server_ms) return names;
  for (Listed& one : listed_in_multistatus(listing.body))
    if (one.modified_ms && *server_ms - *one.modified_ms > kOldTemporaryMs && is_temporary(one.name))
      names.push_back(std::move(one.name));
  return names;
}

ports::HttpRequest listing_request(const Settings& settings, const std::string& folder) {
  auto request = request_to(settings, "PROPFIND", folder);
  request.headers = {{"Depth", "1"}, {"Content-Type", "application/xml"}};
  request.body =
      R"(<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getlastmodified/></prop></propfind>)";
  request.most_reply_bytes = kMostListing;
  return request;
}

}  // namespace wv::sync
