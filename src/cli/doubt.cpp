#include "cli/doubt.h"

#include <algorithm>

#include "base/bytes.h"
#include "outbox/retention.h"

namespace wv::cli {
namespace {

constexpr char kFile[] = "doubt.json";
constexpr char kFormat[] = "wijkverbinder-doubt/1";
constexpr std::uint64_t kMostBytes = 64u << 20;

std::map<std::string, Day> read(const Context& context, ports::Store& store) {
  std::map<std::string, Day> seen;
  const auto content =
      ask<Bytes>(context.platform, [&](auto answer) { store.read(kFile, kMostBytes, answer); });
  const auto json = content ? parse_json(to_string(content.value()), kFile) : Result<Json>(content.error());
  if (!json || !json.value().is_object() || json.value().value("format", Json()) != kFormat) return seen;
  const Json entries = json.value().value("seen", Json::object());
  if (!entries.is_object()) return seen;
  for (const auto& [id, text] : entries.items()) {
    const auto day = text.is_string() ? parse_day(text.get_ref<const std::string&>()) : std::nullopt;
    if (day && *day >= first_release_day()) seen[id] = *day;
  }
  return seen;
}

}  // namespace

Doubts::Doubts(const Context& context, int months, const Day& today)
    : context_(context), months_(months), today_(today) {
  if (const auto store = data_store(context)) seen_ = read(context, *store.value());
}

bool Doubts::is_past(const std::string& box, const std::string& id, const Stamp& stamp) {
  const outbox::Age age = outbox::age_of(stamp, months_, today_);
  if (age != outbox::Age::in_doubt) return age == outbox::Age::past;
  const auto known = seen_.find(id);
  // A day to come was written by this machine while its own clock ran ahead.
  const Day seen = known == seen_.end() || known->second > today_ ? today_ : known->second;
  if (today_ >= outbox::retention_day(seen, months_)) return true;
  found_.try_emplace(box + "/" + id, Doubtful{box, id, stamp, seen});
  return false;
}

void Doubts::keep() {
  OrderedJson seen = OrderedJson::object();
  for (const auto& [name, d] : found_) seen[d.id] = to_iso(d.seen);
  if (seen.empty() && seen_.empty()) return;
  const auto store = data_store(context_);
  if (!store) return;
  const std::string text = OrderedJson{{"format", kFormat}, {"seen", seen}}.dump(1) + "\n";
  (void)ask<Done>(context_.platform,
                  [&](auto answer) { store.value()->replace(kFile, to_bytes(text), answer); });
}

OrderedJson Doubts::to_json() const {
  OrderedJson list = OrderedJson::array();
  for (const auto& [name, d] : found_)
    list.push_back({{"box", d.box},
                    {"id", d.id},
                    {"queued_on", to_iso(d.stamp.day)},
                    {"clock", shown_clock(d.stamp.clock)},
                    {"seen_on", to_iso(d.seen)}});
  return list;
}

void Doubts::print() const {
  for (const auto& [name, d] : found_)
    context_.out << "in doubt, kept: " << d.box << "/" << one_line(d.id) << " says " << to_iso(d.stamp.day)
                 << ", and nobody confirmed that; it goes on "
                 << to_iso(outbox::retention_day(d.seen, months_)) << "\n";
}

}  // namespace wv::cli
