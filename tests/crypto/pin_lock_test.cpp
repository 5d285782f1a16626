// P1: six digits, and no free guess: not by pulling the plug at any step, not by a full disk, not by the
// clock, not by starting anew, not by two processes. The negative control counts after looking, and is
// caught.
#include "crypto/pin_lock.h"

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "base/json.h"
#include "fakes/fake_platform.h"

using namespace wv;
using crypto::PinAnswer;
using crypto::PinLock;
using What = PinAnswer::What;

namespace {

constexpr char kRight[] = "314159", kWrong[] = "271828";

struct Machine {
  fakes::FakePlatform platform;
  fakes::MemoryStore& store = platform.store("data");
  std::optional<PinLock> lock{started()};

  PinLock started() { return PinLock(store, platform.sealer(), platform.random(), {64, 1}); }
  // A new process: what the old one knew is gone; a machine asks at its start.
  void start_anew(std::int64_t steady_ms) {
    lock.emplace(started());
    CHECK(look(steady_ms).ok());
  }
  Result<PinAnswer> look(std::int64_t steady_ms) {
    return *fakes::answer_of<PinAnswer>(platform, [&](auto then) { lock->look(steady_ms, then); });
  }
  std::optional<Result<PinAnswer>> try_guess(const std::string& pin, std::int64_t steady_ms) {
    return fakes::answer_of<PinAnswer>(platform, [&](auto then) { lock->guess(pin, steady_ms, then); });
  }
  PinAnswer guess(const std::string& pin, std::int64_t steady_ms) {
    return try_guess(pin, steady_ms)->value();
  }
  std::string set(const std::string& pin) {
    const auto done = *fakes::answer_of<Done>(platform, [&](auto then) { lock->set(pin, then); });
    return done.ok() ? "done" : done.error().code;
  }
  std::uint64_t counted() {
    const auto text = *fakes::answer_of<std::string>(
        platform, [&](auto then) { store.member("device.json", "pin", then); });
    return parse_json(text.value(), "pin").value()["wrong"].get<std::uint64_t>();
  }
};

// Counts when it is too late: what the tests must see.
void guess_naively(Machine& m, const std::string& pin, const std::function<void(bool)>& answer) {
  m.store.member("device.json", "pin", [&m, pin, answer](Result<std::string> text) {
    Json record = parse_json(text.value(), "pin").value();
    const std::string salt = to_string(from_base64url(record["salt"].get<std::string>()).value());
    m.platform.sealer().stretch(
        {pin, salt, 64, 1, 1, 32}, [&m, record, text, answer](Result<Bytes> hash) mutable {
          answer(to_base64url(hash.value()) == record["hash"].get<std::string>());
          record["wrong"] = record["wrong"].get<std::uint64_t>() + 1;
          m.store.set_member("device.json", "pin", text.value(), record.dump(), [](Result<Done>) {});
        });
  });
}

}  // namespace

TEST_CASE("a PIN is six digits, is known again, and another is not") {
  Machine m;
  CHECK(m.look(0).value().what == What::none);
  CHECK(m.guess(kRight, 0).what == What::none);
  for (const char* bad : {"", "12345", "1234567", "12345a", "١٢٣٤٥٦"}) CHECK(m.set(bad) == "pin.form");
  CHECK(m.set(kRight) == "done");
  CHECK(m.look(0).value().what == What::ready);
  CHECK(m.guess(kWrong, 0).what == What::wrong);
  CHECK(m.counted() == 1);
  CHECK(m.guess(kRight, 0).what == What::right);
  CHECK(m.counted() == 0);
  CHECK(to_string(*m.store.content("device.json")).find(kRight) == std::string::npos);
  CHECK(m.set(kWrong) == "done");
  CHECK(m.guess(kRight, 0).what == What::wrong);
  CHECK(m.guess(kWrong, 0).what == What::right);
}

TEST_CASE("five wrong are a minute's wait, and each further one doubles it, up to an hour") {
  Machine m;
  REQUIRE(m.set(kRight) == "done");
  std::int64_t now = 1000;
  for (int i = 0; i < 4; ++i) CHECK(m.guess(kWrong, now).wait_ms == 0);
  for (const std::int64_t wait : {60, 120, 240, 480, 960, 1920, 3600, 3600, 3600}) {
    CHECK(m.guess(kWrong, now).wait_ms == wait * 1000);
    // The right one is not looked at either before its time, and a refused try counts for nothing.
    const auto counted = m.counted();
    CHECK(m.guess(kRight, now + wait * 1000 - 1).what == What::waiting);
    CHECK(m.counted() == counted);
    now += wait * 1000;
  }
  CHECK(m.guess(kRight, now).what == What::right);
  CHECK(m.guess(kWrong, now).wait_ms == 0);
}

TEST_CASE("starting anew makes the wait begin anew; the wall clock doesn't matter at all") {
  Machine m;
  REQUIRE(m.set(kRight) == "done");
  for (int i = 0; i < 5; ++i) (void)m.guess(kWrong, 0);
  int cases = 0;
  for (const std::int64_t year : {1970, 2016, 2038, 2100}) {
    m.platform.clock().set({Instant{(year - 1970) * 31'556'952'000}, 60});
    for (const std::int64_t steady :
         {0, 5'000, 86'400'000}) {  // a reboot begins at 0, a new process does not
      m.start_anew(steady);
      CHECK(m.guess(kRight, steady).what == What::waiting);
      CHECK(m.guess(kRight, steady + 59'999).what == What::waiting);
      ++cases;
    }
  }
  CHECK(cases == 12);
  CHECK(m.counted() == 5);
  m.start_anew(7);
  CHECK(m.guess(kRight, 60'007).what == What::right);
}

TEST_CASE("two processes share one count") {
  Machine m;
  REQUIRE(m.set(kRight) == "done");
  PinLock other = m.started();
  const auto guess_there = [&](std::int64_t at) {
    return fakes::answer_of<PinAnswer>(m.platform, [&](auto then) { other.guess(kWrong, at, then); })
        ->value();
  };
  for (int i = 0; i < 3; ++i) {
    CHECK(m.guess(kWrong, 0).what == What::wrong);
    if (i < 2) CHECK(guess_there(0).what == What::wrong);
  }
  CHECK(guess_there(0).what == What::waiting);
  CHECK(m.guess(kRight, 0).what == What::waiting);
  // Both at the same moment: one write loses the race, and counts all the same.
  Machine two;
  REQUIRE(two.set(kRight) == "done");
  PinLock left = two.started(), right = two.started();
  int answers = 0;
  left.guess(kWrong, 0, [&](Result<PinAnswer> a) { answers += a.ok() && a.value().what == What::wrong; });
  right.guess(kWrong, 0, [&](Result<PinAnswer> a) { answers += a.ok() && a.value().what == What::wrong; });
  fakes::settle(two.platform);
  CHECK(answers == 2);
  CHECK(two.counted() == 2);
}

TEST_CASE("the power goes at every step of a guess, whatever of it had reached the disk: no guess is free") {
  int states = 0, free_guesses = 0, caught = 0;
  for (const bool naive : {false, true})
    for (std::uint64_t step = 0; step < 20; ++step)
      for (std::uint64_t kept = 0; kept < 4; ++kept) {
        Machine m;
        REQUIRE(m.set(kRight) == "done");
        m.store.reboot(~std::uint64_t{0});
        bool answered = false;
        m.store.lose_power_after(step);
        if (naive) {
          guess_naively(m, kWrong, [&](bool) { answered = true; });
          fakes::settle(m.platform);
        } else {
          m.lock->guess(kWrong, 0,
                        [&](Result<PinAnswer> a) { answered = a.ok() && a.value().what == What::wrong; });
          fakes::settle(m.platform);
        }
        const bool whole = m.store.has_power();
        m.store.reboot(kept);
        ++states;
        if (answered && m.counted() == 0) ++(naive ? caught : free_guesses);
        if (!naive && whole) CHECK(m.counted() == 1);
      }
  MESSAGE("power cuts: " << states << ", free guesses: " << free_guesses << ", the naive lock's: " << caught);
  CHECK(free_guesses == 0);
  CHECK(caught > 0);
}

TEST_CASE("what can't be counted is not looked at") {
  for (const char* code : {"store.full", "store.io", "store.read_only", "store.denied"})
    for (std::uint64_t nth = 1; nth <= 5; ++nth) {
      CAPTURE(code);
      CAPTURE(nth);
      Machine m;
      REQUIRE(m.set(kRight) == "done");
      m.store.fail(nth, code, fakes::MemoryStore::How::from_then_on);
      const auto said = m.try_guess(kRight, 0);
      REQUIRE(said);
      CHECK_FALSE(said->ok());
      if (!said->ok()) CHECK(said->error().code == code);
    }
}

TEST_CASE("a damaged record is no open door") {
  Machine m;
  REQUIRE(m.set(kRight) == "done");
  const std::string good = to_string(*m.store.content("device.json"));
  for (
      const char* bad :
      {R"({"format":"wijkverbinder-device/1","pin":{}})", R"({"format":"wijkverbinder-device/1","pin":7})",
       R"({"format":"wijkverbinder-device/1","pin":{"salt":"","hash":"","memory_kib":64,"passes":1,"wrong":0}})",
       "nonsense"}) {
    m.store.damage("device.json", to_bytes(bad));
    CHECK_FALSE(m.look(0).ok());
    CHECK_FALSE(m.try_guess(kRight, 0)->ok());
    CHECK_FALSE(m.try_guess("", 0)->ok());
  }
  m.store.damage("device.json", to_bytes(good));
  CHECK(m.guess(kRight, 0).what == What::right);
}
