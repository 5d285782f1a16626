#include "content/update_told.h"

#include <algorithm>

#include "base/json.h"
#include "base/path.h"
#include "ports/files.h"

namespace wv::content {
namespace {

constexpr char kFile[] = "update.json", kFormat[] = "wijkverbinder-update-told/1";
constexpr std::uint64_t kMostBytes = 4096;
constexpr std::size_t kMostVersion = 100;

std::string text_at(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::optional<UpdateTold> read_update_told(const ports::Files& files, const std::string& config_file) {
  const auto text = files.read(path_in(folder_of(config_file), kFile), kMostBytes);
  if (!text) return std::nullopt;
  const auto json = parse_json(text.value(), kFile);
  if (!json || !json.value().is_object() || text_at(json.value(), "format") != kFormat) return std::nullopt;
  const std::string came = text_at(json.value(), "came"), version = text_at(json.value(), "version");
  const auto on = parse_day(text_at(json.value(), "on"));
  const bool plain = std::all_of(version.begin(), version.end(), [](char c) { return c > ' ' && c <= '~'; });
  if ((came != "is" && came != "was") || !on || version.empty() || version.size() > kMostVersion || !plain)
    return std::nullopt;
  return UpdateTold{came == "is", version, *on};
}

std::optional<UpdateTold> update_to_tell(const std::optional<UpdateTold>& update, const Day& today) {
  // A day that is still to come was a wrong clock's: told all the same.
  return update && days_between(update->on, today) < kDaysUpdateIsTold ? update : std::nullopt;
}

}  // namespace wv::content
