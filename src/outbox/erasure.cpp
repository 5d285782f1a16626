#include "outbox/erasure.h"

#include <array>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/codes.h"
#include "crypto/envelope.h"
#include "outbox/names.h"
#include "outbox/retention.h"

namespace wv::outbox {
namespace {

constexpr char kFormat[] = "wijkverbinder-erased-here/1";
constexpr std::uint64_t kMostListBytes = 64u << 20;
constexpr std::size_t kIdLetters = 36;
constexpr std::array<const char*, 5> kFolders = {"inbox", "cases", "answers", "outbox", "quarantine"};

Error broken() {
  return {Fault::bad_input, "erasure.broken",
          std::string(kErasedFile) + ": it can't be read; it is written anew from what lies in published/"};
}

// The folders one after the other, then the cache, then the files: a cut between leaves nothing in the cache
// of what is gone.
class Erasing : public std::enable_shared_from_this<Erasing> {
 public:
  Erasing(ports::Store& store, ErasedIds ids, std::function<void(Result<Obeyed>)> answer)
      : store_(store), ids_(std::move(ids)), answer_(std::move(answer)) {}

  void list(std::size_t folder) {
    if (folder == kFolders.size()) return look_at_days();
    store_.list(kFolders[folder],
                [self = shared_from_this(), folder](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  for (const ports::Entry& entry : entries.value()) {
                    if (!self->ids_->contains(entry.name.substr(0, kIdLetters))) continue;
                    self->names_[folder].push_back(entry.name);
                    if (folder < kOpened) self->to_read_.push_back(path(folder, entry.name));
                  }
                  self->list(folder + 1);
                });
  }

 private:
  static constexpr std::size_t kOpened = 3;  // folders that the cache is made of

  static std::string path(std::size_t folder, const std::string& name) {
    return std::string(kFolders[folder]) + "/" + name;
  }

  void look_at_days() {
    if (to_read_.empty()) {
      if (days_.empty() && !unknown_day_) return remove(0);
      return clear_cache(store_, days_, unknown_day_, [self = shared_from_this()] { self->remove(0); });
    }
    const std::string name = std::move(to_read_.back());
    to_read_.pop_back();
    store_.read(name, crypto::kMostEnvelopeBytes, [self = shared_from_this(), name](Result<Bytes> content) {
      const auto json =
          content ? parse_json(to_string(content.value()), name) : Result<Json>(content.error());
      const auto stamp = json ? stamp_in(json.value()) : std::nullopt;
      if (stamp) self->days_.insert(stamp->day);
      if (!stamp) self->unknown_day_ = true;
      self->look_at_days();
    });
  }

  void remove(std::size_t folder) {
    while (folder < kFolders.size() && names_[folder].empty()) ++folder;
    if (folder == kFolders.size()) return answer_(std::move(result_));
    store_.remove_all(kFolders[folder], names_[folder],
                      [self = shared_from_this(), folder](Result<std::vector<Status>> removed) {
                        const auto& names = self->names_[folder];
                        for (std::size_t i = 0; i < names.size(); ++i) {
                          const bool gone = removed && (removed.value()[i].ok() ||
                                                        removed.value()[i].error().code == "store.missing");
                          if (gone) self->result_.files.push_back(path(folder, names[i]));
                          if (!gone) ++self->result_.kept;
                        }
                        self->remove(folder + 1);
                      });
  }

  ports::Store& store_;
  ErasedIds ids_;
  std::function<void(Result<Obeyed>)> answer_;
  std::array<std::vector<std::string>, kFolders.size()> names_;
  std::vector<std::string> to_read_;
  std::set<Day> days_;
  bool unknown_day_ = false;
  Obeyed result_;
};

}  // namespace

ErasedIds ErasedList::shared() const {
  auto set = std::make_shared<std::set<std::string>>();
  for (const auto& [id, on] : ids) set->insert(set->end(), id);
  return set;
}

std::string ErasedList::to_text() const {
  OrderedJson list = OrderedJson::array();
  for (const auto& [id, on] : ids) list.push_back({{"id", id}, {"on", to_iso(on)}});
  return OrderedJson{{"format", kFormat}, {"erased", list}}.dump() + "\n";
}

Result<ErasedList> parse_erased_list(std::string_view text) {
  const auto json = parse_json(text, kErasedFile);
  if (!json || !json.value().is_object() || json.value().value("format", Json()) != kFormat) return broken();
  const Json& root = json.value();
  if (!root.contains("erased") || !root["erased"].is_array()) return broken();
  ErasedList list;
  for (const Json& one : root["erased"]) {
    const bool texts = one.is_object() && one.contains("id") && one["id"].is_string() && one.contains("on") &&
                       one["on"].is_string();
    const auto on = texts ? parse_day(one["on"].get<std::string>()) : std::nullopt;
    if (!on || !crypto::is_uuid_v4(one["id"].get_ref<const std::string&>())) return broken();
    list.ids.emplace(one["id"].get<std::string>(), *on);
  }
  return list;
}

void read_erased_list(ports::Store& store, std::function<void(Result<ErasedList>)> answer) {
  store.read(kErasedFile, kMostListBytes, [answer = std::move(answer)](Result<Bytes> content) {
    if (content) return answer(parse_erased_list(to_string(content.value())));
    if (content.error().code == "store.missing") return answer(ErasedList{});
    answer(content.error());
  });
}

void erase_files(ports::Store& store, ErasedIds ids, std::function<void(Result<Obeyed>)> answer) {
  if (!ids || ids->empty()) return answer(Obeyed{});
  std::make_shared<Erasing>(store, std::move(ids), std::move(answer))->list(0);
}

void clear_cache(ports::Store& store, std::set<Day> days, bool all_days, std::function<void()> then) {
  store.list(kCacheFolder, [&store, days = std::move(days), all_days,
                            then = std::move(then)](Result<std::vector<ports::Entry>> entries) {
    std::vector<std::string> names;
    if (entries)
      for (const ports::Entry& entry : entries.value()) {
        const auto day = cache_part_day(entry.name);
        if (entry.name == kCacheRows || (day && (all_days || days.contains(*day))))
          names.push_back(entry.name);
      }
    if (names.empty()) return then();
    store.remove_all(kCacheFolder, std::move(names), [then](Result<std::vector<Status>>) { then(); });
  });
}

}  // namespace wv::outbox
