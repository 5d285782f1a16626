#include "casebook/casebook.h"

#include <algorithm>

#include "casebook/stored.h"

namespace wv::casebook {
namespace {

// Of two that claim one id the lesser stays, so that the order of arrival decides nothing.
template <class Document>
bool is_less(const Document& a, const Document& b) {
  using domain::to_json;
  Bytes first = to_json(a), second = to_json(b);
  const bool less = first < second;
  wv::wipe(first);
  wv::wipe(second);
  return less;
}

std::optional<std::uint64_t> number_of(const domain::Submission& submission) {
  const std::string_view receipt = submission.receipt;
  const bool digits =
      std::all_of(receipt.begin(), receipt.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || receipt.size() != 10) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : receipt) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return number;
}

template <class List, class Value>
bool has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Casebook::Stored::~Stored() {
  if (submission) domain::wipe(*submission);
  for (auto& [envelope, document] : answers) domain::wipe(*document);
}

Casebook::Casebook() = default;
Casebook::~Casebook() = default;

void Casebook::set_membership(Membership keys) {
  keys_ = std::move(keys);
  for (const auto& [id, stored] : stored_) touched_.insert(id);
}

Casebook::Stored& Casebook::stored(CaseId id) {
  auto& place = stored_[id];
  if (!place) {
    place = std::make_unique<Stored>();
    place->id = id;
  }
  touched_.insert(id);
  return *place;
}

Added Casebook::add(Event event) {
  if (std::binary_search(erased_.begin(), erased_.end(), event.id)) return Added::erased;
  Stored& file = stored(event.case_id);
  if (const auto* joined = std::get_if<Joined>(&event.body)) link(event.case_id, joined->other);
  const auto known = std::find_if(file.events.begin(), file.events.end(),
                                  [&](const auto& other) { return other->id == event.id; });
  if (known == file.events.end()) {
    file.events.push_back(std::make_unique<Event>(std::move(event)));
    return Added::taken;
  }
  if (is_less(event, **known)) **known = std::move(event);
  return Added::known;
}

Added Casebook::add(EnvelopeId id, domain::Submission submission, Seal seal) {
  if (std::binary_search(erased_.begin(), erased_.end(), id)) return Added::erased;
  const CaseId case_id = case_of(id);
  Stored& file = stored(case_id);
  if (file.submission && !is_less(submission, *file.submission)) return Added::known;
  const bool known = file.submission.has_value();
  if (known) count_number(*file.submission, case_id, false);
  count_number(submission, case_id, true);
  file.submission = std::move(submission);
  file.seal = seal;
  return known ? Added::known : Added::taken;
}

Added Casebook::add(EnvelopeId id, domain::AnswerDocument answer) {
  if (std::binary_search(erased_.begin(), erased_.end(), id)) return Added::erased;
  const auto case_id = parse_id<CaseId>(answer.submission);
  if (!case_id) return Added::stray;
  Stored& file = stored(*case_id);
  const auto known = std::find_if(file.answers.begin(), file.answers.end(),
                                  [&](const auto& other) { return other.first == id; });
  if (known == file.answers.end()) {
    file.answers.emplace_back(id, std::make_unique<domain::AnswerDocument>(std::move(answer)));
    return Added::taken;
  }
  if (is_less(answer, *known->second)) *known->second = std::move(answer);
  return Added::known;
}

void Casebook::count_number(const domain::Submission& submission, CaseId id, bool here) {
  const auto number = number_of(submission);
  if (!number) return;
  auto& claims = numbers_[*number];
  for (const CaseId other : claims) touched_.insert(other);  // they are repeats now, or no more
  if (here) {
    claims.push_back(id);
  } else {
    claims.erase(std::remove(claims.begin(), claims.end(), id), claims.end());
  }
}

void Casebook::link(CaseId a, CaseId b) {
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    auto& known = links_[from];
    if (!has(known, to)) known.push_back(to);
  }
}

void Casebook::erase(std::span<const EnvelopeId> ids) {
  erased_.insert(erased_.end(), ids.begin(), ids.end());
  std::sort(erased_.begin(), erased_.end());
  erased_.erase(std::unique(erased_.begin(), erased_.end()), erased_.end());
  const auto gone = [&](EnvelopeId id) { return std::binary_search(erased_.begin(), erased_.end(), id); };
  for (const EnvelopeId id : ids) drop_preview(case_of(id));
  for (const auto& [id, file] : stored_) {
    const bool submission_gone = file->submission && gone(submission_of(id));
    const auto events = std::erase_if(file->events, [&](const auto& event) { return gone(event->id); });
    const auto answers = std::erase_if(file->answers, [&](auto& answer) {
      if (!gone(answer.first)) return false;
      domain::wipe(*answer.second);
      return true;
    });
    // Whoever waits for an id that is gone waits no more.
    const bool named = std::any_of(file->events.begin(), file->events.end(), [&](const auto& event) {
      return std::any_of(event->parents.begin(), event->parents.end(), gone);
    });
    if (submission_gone) {
      count_number(*file->submission, id, false);
      domain::wipe(*file->submission);
      file->submission.reset();
    }
    if (submission_gone || events + answers > 0 || named) touched_.insert(id);
  }
}

void Casebook::forget(CaseId id) {
  drop_preview(id);
  const auto found = stored_.find(id);
  if (found == stored_.end()) return;
  Stored& file = *found->second;
  if (file.submission) {
    count_number(*file.submission, id, false);
    domain::wipe(*file.submission);
    file.submission.reset();
  }
  for (auto& [answer, document] : file.answers) domain::wipe(*document);
  file.answers.clear();
  file.events.clear();
  touched_.insert(id);
}

std::vector<Casebook::Stored*> Casebook::linked_with(CaseId id, std::unordered_set<CaseId>& seen) {
  std::vector<Stored*> group;
  std::vector<CaseId> to_do{id};
  while (!to_do.empty()) {
    const CaseId next = to_do.back();
    to_do.pop_back();
    if (!seen.insert(next).second) continue;
    if (const auto found = stored_.find(next); found != stored_.end()) group.push_back(found->second.get());
    if (const auto found = links_.find(next); found != links_.end())
      to_do.insert(to_do.end(), found->second.begin(), found->second.end());
  }
  return group;
}

std::vector<CaseId> Casebook::refresh() {
  std::vector<CaseId> changed;
  std::unordered_set<CaseId> seen;
  for (const CaseId id : touched_) {
    if (seen.contains(id)) continue;
    std::vector<Stored*> group = linked_with(id, seen);
    for (Stored* file : group) hide(*file, changed);
    std::erase_if(group, [&](Stored* file) {
      const bool empty = !file->submission && file->events.empty() && file->answers.empty();
      if (empty) stored_.erase(CaseId(file->id));
      return empty;
    });
    show(group, changed);
  }
  touched_.clear();
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  return changed;
}

void Casebook::hide(Stored& file, std::vector<CaseId>& changed) {
  if (!file.slot) return;
  const auto slot = *file.slot;
  file.slot.reset();
  if (!shown_[slot]) return;  // another part of the same was here before
  changed.push_back(shown_[slot]->folded.id);
  words_.remove(slot);
  if (shown_[slot]->look) stems_.remove(*shown_[slot]->look);
  shown_[slot].reset();
  standing_.changed(slot);
  free_.push_back(slot);
}

void Casebook::show(const std::vector<Stored*>& group, std::vector<CaseId>& changed) {
  std::vector<CaseFile> files;
  for (const Stored* stored : group) {
    CaseFile file{stored->id, stored->submission ? &*stored->submission : nullptr, stored->seal, {}, {}};
    file.events.reserve(stored->events.size());
    for (const auto& event : stored->events) file.events.push_back(event.get());
    for (const auto& [id, document] : stored->answers) file.answers.push_back({id, document.get()});
    files.push_back(std::move(file));
  }
  for (Folded& folded : fold(files, keys_, erased_)) {
    if (free_.empty()) {
      free_.push_back(static_cast<WordIndex::Slot>(shown_.size()));
      shown_.emplace_back();
    }
    const auto slot = free_.back();
    free_.pop_back();
    for (const Part& part : folded.parts) {
      stored_.at(part.id)->slot = slot;
      drop_preview(part.id);
    }
    changed.push_back(folded.id);
    auto shown = std::make_unique<Shown>();
    shown->summary = summarise(folded, keys_);
    shown->summary.number_repeated = repeats_number(folded);
    shown->folded = std::move(folded);
    shown_[slot] = std::move(shown);
    standing_.changed(slot);
    index(slot);
  }
}

void Casebook::preview(std::vector<Summary> rows) {
  for (Summary& row : rows) {
    const CaseId id = row.id;
    if (shown(id) != nullptr || previewed_.contains(id)) continue;
    if (free_.empty()) {
      free_.push_back(static_cast<WordIndex::Slot>(shown_.size()));
      shown_.emplace_back();
    }
    const auto slot = free_.back();
    free_.pop_back();
    shown_[slot] = std::make_unique<Shown>();
    shown_[slot]->summary = std::move(row);
    standing_.changed(slot);
    previewed_.emplace(id, slot);
  }
}

bool Casebook::drop_preview(CaseId id) {
  const auto found = previewed_.find(id);
  if (found == previewed_.end()) return false;
  shown_[found->second].reset();
  standing_.changed(found->second);
  free_.push_back(found->second);
  previewed_.erase(found);
  return true;
}

std::vector<CaseId> Casebook::end_preview() {
  std::vector<CaseId> gone;
  for (const auto& [id, slot] : previewed_) gone.push_back(id);
  for (const CaseId id : gone) drop_preview(id);
  return gone;
}

std::vector<const Summary*> Casebook::summaries() const {
  std::vector<const Summary*> all;
  for (const auto& shown : shown_) {
    if (shown) all.push_back(&shown->summary);
  }
  return all;
}

bool Casebook::repeats_number(const Folded& folded) const {
  return std::any_of(folded.parts.begin(), folded.parts.end(), [&](const Part& part) {
    const auto number = part.submission == nullptr ? std::nullopt : number_of(*part.submission);
    const auto claims = number ? numbers_.find(*number) : numbers_.end();
    return claims != numbers_.end() && claims->second.size() > 1;
  });
}

void Casebook::index(WordIndex::Slot slot) {
  Shown& shown = *shown_[slot];
  const Texts texts = texts_of(shown.folded);
  words_.put(slot, texts.words, texts.numbers);
  const Summary& summary = shown.summary;
  if (texts.message.empty() || summary.erased) return;
  shown.look = look_of(summary.id, summary.begun_on, summary.confidential, texts.message, summary.place_id,
                       summary.place);
  stems_.add(*shown.look);
}

const Casebook::Shown* Casebook::shown(CaseId id) const {
  const auto found = stored_.find(id);
  if (found == stored_.end() || !found->second->slot) return nullptr;
  return shown_[*found->second->slot].get();
}

std::size_t Casebook::size() const { return shown_.size() - free_.size(); }

const Folded* Casebook::find(CaseId id) const {
  const Shown* found = shown(id);
  return found == nullptr ? nullptr : &found->folded;
}

const Summary* Casebook::summary(CaseId id) const {
  if (const Shown* found = shown(id)) return &found->summary;
  const auto before = previewed_.find(id);
  return before == previewed_.end() ? nullptr : &shown_[before->second]->summary;
}

std::vector<Row> Casebook::rows(List list, const Viewer& viewer, const Filter& filter,
                                std::string_view words) const {
  std::vector<bool> found(shown_.size(), words.empty());
  if (!words.empty())
    for (const auto slot : words_.search(words)) found[slot] = true;
  std::vector<Row> rows;
  for (const Standing::Entry& entry : in_order(viewer)) {
    if (found[entry.slot] && stands_in(entry.row, list, viewer) && passes(*entry.row.summary, filter))
      rows.push_back(entry.row);
  }
  return rows;
}

const std::vector<Standing::Entry>& Casebook::in_order(const Viewer& viewer) const {
  return standing_.in_order(viewer, shown_.size(), [this](WordIndex::Slot slot) {
    return shown_[slot] ? &shown_[slot]->summary : nullptr;
  });
}

Counts Casebook::counts(const Viewer& viewer) const {
  Counts counts{};
  for (const Standing::Entry& entry : in_order(viewer)) {
    for (std::size_t i = 0; i < kLists; ++i) {
      if (stands_in(entry.row, static_cast<List>(i), viewer)) ++counts[i];
    }
  }
  return counts;
}

std::size_t Casebook::left_alone(const Viewer& viewer) const {
  const auto& entries = in_order(viewer);
  return static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(), [](const Standing::Entry& entry) { return is_left_alone(entry.row); }));
}

std::vector<LookAlike> Casebook::look_alikes(CaseId id) const {
  const Shown* own = shown(id);
  if (own == nullptr || !own->look) return {};
  std::vector<std::pair<LookAlike, const Shown*>> found;
  for (const auto& other : shown_) {
    if (!other || !other->look || other.get() == own) continue;
    LookAlike like;
    like.id = other->folded.id;
    like.likeness = likeness(*own->look, *other->look, stems_, like.same_place);
    if (like.likeness > 0 && !were_parted(own->folded, other->folded))
      found.emplace_back(std::move(like), other.get());
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first.likeness != b.first.likeness ? a.first.likeness > b.first.likeness
                                                : a.first.id < b.first.id;
  });
  if (found.size() > kMostLookAlikes) found.resize(kMostLookAlikes);
  std::vector<LookAlike> likes;
  for (auto& [like, other] : found) {
    like.in_common = in_common(texts_of(other->folded).message, *own->look);
    likes.push_back(std::move(like));
  }
  return likes;
}

}  // namespace wv::casebook
