#include "services/event_log.h"

#include <algorithm>
#include <string>
#include <utility>

#include "crypto/codes.h"

namespace wv::services {

namespace {

constexpr char kLog[] = "log/events.txt";
constexpr std::uint64_t kMostLogBytes = 64 * 1024;

bool is_code(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  };
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace

void EventLog::note(std::string_view code, std::string_view id) {
  if (!is_code(code)) return;
  std::string line = to_iso(day_of(now_)) + " " + std::string(code);
  if (crypto::is_uuid_v4(id)) line += " " + std::string(id);
  store_.note(kLog, std::move(line), kMostLogBytes, [](Result<Done>) {});
}

}  // namespace wv::services
