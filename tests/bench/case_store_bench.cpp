// case_store_bench FOLDER [CASES]   a member's device with 10,000 made-up cases of a message and four events,
//                                   sealed and signed for real in FOLDER (on a disk, not in memory): the
//                                   first look, which opens them all and keeps the cache; then unlocking with
//                                   it. A folder that an earlier run filled is used again.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/codes.h"
#include "crypto/keyring.h"
#include "crypto/thumbprint.h"
#include "ports/ask.h"
#include "ports/make_platform.h"
#include "services/case_store.h"

using namespace wv;

namespace {

constexpr std::int64_t kNow = 1'796'115'600'000;  // 2026-12-01T09:00:00Z
constexpr std::int64_t kDayMs = 86'400'000;
constexpr Day kToday{2026, 12, 1};
constexpr int kEvents = 4;
constexpr const char* kWords[] = {"lantaarnpaal", "stoep",  "kapot",  "buurman", "geluid",    "speeltuin",
                                  "bankje",       "vraag",  "afval",  "boom",    "fiets",     "parkeren",
                                  "de",           "het",    "een",    "voor",    "mijn",      "deur",
                                  "graag",        "iemand", "helpen", "weken",   "gevaarlijk"};

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
// Of the thread that draws: the worker has another core.
double cpu_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

void tell(const char* what, double got, const char* unit, double limit = 0) {
  std::printf("%-52s %9.1f %s", what, got, unit);
  if (limit > 0) std::printf("  limit %7.1f %s  ratio %.2f", limit, unit, got / limit);
  std::printf("\n");
  std::fflush(stdout);
}

struct Keys {
  std::string seal, sign, team, recovery, authority;
};

class Municipality {
 public:
  Municipality(ports::Platform& platform, std::string folder)
      : platform_(platform), folder_(std::move(folder)), store_(platform.store(folder_)) {}

  bool fill(int cases) {
    for (std::string* key : {&keys_.seal, &keys_.sign, &keys_.team, &keys_.recovery, &keys_.authority})
      *key =
          ports::ask<std::string>(platform_, [&](auto then) { platform_.sealer().make_key(then); }).value();
    const auto ring = ports::ask<crypto::SealedEnvelope>(platform_, [&](auto then) {
      crypto::KeyringInput input{signer(keys_.seal), kToday, {}, keys_.authority, "", ClockWas::confirmed};
      input.halves.push_back({signer(keys_.team).kid, Secret(keys_.team)});
      crypto::seal_keyring(platform_.sealer(), platform_.random(), std::move(input), then);
    });
    if (!ring) return false;
    cases_.push_back({ring.value().id() + ".json", to_bytes(ring.value().text())});
    for (int i = 0; i < cases; ++i)
      if (!one_case(i)) return false;
    if (!flush()) return false;
    const Json kept = {keys_.seal, keys_.sign, keys_.team, keys_.recovery, keys_.authority};
    return keep_text("bench.json", kept.dump());
  }
  bool take_again() {
    const auto text =
        ports::ask<Bytes>(platform_, [&](auto then) { store_.read("bench.json", 1u << 20, then); });
    const auto json = text ? parse_json(to_string(text.value()), "bench.json") : Result<Json>(text.error());
    if (!json) return false;
    std::size_t at = 0;
    for (std::string* key : {&keys_.seal, &keys_.sign, &keys_.team, &keys_.recovery, &keys_.authority})
      *key = json.value()[at++].get<std::string>();
    return true;
  }
  [[nodiscard]] services::CaseStore::Unlocked unlocked() const {
    services::CaseStore::Unlocked unlocked;
    unlocked.identity = {{signer(keys_.seal), signer(keys_.sign)}, Secret(keys_.seal), Secret(keys_.sign)};
    unlocked.belief.settings = {signer(keys_.authority)};
    unlocked.belief.links = {ports::ask<crypto::SignedRegister>(platform_, [&](auto then) {
                               crypto::sign_register(platform_.sealer(), content(), keys_.authority, then);
                             }).value()};
    unlocked.today = kToday;
    return unlocked;
  }
  ports::Store& store() { return store_; }

 private:
  [[nodiscard]] crypto::Signer signer(const std::string& key) const {
    const auto open =
        ports::ask<std::string>(platform_, [&](auto then) { platform_.sealer().public_of(key, then); });
    return {crypto::thumbprint(key).value(), open.value()};
  }
  [[nodiscard]] crypto::Register content() const {
    crypto::Register content;
    content.issued = kToday;
    content.next = add_months(kToday, 3);
    content.authority = {signer(keys_.authority)};
    content.team = {{signer(keys_.team), signer(keys_.recovery), {2026, 1, 1}}};
    crypto::Device device{signer(keys_.seal), signer(keys_.sign), {{2026, 1, 1}, std::nullopt}, 41};
    content.members = {{"sam", "Sam", {}, {{2026, 1, 1}, std::nullopt}, {device}}};
    return content;
  }
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::string(kWords[below(std::size(kWords))]) + " ";
    return text;
  }
  bool seal(crypto::Box box, const std::string& id, const Day& day, Bytes plain) {
    if (recipients_.empty()) recipients_ = crypto::current_recipients(content());
    const auto envelope = ports::ask<crypto::SealedEnvelope>(platform_, [&](auto then) {
      crypto::seal(platform_.sealer(), platform_.random(),
                   {box, id, day, std::move(plain), crypto::Padding::submission, ClockWas::confirmed},
                   recipients_, then);
    });
    if (!envelope) return false;
    (box == crypto::Box::inbox ? inbox_ : cases_)
        .push_back({id + ".json", to_bytes(envelope.value().text())});
    return inbox_.size() + cases_.size() < 2'000 || flush();
  }
  bool flush() {
    for (auto* files : {&inbox_, &cases_}) {
      const auto kept = ports::ask<std::vector<Status>>(platform_, [&](auto then) {
        store_.write_all(files == &inbox_ ? "inbox" : "cases", std::exchange(*files, {}),
                         ports::Store::Over::replace, then);
      });
      if (!kept) return false;
    }
    return true;
  }
  bool keep_text(const char* name, const std::string& text) {
    return ports::ask<Done>(platform_, [&](auto then) { store_.replace(name, to_bytes(text), then); }).ok();
  }
  bool one_case(int number) {
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
    if (!seal(crypto::Box::inbox, id, day, to_json(made))) return false;
    std::vector<casebook::EnvelopeId> parents;
    for (int step = 0; step < kEvents; ++step) {
      casebook::Event event;
      event.id = *casebook::parse_id<casebook::EnvelopeId>(crypto::uuid_v4(platform_.random()));
      event.queued_on = day;
      event.case_id = *casebook::parse_id<casebook::CaseId>(id);
      event.parents = parents;
      event.at = {kNow - age * kDayMs + step * 60'000};
      event.by = *casebook::parse_key_id(crypto::thumbprint(keys_.sign).value());
      if (step == 0) event.body = casebook::Taken{};
      if (step == 1) event.body = casebook::Note{Secret(words(10)), {}, {}};
      if (step == 2) event.body = casebook::Promise{add_days(kToday, below(30) - 10), Secret(words(6))};
      if (step == 3)
        event.body = below(2) == 0 ? casebook::Body(casebook::Given{"phone", Secret(words(8))})
                                   : casebook::Body(casebook::Closed{});
      parents = {event.id};
      const auto jws = ports::ask<std::string>(platform_, [&](auto then) {
        crypto::sign_text(platform_.sealer(), to_string(to_json(event)), keys_.sign, then);
      });
      if (!jws || !seal(crypto::Box::cases, to_text(event.id), day, to_bytes(jws.value()))) return false;
    }
    return true;
  }

  ports::Platform& platform_;
  std::string folder_;
  ports::Store& store_;
  Keys keys_;
  crypto::Recipients recipients_;
  std::vector<ports::Named> inbox_, cases_;
  std::mt19937_64 random_{20261129};
};

struct Measured {
  std::optional<double> list_ms, page_ms;
  double whole_ms = 0, list_turn_ms = 0, worst_turn_ms = 0, cpu = 0;
  std::size_t cases = 0, events = 0;
};

// Unlocks and goes on until all is looked at and kept.
Measured unlock(ports::Platform& platform, Municipality& municipality, std::size_t cases) {
  Measured measured;
  outbox::Outbox outbox(municipality.store());
  services::EventLog log(municipality.store(), platform.clock().now());
  const casebook::Viewer viewer({"sam"}, {Instant{kNow}, 60}, 5, {});
  auto unlocked = municipality.unlocked();
  const double begin = now_ms(), cpu = cpu_ms();
  services::CaseStore* asked = nullptr;
  services::CaseStore store({municipality.store(), platform.sealer(), platform.random(), outbox, log},
                            [&](const services::CaseNews& news) {
                              const std::size_t here = asked->book()->size();
                              if (here > 0 && !measured.page_ms) measured.page_ms = now_ms() - begin;
                              if (here == cases && !measured.list_ms) {
                                const auto rows = asked->book()->rows(casebook::List::all, viewer);
                                const auto counts = asked->book()->counts(viewer);
                                if (rows.size() == cases && counts[0] > 0)
                                  measured.list_ms = now_ms() - begin;
                              }
                              if (news.whole) measured.whole_ms = now_ms() - begin;
                            });
  asked = &store;
  store.unlock(std::move(unlocked));
  while (platform.busy()) {
    platform.wait();
    const bool before = !measured.list_ms.has_value();
    const double turn = cpu_ms();
    platform.pump();
    double& worst = before ? measured.list_turn_ms : measured.worst_turn_ms;
    worst = std::max(worst, cpu_ms() - turn);
  }
  measured.cpu = cpu_ms() - cpu;
  measured.cases = store.book()->size();
  measured.events = store.counts().events;
  return measured;
}

double memory_mb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "case_store_bench FOLDER [CASES]\n"), 2;
  const int cases = argc > 2 ? std::max(std::atoi(argv[2]), 1) : 10'000;
  const auto platform = ports::make_platform();
  Municipality municipality(*platform, argv[1]);
  if (!municipality.take_again()) {
    const double begin = now_ms();
    if (!municipality.fill(cases)) return std::fprintf(stderr, "case_store_bench: could not fill\n"), 1;
    tell("made, sealed, signed", (now_ms() - begin) / 1000, "s");
  }
  const auto parts = ports::ask<std::vector<ports::Entry>>(
      *platform, [&](auto then) { municipality.store().list("casebook", then); });
  if (parts && parts.value().empty()) {
    const Measured first = unlock(*platform, municipality, static_cast<std::size_t>(cases));
    std::printf("%zu cases, %zu events\n", first.cases, first.events);
    tell("without a cache: the first page", first.page_ms.value_or(0), "ms");
    tell("   all of it", first.whole_ms, "ms");
    tell("   of which the drawing thread's CPU", first.cpu, "ms");
    tell("   one file, on both threads", first.whole_ms / static_cast<double>(first.cases + first.events),
         "ms");
  }
  double bytes = 0;
  const auto kept = ports::ask<std::vector<ports::Entry>>(
      *platform, [&](auto then) { municipality.store().list("casebook", then); });
  if (kept)
    for (const auto& part : kept.value()) bytes += static_cast<double>(part.size);
  tell("the cache", bytes / 1e6, "MB");
  for (int round = 0; round < 3; ++round) {
    const Measured cached = unlock(*platform, municipality, static_cast<std::size_t>(cases));
    tell("unlocked: a list of all, sorted and counted", cached.list_ms.value_or(1e9), "ms", 500);
    tell("   everything folded and searched", cached.whole_ms, "ms");
    tell("   the drawing thread's CPU", cached.cpu, "ms");
    tell("   its longest turn, to the list", cached.list_turn_ms, "ms");
    tell("   its longest turn behind the list", cached.worst_turn_ms, "ms", 16.6);
  }
  tell("memory at the most", memory_mb(), "MB", 150);
  return 0;
}
