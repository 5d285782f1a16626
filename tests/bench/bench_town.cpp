#include "bench_town.h"

#include <cstdio>
#include <fstream>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "casebook/event.h"
#include "crypto/codes.h"
#include "crypto/keyring.h"
#include "crypto/register.h"
#include "crypto/signed_text.h"
#include "crypto/thumbprint.h"
#include "domain/submission.h"
#include "ports/ask.h"

namespace wv::bench {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kMostWaiting = 2'000;  // files, until they are written
constexpr char kOwn[] = "bench.json";        // all private keys: this is nobody's municipality
constexpr const char* kWords[] = {"lantaarnpaal", "stoep",  "kapot",  "buurman", "geluid",    "speeltuin",
                                  "bankje",       "vraag",  "afval",  "boom",    "fiets",     "parkeren",
                                  "de",           "het",    "een",    "voor",    "mijn",      "deur",
                                  "graag",        "iemand", "helpen", "weken",   "gevaarlijk"};

}  // namespace

// Not getrusage's figure: that begins with what the program had that started this one.
double most_memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(line.find(':') + 1)) / 1024;
  return 0;
}

Town::Town(ports::Platform& platform, std::string folder)
    : platform_(platform),
      folder_(std::move(folder)),
      store_(platform.store(folder_)),
      newcomers_(platform.store(folder_ + "/newcomer")) {}

std::string Town::settings() const { return folder_ + "/settings/config.json"; }

crypto::Signer Town::signer(const std::string& key) const {
  const auto open =
      ports::ask<std::string>(platform_, [&](auto then) { platform_.sealer().public_of(key, then); });
  return {crypto::thumbprint(key).value(), open.value()};
}

crypto::Register Town::content() const {
  crypto::Register content;
  content.issued = kToday;
  content.next = add_months(kToday, 3);
  content.authority = {signer(authority_)};
  content.team = {{signer(team_), signer(recovery_), {2026, 1, 1}}};
  const auto member = [](const char* id, const char* name, const crypto::Identity& has, int number) {
    const crypto::Device device{has.face.seal, has.face.sign, {{2026, 1, 1}, std::nullopt}, number};
    return crypto::Member{id, name, {}, {{2026, 1, 1}, std::nullopt}, {device}};
  };
  content.members = {member("sam", "Sam", identity_, 41), member("noor", "Noor", newcomer_, 42)};
  return content;
}

crypto::Belief Town::belief() const {
  crypto::Belief belief;
  belief.settings = {signer(authority_)};
  belief.links = {ports::ask<crypto::SignedRegister>(platform_, [&](auto then) {
                    crypto::sign_register(platform_.sealer(), content(), authority_, then);
                  }).value()};
  return belief;
}

bool Town::make_keys() {
  for (std::string* key : {&team_, &recovery_, &authority_}) {
    auto made = ports::ask<std::string>(platform_, [&](auto then) { platform_.sealer().make_key(then); });
    if (!made) return false;
    *key = std::move(made).value();
  }
  return make_member(identity_, store_) && make_member(newcomer_, newcomers_);
}

bool Town::make_member(crypto::Identity& member, ports::Store& store) {
  auto made = ports::ask<crypto::NewIdentity>(platform_, [&](auto then) {
    crypto::make_identity(platform_.sealer(), platform_.random(), Secret(kPassphrase), then);
  });
  if (!made) return false;
  member = std::move(made.value().identity);
  return ports::ask<Done>(
             platform_,
             [&](auto then) { store.replace(crypto::kIdentityFile, to_bytes(made.value().file), then); })
      .ok();
}

std::optional<crypto::SealedEnvelope> Town::ring_of(const crypto::Identity& member) {
  auto ring = ports::ask<crypto::SealedEnvelope>(platform_, [&](auto then) {
    crypto::KeyringInput input{member.face.seal, kToday, {}, authority_, "", ClockWas::confirmed};
    input.halves.push_back({signer(team_).kid, Secret(team_)});
    crypto::seal_keyring(platform_.sealer(), platform_.random(), std::move(input), then);
  });
  if (!ring) return std::nullopt;
  return std::move(ring).value();
}

bool Town::keep_papers(const std::string& municipality) {
  const crypto::Belief held = belief();
  OrderedJson authority = {{"keys", OrderedJson::array()}};
  authority["keys"].push_back(OrderedJson(crypto::to_json(held.settings.front().jwk)));
  const OrderedJson settings = {{"format", "wijkverbinder-config/1"},
                                {"municipality", municipality},
                                {"device", {{"name", "desk"}, {"number", 41}, {"place", "Buurthuis"}}},
                                {"authority", "authority.jwks.json"},
                                {"register", "register.jws"},
                                {"languages", {"nl", "en", "tr", "ar", "pl", "uk"}},
                                {"idle", {{"ask_after_s", 90}, {"reset_after_s", 30}}}};
  return keep("register.jws", crypto::to_text(held)) &&
         keep("register.jws", held.links.back().jws + "\n", true) &&
         keep("authority.jwks.json", authority.dump(1) + "\n", true) &&
         keep("config.json", settings.dump(2) + "\n", true);
}

bool Town::fill(int cases, const std::string& municipality) {
  if (!make_keys() || !keep_papers(municipality)) return false;
  const auto ring = ring_of(identity_), newcomers = ring_of(newcomer_);
  if (!ring || !newcomers) return false;
  cases_.push_back({ring->id() + ".json", to_bytes(ring->text())});
  const bool kept =
      ports::ask<Done>(platform_, [&](auto then) {
        newcomers_.replace("cases/" + newcomers->id() + ".json", to_bytes(newcomers->text()), then);
      }).ok();
  if (!kept) return false;
  recipients_ = crypto::current_recipients(content());
  for (int i = 0; i < cases; ++i)
    if (!one_case(i)) return false;
  const Json own = {std::string(identity_.seal_jwk.view()),
                    std::string(identity_.sign_jwk.view()),
                    team_,
                    recovery_,
                    authority_,
                    std::string(newcomer_.seal_jwk.view()),
                    std::string(newcomer_.sign_jwk.view())};
  return flush() && keep(kOwn, own.dump());
}

bool Town::take_again() {
  const auto text = ports::ask<Bytes>(platform_, [&](auto then) { store_.read(kOwn, 1u << 20, then); });
  const auto json = text ? parse_json(to_string(text.value()), kOwn) : Result<Json>(text.error());
  if (!json || !platform_.files().look(settings())) return false;
  const auto keys = json.value().get<std::vector<std::string>>();
  constexpr std::size_t kKeys = 7;
  if (keys.size() != kKeys) return false;  // by an earlier version of this bench: made anew
  const auto member = [this](const std::string& seal, const std::string& sign) {
    return crypto::Identity{{signer(seal), signer(sign)}, Secret(seal), Secret(sign)};
  };
  identity_ = member(keys[0], keys[1]);
  newcomer_ = member(keys[5], keys[6]);
  team_ = keys[2];
  recovery_ = keys[3];
  authority_ = keys[4];
  return true;
}

std::string Town::words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::string(kWords[below(std::size(kWords))]) + " ";
  return text;
}

bool Town::seal(crypto::Box box, const std::string& id, const Day& day, Bytes plain) {
  const auto envelope = ports::ask<crypto::SealedEnvelope>(platform_, [&](auto then) {
    crypto::seal(platform_.sealer(), platform_.random(),
                 {box, id, day, std::move(plain), crypto::Padding::submission, ClockWas::confirmed},
                 recipients_, then);
  });
  if (!envelope) return false;
  (box == crypto::Box::inbox ? inbox_ : cases_).push_back({id + ".json", to_bytes(envelope.value().text())});
  return inbox_.size() + cases_.size() < kMostWaiting || flush();
}

bool Town::flush() {
  for (auto* files : {&inbox_, &cases_}) {
    const auto kept = ports::ask<std::vector<Status>>(platform_, [&](auto then) {
      store_.write_all(files == &inbox_ ? "inbox" : "cases", std::exchange(*files, {}),
                       ports::Store::Over::replace, then);
    });
    if (!kept) return false;
  }
  return true;
}

bool Town::keep(const std::string& name, const std::string& text, bool in_settings) {
  ports::Store& store = in_settings ? platform_.store(folder_ + "/settings") : store_;
  return ports::ask<Done>(platform_, [&](auto then) { store.replace(name, to_bytes(text), then); }).ok();
}

bool Town::one_case(int number) {
  const std::string id = crypto::uuid_v4(platform_.random());
  const int age = below(120);
  const Day day = add_days(kToday, -age);
  domain::Submission made;
  made.id = id;
  char receipt[16];
  std::snprintf(receipt, sizeof receipt, "007%06d0", number);
  made.receipt = receipt;
  made.created_at = {Instant{kNow - age * kDayMs}, 60};
  made.language = "nl";
  made.channel = "kiosk";
  made.device = "kiosk-007";
  made.message = words(20);
  made.contact.way = domain::ContactWay::none;
  made.answer = {std::string(32, 'a'), std::string(43, 'A')};
  return seal(crypto::Box::inbox, id, day, to_json(made)) && events_of(id, day, age);
}

bool Town::events_of(const std::string& id, const Day& day, int age) {
  std::vector<casebook::EnvelopeId> parents;
  for (int step = 0; step < kEvents; ++step) {
    casebook::Event event;
    event.id = *casebook::parse_id<casebook::EnvelopeId>(crypto::uuid_v4(platform_.random()));
    event.queued_on = day;
    event.case_id = *casebook::parse_id<casebook::CaseId>(id);
    event.parents = parents;
    event.at = {kNow - age * kDayMs + step * 60'000};
    event.by = *casebook::parse_key_id(identity_.face.sign.kid);
    if (step == 0) event.body = casebook::Taken{};
    if (step == 1) event.body = casebook::Note{Secret(words(10)), {}, {}};
    if (step == 2) event.body = casebook::Promise{add_days(kToday, below(30) - 10), Secret(words(6))};
    if (step == 3)
      event.body = below(2) == 0 ? casebook::Body(casebook::Given{"phone", Secret(words(8))})
                                 : casebook::Body(casebook::Closed{});
    parents = {event.id};
    const auto jws = ports::ask<std::string>(platform_, [&](auto then) {
      crypto::sign_text(platform_.sealer(), to_string(to_json(event)), std::string(identity_.sign_jwk.view()),
                        then);
    });
    if (!jws || !seal(crypto::Box::cases, to_text(event.id), day, to_bytes(jws.value()))) return false;
  }
  return true;
}

}  // namespace wv::bench
