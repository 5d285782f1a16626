// A colleague's device without keys, files or wires: a desk, its casebook, and a service that does at once
// what an effect asks for. What one device has can be given to another, in either direction.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "casebook/support.h"
#include "content/content.h"
#include "desk/update.h"
#include "fakes/disk_files.h"
#include "places.h"

namespace wv::desk_test {

using namespace casebook::test;
using casebook::CaseId;
using casebook::EnvelopeId;
using casebook::List;

inline const content::Content& example() {
  static const content::Content kContent = [] {
    Findings findings;
    const std::string assets = (source_folder() / "assets").string();
    auto content = content::load_content(fakes::disk(), assets, assets + "/example/config.json", findings);
    REQUIRE_FALSE(has_fault(findings));
    return content;
  }();
  return kContent;
}

inline const content::ReadySentences& ready() {
  static const content::ReadySentences kReady = [] {
    Findings findings;
    return content::load_ready(fakes::disk(), (source_folder() / "assets").string(), findings);
  }();
  return kReady;
}

inline constexpr std::int64_t kTen = 1'796'115'600'000;  // Tuesday 2026-12-01, 10:00 on the wall
inline constexpr Day kToday{2026, 12, 1};
inline constexpr const char* kPassphrase = "appel fiets wolk steen lamp";

inline desk::Team the_team(const std::string& me) {
  desk::Team team;
  team.me = {me};
  team.members = {{{"sam"}, "Sam", true, false},
                  {{"noor"}, "Noor", true, true},
                  {{"ilse"}, "Ilse", true, false},
                  {{"gone"}, "Gerda", false, false}};
  team.closed_days = {{2026, 12, 4}};  // a Friday
  return team;
}

struct Device {
  desk::State state;
  std::unique_ptr<casebook::Casebook> book = std::make_unique<casebook::Casebook>();
  std::vector<casebook::Event> events;  // all that lies on the disk, sealed
  std::vector<domain::Submission> submissions;
  std::vector<domain::AnswerDocument> answers;
  desk::Effects effects;  // all of them, in order
  Secret sealed_draft, streets;
  Secret stored_number, stored_code;
  bool sealed_voice = false, pin_kept = false;
  std::vector<CaseId> refuses;  // the disk does, for these
  bool asleep = false;          // what it is given isn't answered yet
  std::vector<std::size_t> waits;
  bool reads_on = false;  // the first look isn't at its end when it opens
  bool loose = false;     // it passes over what a deed follows: a fault, for a control
  std::string me;
  int key = kSam, next_id = 100'000;

  explicit Device(std::string who = "sam", desk::Mode mode = desk::Mode::desk) : me(std::move(who)) {
    key = me == "sam" ? kSam : me == "noor" ? kNoor : kIlse;
    next_id = 100'000 * key;
    state = desk::first_state(example(), mode, {});
    book->set_membership(team());
    at_ms(0);
  }

  // --- what comes in
  void submit(int number, std::string_view message = "De lamp is kapot", int days_ago = 0) {
    domain::Submission s = submission(number, message);
    s.created_at.at.ms -= days_ago * std::int64_t{86'400'000};
    s.answer = {"7f3a", "key"};
    submit(std::move(s));
  }
  void submit(domain::Submission s) {
    submissions.push_back(s);
    const EnvelopeId id = *casebook::parse_id<EnvelopeId>(s.id);
    book->add(id, std::move(s));
  }
  void has(casebook::Event event) {
    events.push_back(event);
    book->add(std::move(event));
  }
  // What it has and the other hasn't; the other hears of it.
  void give(Device& other) const {
    for (const auto& event : events) {
      const bool known = std::any_of(other.events.begin(), other.events.end(),
                                     [&](const auto& o) { return o.id == event.id; });
      if (!known) other.has(event);
    }
    for (const auto& s : submissions) {
      const bool known = std::any_of(other.submissions.begin(), other.submissions.end(),
                                     [&](const auto& o) { return o.id == s.id; });
      if (!known) other.submit(s);
    }
    other.arrived();
  }
  void arrived() { then(desk::CasesChanged{book->refresh(), {}, !reads_on}); }

  // --- what happens
  void at_ms(std::int64_t ms) { then(desk::TimePassed{LocalTime{Instant{kTen + ms}, 60}, ms, 0}); }
  void at(double seconds) { at_ms(static_cast<std::int64_t>(seconds * 1000)); }
  void then(const desk::Event& event) {
    desk::Effects now = desk::update(state, event, world());
    std::vector<std::size_t> to_do;
    for (auto& effect : now) {
      effects.push_back(std::move(effect));
      to_do.push_back(effects.size() - 1);
    }
    for (const std::size_t index : to_do) serve(index);
  }
  template <class... E>
  void all(const E&... list) {
    (then(list), ...);
  }
  void wake() {  // what waited is answered, in its order
    asleep = false;
    const std::vector<std::size_t> to_do = std::move(waits);
    waits.clear();
    for (const std::size_t index : to_do) serve(index);
  }
  void unlock(std::string_view words = kPassphrase) {
    all(desk::TextPut{desk::Field::passphrase, Secret(words)}, desk::UnlockPressed{});
  }
  void key_of(char32_t letter, bool shift = false) { then(desk::KeyPressed{letter, {}, shift, false}); }
  void named(desk::KeyPressed::Named which, bool shift = false, bool ctrl = false) {
    then(desk::KeyPressed{0, which, shift, ctrl});
  }
  void type(std::string_view words) { then(desk::TextTyped{Secret(words)}); }

  // --- what is seen
  [[nodiscard]] desk::World world() const { return {example(), book.get(), &ready()}; }
  [[nodiscard]] desk::Open& open() {
    REQUIRE(state.open() != nullptr);
    return *state.open();
  }
  [[nodiscard]] std::vector<int> rows() { return numbers(open().list.rows); }
  [[nodiscard]] std::vector<int> fresh() { return numbers(open().list.fresh); }
  [[nodiscard]] std::vector<int> marked() { return numbers(open().list.marked); }
  [[nodiscard]] static std::vector<int> numbers(const std::vector<CaseId>& ids) {
    std::vector<int> list;
    list.reserve(ids.size());
    for (const CaseId id : ids) list.push_back(number(id));
    return list;
  }
  [[nodiscard]] static int number(CaseId id) { return std::stoi(casebook::to_text(id).substr(24)); }
  [[nodiscard]] int at_row() { return open().list.at ? number(*open().list.at) : 0; }
  [[nodiscard]] const casebook::Summary& summary(int number) const { return *book->summary(a_case(number)); }
  template <class E>
  [[nodiscard]] const E* last() const {
    for (auto e = effects.rbegin(); e != effects.rend(); ++e)
      if (const E* found = std::get_if<E>(&*e)) return found;
    return nullptr;
  }
  template <class E>
  [[nodiscard]] std::size_t asked() const {
    std::size_t n = 0;
    for (const auto& e : effects) n += std::holds_alternative<E>(e) ? 1 : 0;
    return n;
  }
  template <class Body>
  [[nodiscard]] std::size_t sealed() const {
    std::size_t n = 0;
    for (const auto& e : events) n += std::holds_alternative<Body>(e.body) ? 1 : 0;
    return n;
  }

 private:
  void answer(RequestId request, desk::Event event) {
    event.request = request;
    then(event);
  }
  void serve(std::size_t index) {
    if (asleep) return waits.push_back(index);
    if (const auto* add = std::get_if<desk::AddEvents>(&effects[index])) return add_events(*add);
    if (const auto* unlock = std::get_if<desk::Unlock>(&effects[index])) {
      const RequestId request = unlock->request;
      if (unlock->passphrase == kPassphrase) return unlocked(request);
      return answer(request, desk::UnlockRefused{});
    }
    if (const auto* pin = std::get_if<desk::UnlockByPin>(&effects[index])) {
      const RequestId request = pin->request;
      if (pin->digits == "314159") return unlocked(request);
      return answer(request, desk::UnlockRefused{});
    }
    if (const auto* seal = std::get_if<desk::SealDraft>(&effects[index])) {
      sealed_draft = seal->document.clone();
      sealed_voice = seal->voice;
    }
    if (const auto* keep = std::get_if<desk::KeepStreets>(&effects[index])) streets = keep->document.clone();
    if (std::holds_alternative<desk::KeepPin>(effects[index])) pin_kept = true;
    if (std::holds_alternative<desk::DropPin>(effects[index])) pin_kept = false;
  }
  void unlocked(RequestId request) {
    book->refresh();
    answer(request, desk::Unlocked{the_team(me), sealed_draft.clone(), streets.clone(), sealed_voice,
                                   stored_number.clone(), stored_code.clone(), !reads_on});
  }
  void add_events(const desk::AddEvents& add) {
    desk::EventsAdded added;
    const RequestId request = add.request;
    std::vector<casebook::Event> made;
    for (std::size_t i = 0; i < add.deeds.size(); ++i) {
      const auto& deed = add.deeds[i];
      if (std::find(refuses.begin(), refuses.end(), deed.about) != refuses.end()) {
        added.refused.push_back({i, Trouble::store_full});
        continue;
      }
      std::vector<EnvelopeId> parents = deed.parents;
      for (const RequestId follows : deed.follows) {
        if (loose) continue;
        const auto last = last_of_.find({follows.value, deed.about});
        if (last != last_of_.end()) parents.push_back(last->second);  // none where it was refused
      }
      CaseId born;
      for (const desk::Step& step : deed.steps) {
        casebook::Event event;
        event.id = envelope(next_id++);
        if (born.empty()) born = casebook::case_of(event.id);
        event.case_id = step.id.empty() ? born : step.id;
        event.queued_on = {2026, 11, 23};
        event.to = deed.seal;
        event.parents = parents;
        event.at = {state.now.at.ms};
        event.by = casebook::test::key(key);
        event.body = step.body;
        if (auto* words = std::get_if<casebook::Answer>(&event.body)) {
          words->envelope = envelope(next_id++);
          domain::AnswerDocument document;
        }
        for (const desk::ToldTo& told : step.told) {
          EnvelopeId sealed = envelope(next_id++);
          if (const auto* words = std::get_if<casebook::Answer>(&event.body)) sealed = words->envelope;
          domain::AnswerDocument document;
          document.submission = casebook::to_text(casebook::submission_of(told.id));
          document.seq = static_cast<std::uint32_t>(answers.size() + 1);
          document.status = told.told.status;
          document.text = told.told.text.clone();
          document.language = told.told.language;
          document.at = state.now;
          answers.push_back(domain::clone(document));
          book->add(sealed, std::move(document));
        }
        if (auto* note = std::get_if<casebook::Note>(&event.body); note != nullptr && step.voice)
          note->voice = envelope(next_id++);
        parents = {event.id};
        made.push_back(std::move(event));
      }
      last_of_[{request.value, deed.about}] = parents.front();
    }
    std::vector<CaseId> mine;
    for (auto& event : made) {
      mine.push_back(event.case_id);
      has(std::move(event));
    }
    const auto changed = book->refresh();
    for (CaseId& id : mine)
      if (const auto* shown = book->summary(id)) id = shown->id;
    then(desk::CasesChanged{changed, mine});
    answer(request, added);
  }
  std::map<std::pair<std::uint64_t, CaseId>, EnvelopeId> last_of_;
};

}  // namespace wv::desk_test
