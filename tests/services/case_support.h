// A made-up municipality with one member's device, whose data folder is in memory, for the tests of CaseStore
// and of erasure: messages, events, answers and keyrings as sync would leave them there.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "crypto/codes.h"
#include "crypto/keyring.h"
#include "crypto/register_support.h"
#include "crypto/reply.h"
#include "services/case_store.h"

namespace wv::services_test {

using namespace crypto_test;
using casebook::CaseId;
using casebook::EnvelopeId;

inline constexpr Day kQueued{2026, 11, 23};
inline constexpr std::int64_t kNine = 1'796'115'600'000;  // 2026-12-01T09:00:00Z

struct Desk {
  explicit Desk(std::unique_ptr<ports::Platform> sealing = nullptr)
      : platform(std::move(sealing)), noor_seal(new_key(platform)), noor_sign(new_key(platform)) {
    crypto::Device device{signer_of(noor_seal), signer_of(noor_sign), {{2026, 1, 1}, std::nullopt}, 42};
    office.content.members.push_back({"noor", "Noor", {"Zuid"}, {{2026, 1, 1}, std::nullopt}, {device}});
    belief.settings = office.settings();
    belief.links = {office.signed_now()};
  }

  fakes::FakePlatform platform;
  fakes::MemoryStore& store = platform.store("data");
  Office office{platform};  // its member is Sam, whose device this is
  Key noor_seal, noor_sign;
  crypto::Belief belief;
  outbox::Outbox outbox{store};
  services::EventLog log{store, platform.clock().now()};
  std::vector<services::CaseNews> news;
  std::function<void(const std::vector<std::string>&, const Day&)>
      refuse;  // ErasureKeeper's, where there is one
  services::CaseStore cases{{store, platform.sealer(), platform.random(), outbox, log,
                             [this](const auto& ids, const Day& on) {
                               if (refuse) refuse(ids, on);
                             }},
                            [this](const services::CaseNews& told) { news.push_back(told); }};
  Day today = kToday;
  std::optional<Day> day_to_delete_by;
  std::vector<EnvelopeId> gone;

  // --- what comes ---
  std::string put(const char* folder, const crypto::SealedEnvelope& envelope) {
    std::string name = std::string(folder) + "/" + envelope.id() + ".json";
    store.damage(name, to_bytes(envelope.text()));
    return name;
  }
  crypto::SealedEnvelope make_ring(const std::vector<Key>& halves, const Key& device, const Key& authority) {
    crypto::KeyringInput input{signer_of(device), kToday, {}, authority.secret, "", ClockWas::unknown};
    for (const Key& half : halves) input.halves.push_back({half.open.kid, Secret(half.secret)});
    return asked<crypto::SealedEnvelope>(platform,
                                         [&](auto then) {
                                           crypto::seal_keyring(platform.sealer(), platform.random(),
                                                                std::move(input), then);
                                         })
        .value();
  }
  std::string ring(const std::vector<Key>& halves) {
    return put("cases", make_ring(halves, office.seal, office.authority));
  }
  static domain::Submission submission_of(const std::string& id, const std::string& message) {
    domain::Submission made;
    made.id = id;
    made.receipt = "0070001232";
    made.created_at = {Instant{kNine - 7 * 86'400'000LL}, 60};
    made.language = "nl";
    made.channel = "kiosk";
    made.device = "kiosk-007";
    made.message = message;
    made.contact.way = domain::ContactWay::none;
    return made;
  }
  // `key`: 43 letters of base64url; the tag is made of it.
  CaseId message(const std::string& words, const crypto::Recipients& to, Day day = kQueued) {
    const std::string id = crypto::uuid_v4(platform.random());
    domain::Submission made = submission_of(id, words);
    Bytes key(32);
    platform.random().fill(key);
    made.answer = {to_hex(std::span(key).first(16)), to_base64url(key)};
    answer_keys.emplace_back(id, made.answer);
    const auto envelope = try_seal(platform,
                                   {crypto::Box::inbox, id, day, to_json(made), crypto::Padding::submission,
                                    ClockWas::confirmed},
                                   to)
                              .value();
    last_file = put("inbox", envelope);
    return *casebook::parse_id<CaseId>(id);
  }
  CaseId message(const std::string& words, Day day = kQueued) {
    return message(words, crypto::current_recipients(belief.held()->content), day);
  }
  casebook::Event event_of(CaseId of, casebook::Body body, const Key& by,
                           std::vector<EnvelopeId> parents = {}) {
    casebook::Event event;
    event.id = *casebook::parse_id<EnvelopeId>(crypto::uuid_v4(platform.random()));
    event.queued_on = kQueued;
    event.case_id = of;
    event.parents = std::move(parents);
    event.at = {kNine};
    event.by = *casebook::parse_key_id(by.open.kid);
    event.body = std::move(body);
    return event;
  }
  std::string signed_by(const Key& by, const Bytes& payload) {
    return asked<std::string>(
               platform,
               [&](auto then) { crypto::sign_text(platform.sealer(), to_string(payload), by.secret, then); })
        .value();
  }
  std::string put_sealed(const std::string& id, Day day, const std::string& plain,
                         const crypto::Recipients& to, crypto::Box box = crypto::Box::cases) {
    return put(crypto::box_name(box), try_seal(platform, {box, id, day, to_bytes(plain)}, to).value());
  }
  std::string event(const casebook::Event& made, const Key& by) {
    return last_file = put_sealed(to_text(made.id), made.queued_on, signed_by(by, to_json(made)),
                                  crypto::current_recipients(belief.held()->content));
  }
  EnvelopeId noted(CaseId of, const std::string& words, const Key& by, std::vector<EnvelopeId> parents = {}) {
    const casebook::Event made = event_of(of, casebook::Note{Secret(words), {}, {}}, by, std::move(parents));
    event(made, by);
    return made.id;
  }
  std::string answer(CaseId of, const std::string& words, const Key& by, std::int64_t at = kNine) {
    domain::AnswerDocument document;
    document.submission = to_text(of);
    document.text = words;
    document.language = "nl";
    document.at = {Instant{at}, 60};
    crypto::AnswerInput input;
    for (const auto& [id, keys] : answer_keys)
      if (id == document.submission) input.tag = keys.tag, input.key = keys.key;
    document.tag = input.tag;
    input.queued_on = kQueued;
    input.document = to_json(document);
    input.signer_jwk = by.secret;
    return last_file = put("answers", asked<crypto::SealedEnvelope>(platform, [&](auto then) {
                                        crypto::seal_answer(platform.sealer(), platform.random(),
                                                            std::move(input), then);
                                      }).value());
  }
  std::vector<std::pair<std::string, domain::AnswerKeys>> answer_keys;
  std::string last_file;

  // --- what is done with it ---
  [[nodiscard]] crypto::Identity identity() const {
    return {{signer_of(office.seal), signer_of(office.sign)},
            Secret(office.seal.secret),
            Secret(office.sign.secret)};
  }
  void begin_unlock() { cases.unlock({identity(), belief, today, day_to_delete_by, gone}); }
  void unlock() {
    begin_unlock();
    fakes::settle(platform);
  }
  void look() {
    cases.look();
    fakes::settle(platform);
  }
  Result<EnvelopeId> add(services::EventDraft draft) {
    auto answer = fakes::answer_of<EnvelopeId>(platform, [&](auto then) {
      cases.add(std::move(draft), Instant{kNine}, Stamp{kToday, ClockWas::confirmed}, then);
    });
    REQUIRE(answer.has_value());
    return std::move(*answer);
  }
  Result<EnvelopeId> note(CaseId of, const std::string& words) {
    services::EventDraft draft;
    draft.case_id = of;
    draft.body = casebook::Note{Secret(words), {}, {}};
    return add(std::move(draft));
  }
  Status keep() {
    return *fakes::answer_of<Done>(platform, [&](auto then) { cases.keep(then); });
  }
  // Another register in force, and told.
  void believe_now() {
    belief.links.back() = office.successor(belief.links.back());
    cases.believe(belief, today, day_to_delete_by);
    fakes::settle(platform);
  }
  void rotate(const Key& key, const Key& recovery) {
    office.content.team.insert(office.content.team.begin(), {signer_of(key), signer_of(recovery), kToday});
    believe_now();
  }
  [[nodiscard]] std::vector<std::string> words_of(CaseId id) const {
    std::vector<std::string> words;
    const casebook::Folded* folded = cases.book() == nullptr ? nullptr : cases.book()->find(id);
    if (folded == nullptr) return words;
    for (const auto& part : folded->parts)
      if (part.submission != nullptr) words.emplace_back(part.submission->message.view());
    for (const auto& entry : folded->thread)
      if (const auto* note = std::get_if<casebook::Note>(&entry.event->body))
        words.emplace_back(note->text.view());
    for (const auto& answer : folded->answers) words.emplace_back(answer.document->text.view());
    return words;
  }
  [[nodiscard]] std::vector<std::string> names_in(const std::string& folder) const {
    std::vector<std::string> names;
    for (const std::string& name : store.names())
      if (name.starts_with(folder + "/")) names.push_back(name);
    return names;
  }
};

using Words = std::vector<std::string>;

}  // namespace wv::services_test
