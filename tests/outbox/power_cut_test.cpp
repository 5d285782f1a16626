// The invariants I1 to I4 under every fault at every step: a step fails once or from then on, or the power
// goes after it and any subset of what was not synced is lost. The last two cases are the negative controls:
// a disk that isn't synced must turn these very checks red.
#include "base/bytes.h"
#include "outbox/support.h"

using namespace wv;
using namespace wv::outbox_test;

namespace {

// Steps and subsets are few: a put is four steps, and never are more than five changes pending.
constexpr std::uint64_t kMostSteps = 16;
constexpr std::uint64_t kSubsets = 32;

// One envelope was put and the power went after `steps` steps; what of I1 to I3 doesn't hold.
std::string broken_after_cut(std::uint64_t steps, std::uint64_t kept, fakes::MemoryStore::Habit habit) {
  Queue queue;
  queue.store.have(habit);
  const auto envelope = queue.envelope();
  queue.store.lose_power_after(steps);
  const auto answer = queue.put(envelope);
  const bool receipt = answer && answer->ok();
  queue.store.reboot(kept);
  const auto report = queue.verify();
  if (!report.bad.empty()) return "I3: something torn is visible";
  if (receipt && report.waiting != 1) return "I1: a receipt without an envelope";
  if (report.waiting > 1) return "I2: more than one";
  if (receipt &&
      !crypto_test::opened(queue.platform, queue.load(envelope.id()).value(), queue.key.secret).ok()) {
    return "I1: it doesn't open";
  }
  // I2: the retry brings exactly one, with the same id.
  if (!queue.put(envelope)->ok() || queue.list().size() != 1) return "I2: the retry fails";
  return "";
}

std::size_t count_broken(fakes::MemoryStore::Habit habit) {
  std::size_t broken = 0;
  for (std::uint64_t steps = 0; steps <= kMostSteps; ++steps) {
    for (std::uint64_t kept = 0; kept < kSubsets; ++kept) {
      if (!broken_after_cut(steps, kept, habit).empty()) ++broken;
    }
  }
  return broken;
}

}  // namespace

TEST_CASE("a power cut at any step of putting leaves none or one, and a receipt means one") {
  for (std::uint64_t steps = 0; steps <= kMostSteps; ++steps) {
    for (std::uint64_t kept = 0; kept < kSubsets; ++kept) {
      CAPTURE(steps);
      CAPTURE(kept);
      CHECK(broken_after_cut(steps, kept, fakes::MemoryStore::Habit::none) == "");
    }
  }
}

TEST_CASE("negative controls: without an fsync of file or folder these checks fail") {
  CHECK(count_broken(fakes::MemoryStore::Habit::none) == 0);
  CHECK(count_broken(fakes::MemoryStore::Habit::no_file_sync) > 0);
  CHECK(count_broken(fakes::MemoryStore::Habit::no_folder_sync) > 0);
}

TEST_CASE("a power cut while an envelope is marked sent loses neither the envelope nor the proof") {
  for (std::uint64_t steps = 0; steps <= kMostSteps; ++steps) {
    for (std::uint64_t kept = 0; kept < kSubsets; ++kept) {
      CAPTURE(steps);
      CAPTURE(kept);
      Queue queue;
      const auto envelope = queue.envelope(), other = queue.envelope();
      REQUIRE(queue.put(envelope)->ok());
      REQUIRE(queue.put(other)->ok());
      queue.store.lose_power_after(steps);
      const auto answer = queue.mark_sent(envelope.id(), envelope.sha256());
      queue.store.reboot(kept);
      const bool waits = queue.has("outbox/" + envelope.id() + ".json"),
                 sent = queue.has("sent/" + envelope.id() + ".json");
      CHECK((waits || sent));
      CHECK(queue.verify().bad.empty());
      if (answer && answer->ok()) CHECK((sent && !waits));
      if (waits && sent) CHECK(queue.sweep() == 1);
      if (sent) CHECK(queue.list().size() == 1);  // the other one
      CHECK(queue.load(other.id()).ok());
    }
  }
}

// Three that were acknowledged are marked together; the power goes after `steps` steps. What of I4 doesn't
// hold.
static std::string broken_after_marking(std::uint64_t steps, std::uint64_t kept,
                                        fakes::MemoryStore::Habit habit) {
  Queue queue;
  outbox::Outbox::Sent sent;
  for (int i = 0; i < 3; ++i) {
    sent.push_back(std::make_shared<const SealedEnvelope>(queue.envelope()));
    if (!queue.put(*sent.back())->ok()) return "the queue itself";
  }
  queue.store.have(habit);
  queue.store.lose_power_after(steps);
  const auto answer = fakes::answer_of<std::vector<Status>>(
      queue.platform, [&](auto then) { queue.outbox.mark_sent(sent, then); });
  queue.store.reboot(kept);
  if (!queue.verify().bad.empty()) return "I3: something torn is visible";
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const bool waits = queue.has("outbox/" + sent[i]->id() + ".json"),
               marked = queue.has("sent/" + sent[i]->id() + ".json");
    if (!waits && !marked) return "I4: neither waiting nor marked";
    if (answer && answer->ok() && answer->value()[i].ok() && (waits || !marked))
      return "I4: it was said to be marked";
  }
  queue.sweep();
  for (const auto& envelope : sent)
    if (queue.has("outbox/" + envelope->id() + ".json") && queue.has("sent/" + envelope->id() + ".json"))
      return "twice";
  return "";
}

TEST_CASE(
    "a power cut while three are marked sent together loses none and no proof; on a disk that forgets an fsync it would") {
  using Habit = fakes::MemoryStore::Habit;
  constexpr std::uint64_t kSteps = 24;
  std::size_t without_files = 0, without_folders = 0;
  for (std::uint64_t steps = 0; steps <= kSteps; ++steps) {
    for (std::uint64_t kept = 0; kept < kSubsets; ++kept) {
      CAPTURE(steps);
      CAPTURE(kept);
      CHECK(broken_after_marking(steps, kept, Habit::none) == "");
      without_files += broken_after_marking(steps, kept, Habit::no_file_sync).empty() ? 0 : 1;
      without_folders += broken_after_marking(steps, kept, Habit::no_folder_sync).empty() ? 0 : 1;
    }
  }
  CHECK(without_files > 0);
  CHECK(without_folders > 0);
}

TEST_CASE("marking many: one that is gone or another one costs only itself") {
  Queue queue;
  const auto well = queue.envelope(), gone = queue.envelope(), other = queue.envelope(),
             there = queue.envelope(other.id());
  REQUIRE(queue.put(well)->ok());
  REQUIRE(queue.put(there)->ok());
  const outbox::Outbox::Sent all = {std::make_shared<const SealedEnvelope>(gone),
                                    std::make_shared<const SealedEnvelope>(other),
                                    std::make_shared<const SealedEnvelope>(well)};
  const auto said = fakes::answer_of<std::vector<Status>>(
      queue.platform, [&](auto then) { queue.outbox.mark_sent(all, then); });
  REQUIRE((said && said->ok()));
  CHECK(code_of(said->value()[0]) == "store.missing");
  CHECK(code_of(said->value()[1]) == "outbox.conflict");
  CHECK(said->value()[2].ok());
  CHECK(queue.has("sent/" + well.id() + ".json"));
  CHECK_FALSE(queue.has("outbox/" + well.id() + ".json"));
  CHECK(*queue.store.content("outbox/" + there.id() + ".json") == to_bytes(there.text()));
}

TEST_CASE("a power cut while an envelope is parked loses nothing") {
  for (std::uint64_t steps = 0; steps <= kMostSteps; ++steps) {
    for (std::uint64_t kept = 0; kept < kSubsets; ++kept) {
      CAPTURE(steps);
      CAPTURE(kept);
      Queue queue;
      const auto envelope = queue.envelope();
      REQUIRE(queue.put(envelope)->ok());
      queue.store.lose_power_after(steps);
      (void)queue.quarantine(envelope.id());
      queue.store.reboot(kept);
      const auto waits = queue.store.content("outbox/" + envelope.id() + ".json");
      const auto parked = queue.store.content("quarantine/" + envelope.id() + ".json");
      REQUIRE((waits.has_value() || parked.has_value()));
      CHECK((waits ? *waits : *parked) == to_bytes(envelope.text()));
      if (parked) CHECK(queue.has("quarantine/" + envelope.id() + ".reason.json"));
    }
  }
}

TEST_CASE("each failing call gives its own error, and the same call succeeds when the disk does again") {
  using How = fakes::MemoryStore::How;
  for (const char* code : {"store.full", "store.io", "store.read_only", "store.denied"}) {
    for (const How how : {How::once, How::from_then_on}) {
      for (std::uint64_t nth = 1; nth <= kMostSteps; ++nth) {
        CAPTURE(code);
        CAPTURE(nth);
        Queue queue;
        const auto envelope = queue.envelope();
        queue.store.fail(nth, code, how);
        const auto put = *queue.put(envelope);
        if (put.ok()) {
          CHECK(nth > 4);
          continue;
        }
        CHECK(put.error().code == code);
        CHECK(put.error().fault == Fault::not_now);
        queue.store.fail(1'000'000, code);
        CHECK(queue.list().empty());
        CHECK(queue.put(envelope)->ok());
        CHECK(queue.verify().waiting == 1);
      }
    }
  }
}
