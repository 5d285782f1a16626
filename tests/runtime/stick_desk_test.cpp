// A whole team's folder comes to a desk by stick, and the desk's own disk is full on the way: what lay on the
// stick is on it still, what came in is whole and looked at, the device is told to be full and not the
// stick, and with room made the rest comes.
#include "crypto/codes.h"
#include "crypto/support.h"
#include "player/application_fixture.h"
#include "runtime/desk_effects.h"

using namespace wv;
using namespace wv::test;

namespace {

const std::string kStick = "/media/rood";
using Files = std::map<std::string, Bytes>;

struct DeskAtStick {
  fakes::FakePlatform platform;
  runtime::EffectRunner effects{platform, "data", example().content, example().keys.recipients};
  fakes::MemoryStore &device = platform.store("data"), &stick = platform.store(kStick);
  std::vector<desk::Event> told;
  services::Moment now{first_moment(), 0};
  Files on_stick;  // as they lay there at first

  DeskAtStick() {
    effects.open_desk(example().content);
    effects.keep_cases(true);
    effects.desk()->answer_to([this](desk::Event event) { told.push_back(std::move(event)); });
    platform.plug_in({{kStick, "RODE STICK"}});
    const crypto_test::Key team = crypto_test::new_key(platform), back = crypto_test::new_key(platform);
    for (int i = 0; i < 6; ++i) {
      const bool message = i < 3;
      const auto one = crypto_test::try_seal(
          platform,
          {message ? crypto::Box::inbox : crypto::Box::cases, crypto::uuid_v4(platform.random()),
           Day{2026, 11, 23}, to_bytes(message ? "{}" : "e30.e30.e30")},
          {team.open, back.open});
      REQUIRE_MESSAGE(one.ok(), (one.ok() ? std::string() : one.error().what));
      const std::string name =
          (message ? "team-inbox/" : "team-cases/") + one.value().id() + std::string(".json");
      stick.damage(name, to_bytes(one.value().text()));
      on_stick.emplace(name, to_bytes(one.value().text()));
    }
  }
  void exchange() {
    told.clear();
    effects.desk()->run(desk::ExchangeWith{kStick, RequestId{1}}, now);
    for (int i = 0; i < 400 && platform.busy(); ++i) platform.pump();
  }
  [[nodiscard]] const desk::ExchangeEnded& ended() const {
    for (const auto& event : told)
      if (const auto* found = std::get_if<desk::ExchangeEnded>(&event)) return *found;
    FAIL("nothing was told");
    throw std::logic_error("unreachable");
  }
  // The folders are looked at anew: of a device without keys it is told that it has none.
  [[nodiscard]] bool looked() const {
    return std::any_of(told.begin(), told.end(),
                       [](const auto& event) { return std::holds_alternative<desk::DeviceKnown>(event); });
  }
  [[nodiscard]] static std::string here(const std::string& name) { return name.substr(5); }  // team-inbox/…
  // Whole on the device; what lies there in part is a fault.
  [[nodiscard]] std::size_t came() const {
    std::size_t count = 0;
    for (const auto& [name, file] : on_stick)
      if (const auto kept = device.content(here(name))) {
        CHECK(*kept == file);
        ++count;
      }
    return count;
  }
  // Neither on the stick nor on the device.
  [[nodiscard]] std::size_t lost() const {
    return static_cast<std::size_t>(std::count_if(on_stick.begin(), on_stick.end(), [&](const auto& one) {
      return stick.content(one.first) != one.second && device.content(here(one.first)) != one.second;
    }));
  }
  [[nodiscard]] bool stick_is_whole() const {
    return std::all_of(on_stick.begin(), on_stick.end(),
                       [&](const auto& one) { return stick.content(one.first) == one.second; });
  }
};

}  // namespace

TEST_CASE("a device that is full while it reads a team's stick loses nothing, and says that it is full") {
  DeskAtStick whole;
  const std::uint64_t before = whole.device.steps();
  whole.exchange();
  REQUIRE(whole.ended().trouble == Trouble::none);
  REQUIRE(whole.came() == 6);
  const std::uint64_t steps = whole.device.steps() - before;
  std::size_t told = 0, in_part = 0;
  for (std::uint64_t nth = 1; nth <= steps; ++nth) {
    INFO("full from step " << nth);
    DeskAtStick d;
    d.device.fail(nth, "store.full", fakes::MemoryStore::How::from_then_on);
    d.exchange();
    CHECK(d.lost() == 0);
    CHECK(d.stick_is_whole());
    const std::size_t came = d.came();
    if (came < 6) {
      CHECK(d.ended().trouble == Trouble::store_floor);  // this device; not store_full, the stick
      ++told;
    }
    if (came > 0 && came < 6) {
      CHECK(d.looked());
      ++in_part;
    }
    d.device.fail(0, "");  // somebody made room
    d.exchange();
    CHECK(d.ended().trouble == Trouble::none);
    CHECK(d.ended().came == 6 - came);
    CHECK(d.came() == 6);
  }
  CHECK(told > 12);
  CHECK(in_part > 8);
}

TEST_CASE("the controls: a full stick is told as one, and a file that is gone from both places is missed") {
  std::size_t told = 0;
  for (std::uint64_t nth = 1; nth < 60; ++nth) {
    INFO("full from step " << nth);
    DeskAtStick d;
    const crypto_test::Key key = crypto_test::new_key(d.platform);
    const auto own = crypto_test::sealed(d.platform, {key.open});
    d.device.damage("outbox/" + own.id() + ".json", to_bytes(own.text()));
    d.stick.fail(nth, "store.full", fakes::MemoryStore::How::from_then_on);
    d.exchange();
    if (d.ended().came < 6 || d.ended().trouble == Trouble::none) continue;  // it was being read, or was done
    CHECK(d.ended().trouble == Trouble::store_full);
    CHECK(d.lost() == 0);
    ++told;
  }
  CHECK(told > 3);
  DeskAtStick d;
  d.exchange();
  const std::string name = d.on_stick.begin()->first;
  d.stick.damage(name, {});
  CHECK(d.lost() == 0);  // the device has it
  d.device.damage(DeskAtStick::here(name), {});
  CHECK(d.lost() == 1);
}
