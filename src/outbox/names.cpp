#include "outbox/names.h"

#include "crypto/codes.h"

namespace wv::outbox {
namespace {

constexpr std::string_view kEnding = ".json";
constexpr std::string_view kReasonEnding = ".reason.json";

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

}  // namespace

const char* folder_name(Folder folder) {
  switch (folder) {
    case Folder::outbox: return "outbox";
    case Folder::sent: return "sent";
    case Folder::quarantine: return "quarantine";
    case Folder::answers: return "answers";
    case Folder::published: return "published";
  }
  return "";
}

std::string envelope_name(Folder folder, const std::string& id) {
  return std::string(folder_name(folder)) + "/" + id + std::string(kEnding);
}

std::string reason_name(const std::string& id) {
  return std::string(folder_name(Folder::quarantine)) + "/" + id + std::string(kReasonEnding);
}

bool is_envelope(std::string_view file_name) {
  return ends_with(file_name, kEnding) &&
         crypto::is_uuid_v4(file_name.substr(0, file_name.size() - kEnding.size()));
}

std::optional<std::string> id_of(std::string_view file_name) {
  if (!is_envelope(file_name)) return std::nullopt;
  return std::string(file_name.substr(0, file_name.size() - kEnding.size()));
}

std::string cache_part_name(const Day& day, std::size_t part) {
  return to_iso(day) + "." + std::to_string(part);
}

std::optional<Day> cache_part_day(std::string_view file_name) {
  const std::size_t dot = file_name.find('.');
  if (dot == std::string_view::npos || dot + 1 == file_name.size()) return std::nullopt;
  const std::string_view part = file_name.substr(dot + 1);
  if (part.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return parse_day(file_name.substr(0, dot));
}

bool is_reason(std::string_view file_name) { return ends_with(file_name, kReasonEnding); }

}  // namespace wv::outbox
