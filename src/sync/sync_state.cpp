#include "sync/sync_state.h"

#include <algorithm>

#include "base/json.h"
#include "crypto/codes.h"

namespace wv::sync {

namespace {

constexpr char kFormat[] = "wijkverbinder-sync/1";
constexpr int kMostRefusals = 1000;
constexpr std::size_t kMostMark = 64;

std::optional<std::int64_t> moment(const Json& root, const char* member) {
  const Json value = root.value(member, Json());
  if (!value.is_number_integer()) return std::nullopt;
  return value.get<std::int64_t>();
}

}  // namespace

SyncState read_sync_state(const Bytes& content, const std::string& target) {
  SyncState memory;
  memory.target = target;
  const auto parsed = parse_json(to_string(content), kSyncStateFile);
  if (!parsed || !parsed.value().is_object()) return memory;
  const Json& root = parsed.value();
  if (root.value("format", Json()) != Json(kFormat) || root.value("target", Json()) != Json(target))
    return memory;
  if (const Json mark = root.value("mark", Json());
      mark.is_string() && mark.get_ref<const std::string&>().size() <= kMostMark)
    memory.device_tag = mark.get<std::string>();
  if (const Json found = root.value("found_out", Json());
      found.is_string() && found.get_ref<const std::string&>().size() <= kMostMark)
    memory.findings = found.get<std::string>();
  memory.last_sent_ms = moment(root, "last_sent_ms");
  memory.last_sync_ms = moment(root, "last_sync_ms");
  // "refused" is of builds that counted every refusal, those of a target that took nothing at all too.
  const Json refused = root.value("refusals", Json::object()), older = root.value("refused", Json::object()),
             cursors = root.value("cursors", Json::object());
  if (refused.is_object())
    for (const auto& [id, count] : refused.items())
      if (crypto::is_uuid_v4(id) && count.is_number_integer() && count.get<std::int64_t>() >= 0 &&
          count.get<std::int64_t>() < kMostRefusals)
        memory.refused[id] = count.get<int>();
  if (older.is_object())
    for (const auto& [id, count] : older.items())
      if (crypto::is_uuid_v4(id)) memory.refused.try_emplace(id, 0);
  if (const Json unsure = root.value("unsure", Json::object()); unsure.is_object())
    for (const auto& [id, since] : unsure.items())
      if (crypto::is_uuid_v4(id))
        memory.unsure[id] =
            since.is_number_integer() ? std::optional(since.get<std::int64_t>()) : std::nullopt;
  if (const Json uuid = root.value("uuid", Json()); uuid.is_string()) memory.uuid = uuid.get<std::string>();
  if (const auto missing = moment(root, "missing"); missing && *missing > 0)
    memory.missing = static_cast<std::uint64_t>(*missing);
  memory.since_ms = moment(root, "since_ms").value_or(0);
  if (const Json sent = root.value("acknowledged", Json::object()); sent.is_array())
    for (const Json& one : sent) {
      if (!one.is_array() || one.size() != 2 || !one[0].is_string() || !one[1].is_string() ||
          !crypto::is_uuid_v4(one[1].get<std::string>()))
        continue;
      const auto* const box = std::find_if(std::begin(kBoxes), std::end(kBoxes), [&](crypto::Box b) {
        return crypto::box_name(b) == one[0].get<std::string>();
      });
      if (box != std::end(kBoxes) && memory.acknowledged.size() < SyncState::kMostAcknowledged)
        memory.acknowledged.push_back({*box, one[1].get<std::string>()});
    }
  if (cursors.is_object())
    for (const auto& [box, cursor] : cursors.items())
      if (cursor.is_string() || cursor.is_number()) memory.cursors[box] = cursor.dump();
  return memory;
}

std::size_t SyncState::held_refusals() const {
  return static_cast<std::size_t>(
      std::count_if(refused.begin(), refused.end(), [](const auto& one) { return one.second == 0; }));
}

Bytes write_sync_state(const SyncState& memory) {
  OrderedJson root = {{"format", kFormat}, {"target", memory.target}, {"mark", memory.device_tag}};
  if (memory.last_sent_ms) root["last_sent_ms"] = *memory.last_sent_ms;
  if (memory.last_sync_ms) root["last_sync_ms"] = *memory.last_sync_ms;
  if (!memory.findings.empty()) root["found_out"] = memory.findings;
  root["cursors"] = OrderedJson::object();
  for (const auto& [box, cursor] : memory.cursors)
    if (const auto parsed = parse_json(cursor, kSyncStateFile))
      root["cursors"][box] = OrderedJson(parsed.value());
  root["refusals"] = OrderedJson::object();
  for (const auto& [id, count] : memory.refused) root["refusals"][id] = count;
  root["unsure"] = OrderedJson::object();
  for (const auto& [id, since] : memory.unsure)
    root["unsure"][id] = since ? OrderedJson(*since) : OrderedJson();
  root["uuid"] = memory.uuid;
  root["missing"] = memory.missing;
  root["since_ms"] = memory.since_ms;
  root["acknowledged"] = OrderedJson::array();
  for (const auto& [box, id] : memory.acknowledged)
    root["acknowledged"].push_back({crypto::box_name(box), id});
  return to_bytes(root.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

}  // namespace wv::sync
