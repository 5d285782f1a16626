// Two colleagues and a kiosk without a network, for the tests of MemberDevice: each has a data folder of its
// own in memory, is sealed for real, and what one has is carried to another by hand, file by file.
#pragma once
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "places.h"
#include "services/answer_lookup.h"
#include "services/case_support.h"
#include "services/member_device.h"
#include "services/submissions.h"

namespace wv::services_test {

inline constexpr const char* kPhrase = "appel fiets wolk steen lamp";

inline services::Moment moment_at(std::int64_t ms) { return {LocalTime{Instant{kNine + ms}, 60}, ms, ms}; }

struct Town;
enum class Syncs { no, yes };  // whether the settings name a target

// Somebody's device: its folder, and what it told.
struct Colleague {
  Colleague(Town& town, const std::string& folder);

  void run_unlock(const std::string& words = kPhrase);
  [[nodiscard]] bool unlock(const std::string& words = kPhrase);
  [[nodiscard]] bool by_pin(const std::string& digits);
  void lock() {
    device->run(desk::Lock{}, now);
    settle();
  }
  void settle();
  void start_anew(Syncs syncs = Syncs::no);  // the program ended and began once more
  // The answer; nothing when none came.
  [[nodiscard]] std::optional<desk::EventsAdded> add(desk::AddEvents events, Bytes voice = {});
  [[nodiscard]] desk::AddEvents step(CaseId about, casebook::Body body);
  [[nodiscard]] desk::AddEvents answer(CaseId about, const std::string& words);
  [[nodiscard]] desk::AddEvents promise(CaseId about, const std::string& words);
  [[nodiscard]] bool note(CaseId about, const std::string& words) {
    const auto added = add(step(about, casebook::Note{Secret(words), {}, {}}));
    return added && added->refused.empty();
  }
  [[nodiscard]] Words words_of(CaseId id) const;
  [[nodiscard]] CaseId first_case() const { return device->book()->summaries().front()->id; }
  [[nodiscard]] std::vector<std::string> names_in(const std::string& folder) const;
  template <class E>
  [[nodiscard]] const E* last() const {
    for (auto event = told.rbegin(); event != told.rend(); ++event)
      if (const E* found = std::get_if<E>(&*event)) return found;
    return nullptr;
  }
  template <class E>
  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(
        told.begin(), told.end(), [](const auto& event) { return std::holds_alternative<E>(event); }));
  }
  // What waits in its queue reaches the other, as a stick or a server would bring it.
  void give(Colleague& other) const;

  Town& town;
  std::string folder;
  fakes::MemoryStore& store;
  outbox::Outbox outbox;
  services::EventLog log;
  services::RetentionClock days;
  std::unique_ptr<services::MemberDevice> device;
  std::vector<desk::Event> told;
  services::Moment now = moment_at(0);
  std::uint64_t requests = 0;
};

struct Town {
  Town() {
    belief.settings = office.settings();
    belief.links = {office.signed_now()};
  }

  crypto::Identity make_identity(Colleague& who, const std::string& words = kPhrase) {
    auto made = asked<crypto::NewIdentity>(platform, [&](auto then) {
      crypto::make_identity(platform.sealer(), platform.random(), Secret(words), then);
    });
    REQUIRE(made.ok());
    who.store.damage(crypto::kIdentityFile, to_bytes(made.value().file));
    return std::move(made.value().identity);
  }
  // Into the register, with a keyring in the member's own folder.
  void enrol(Colleague& who, const std::string& id, const std::string& words = kPhrase) {
    const crypto::Identity identity = make_identity(who, words);
    crypto::Device device{identity.face.seal, identity.face.sign, {{2026, 1, 1}, std::nullopt}, {}};
    office.content.members.push_back({id, id, {}, {{2026, 1, 1}, std::nullopt}, {device}});
    next_register();
    give_ring(who, identity.face.seal, {office.team});
  }
  void give_ring(Colleague& who, const crypto::Signer& seal, const std::vector<Key>& halves) {
    crypto::KeyringInput input{seal, kToday, {}, office.authority.secret, "", ClockWas::unknown};
    for (const Key& half : halves) input.halves.push_back({half.open.kid, Secret(half.secret)});
    const auto ring = asked<crypto::SealedEnvelope>(platform, [&](auto then) {
      crypto::seal_keyring(platform.sealer(), platform.random(), std::move(input), then);
    });
    REQUIRE(ring.ok());
    who.store.damage("cases/" + ring.value().id() + ".json", to_bytes(ring.value().text()));
  }
  void next_register() { belief.links.back() = office.successor(belief.links.back()); }

  fakes::FakePlatform platform{ports::make_platform()};
  Office office{platform};
  crypto::Belief belief;
};

inline Colleague::Colleague(Town& t, const std::string& f)
    : town(t),
      folder(f),
      store(town.platform.store(f)),
      outbox(store),
      log(store, LocalTime{Instant{kNine}, 60}),
      days(store, outbox, log, 12) {}

inline void Colleague::start_anew(Syncs syncs) {
  device = std::make_unique<services::MemberDevice>(
      services::MemberDevice::Tools{town.platform, store, outbox, log, days, 42,
                                    (source_folder() / "assets/words/nl.txt").string(), syncs == Syncs::yes},
      town.belief);
  device->answer_to([this](desk::Event event) { told.push_back(std::move(event)); });
}

inline void Colleague::settle() { fakes::settle(town.platform); }

inline void Colleague::run_unlock(const std::string& words) {
  if (!device) start_anew();
  told.clear();
  device->register_changed(town.belief);
  device->run(desk::Unlock{Secret(words), RequestId{++requests}}, now);
}
inline bool Colleague::unlock(const std::string& words) {
  run_unlock(words);
  settle();
  return count<desk::Unlocked>() == 1;
}
inline bool Colleague::by_pin(const std::string& digits) {
  told.clear();
  device->run(desk::UnlockByPin{Secret(digits), RequestId{++requests}}, now);
  settle();
  return count<desk::Unlocked>() == 1;
}

inline std::optional<desk::EventsAdded> Colleague::add(desk::AddEvents events, Bytes voice) {
  events.request = RequestId{++requests};
  const std::size_t before = count<desk::EventsAdded>();
  device->run(std::move(events), now, std::move(voice));
  settle();
  if (count<desk::EventsAdded>() != before + 1) return std::nullopt;
  return *last<desk::EventsAdded>();
}

inline desk::AddEvents Colleague::step(CaseId about, casebook::Body body) {
  desk::AddEvents events;
  desk::AddEvents::Ready& deed = events.deeds.emplace_back();
  deed.about = about;
  if (const casebook::Folded* folded = device->book()->find(about))
    deed.parents = next_parents(*folded, casebook::Apart::leave);
  deed.steps.push_back({about, std::move(body), {}, false});
  return events;
}
inline desk::AddEvents Colleague::answer(CaseId about, const std::string& words) {
  desk::AddEvents events = step(about, casebook::Answer{{}, Secret(words)});
  desk::Told told_words{"nl", Secret(words), domain::AnswerStatus::answered, domain::Role::fixer};
  events.deeds.front().steps.front().told.push_back({about, std::move(told_words)});
  return events;
}
inline desk::AddEvents Colleague::promise(CaseId about, const std::string& words) {
  desk::AddEvents events = step(about, casebook::Promise{{2026, 12, 8}, Secret(words)});
  desk::Told told_words{"nl", Secret(words), domain::AnswerStatus::picked_up, domain::Role::fixer};
  events.deeds.front().steps.front().told.push_back({about, std::move(told_words)});
  return events;
}

inline Words Colleague::words_of(CaseId id) const {
  Words words;
  const casebook::Folded* folded = device->book() == nullptr ? nullptr : device->book()->find(id);
  if (folded == nullptr) return words;
  for (const auto& part : folded->parts)
    if (part.submission != nullptr) words.emplace_back(part.submission->message.view());
  for (const auto& entry : folded->thread)
    if (const auto* note = std::get_if<casebook::Note>(&entry.event->body))
      words.emplace_back(note->text.view());
  for (const auto& one : folded->answers) words.emplace_back(one.document->text.view());
  std::sort(words.begin(), words.end());
  return words;
}

inline std::vector<std::string> Colleague::names_in(const std::string& where) const {
  std::vector<std::string> names;
  for (const std::string& name : store.names())
    if (name.starts_with(where + "/")) names.push_back(name);
  return names;
}

inline void Colleague::give(Colleague& other) const {
  for (const std::string& name : names_in("outbox")) {
    const auto envelope = crypto::parse(to_string(*store.content(name)), name);
    REQUIRE(envelope.ok());
    const std::string there = std::string(crypto::box_name(envelope.value().box())) + name.substr(6);
    if (!other.store.content(there)) other.store.damage(there, *store.content(name));
  }
  if (other.device) other.device->files_changed();
  other.settle();
}

// A resident at a kiosk: what it sends, and what it finds with number and code.
struct Kiosk : Colleague {
  explicit Kiosk(Town& t) : Colleague(t, "kiosk") {}

  void send(const std::string& words) {
    services::Submissions submissions{
        {town.platform, store, outbox, log, 7, crypto::current_recipients(town.belief.held()->content)}};
    domain::Submission told_words;
    told_words.message = words;
    told_words.language = "ar";
    told_words.channel = "kiosk";
    told_words.device = "kiosk-007";
    told_words.created_at = {Instant{kNine}, 60};
    told_words.contact.way = domain::ContactWay::none;
    std::vector<app::Event> answers;
    submissions.store({std::move(told_words), {}, {kQueued, ClockWas::confirmed}},
                      [&](app::Event event) { answers.push_back(std::move(event)); });
    settle();
    REQUIRE(answers.size() == 1);
    const auto* stored = std::get_if<app::SubmissionStored>(&answers.front());
    REQUIRE(stored != nullptr);
    number = stored->number.clone();
    code = stored->code.clone();
  }
  [[nodiscard]] std::optional<domain::AnswerDocument> find() {
    services::AnswerLookup lookup(town.platform, store,
                                  crypto::member_signers(town.belief.held()->content, kToday),
                                  services::Believes::signers_only);
    std::vector<app::Event> answers;
    lookup.look_for_answer({number.clone(), code.clone()},
                           [&](app::Event event) { answers.push_back(std::move(event)); });
    settle();
    for (const app::Event& event : answers)
      if (const auto* found = std::get_if<app::AnswerFound>(&event)) return domain::clone(found->document);
    return std::nullopt;
  }
  Secret number, code;
};

}  // namespace wv::services_test
