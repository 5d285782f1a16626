// A device that isn't the team's yet, and a passphrase that is changed or forgotten.
#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;
using At = Enrolling::Step;

namespace {

constexpr const char* kDrawn = "boter ketel nagel vogel zadel";

struct Newcomer : Device {
  Newcomer() {
    then(DeviceKnown{Standing::absent, {}, {}, {}});
    REQUIRE(state.enrolling() != nullptr);
    answer<DrawWords>(WordsDrawn{kDrawn});
  }
  [[nodiscard]] Enrolling& at() {
    REQUIRE(state.enrolling() != nullptr);
    return *state.enrolling();
  }
  template <class E>
  void answer(Event event) {
    REQUIRE(last<E>() != nullptr);
    event.request = last<E>()->request;
    then(event);
  }
  void name_and_words() {
    all(TextPut{Field::own_name, Secret("Noor")}, EnrolForward{}, EnrolForward{});
    REQUIRE(at().step == At::again);
  }
};

}  // namespace

TEST_CASE("a device without keys asks for a name and a passphrase, typed twice, and then waits") {
  Newcomer d;
  CHECK(std::string(screen_name(d.state)) == "enrol");
  d.then(EnrolForward{});
  CHECK(d.at().notice == Enrolling::Notice::name_missing);
  d.name_and_words();
  d.all(TextPut{Field::again, Secret("boter ketel nagel vogel sadel")}, EnrolForward{});
  CHECK(d.at().notice == Enrolling::Notice::differs);
  CHECK(d.asked<MakeIdentity>() == 0);
  d.all(TextPut{Field::again, Secret(" Boter  ketel nagel vogel zadel ")}, EnrolForward{});
  REQUIRE(d.asked<MakeIdentity>() == 1);
  CHECK(d.last<MakeIdentity>()->name == "Noor");
  CHECK(d.last<MakeIdentity>()->passphrase == kDrawn);
  d.answer<MakeIdentity>(DeviceKnown{Standing::unregistered, "a b c d", "00ff", "e f g h"});
  CHECK(d.at().step == At::waiting);
  CHECK(d.at().standing == Standing::unregistered);
  CHECK(d.at().request_words == "a b c d");
  CHECK(d.at().passphrase.empty());
  CHECK(d.at().drawn.empty());
  CHECK(d.at().again.empty());
  d.then(DeviceKnown{Standing::no_keyring, {}, {}, "e f g h"});
  CHECK(d.at().standing == Standing::no_keyring);
  d.then(DeviceKnown{Standing::member, {}, {}, {}});
  CHECK(d.state.locked() != nullptr);
  CHECK(std::string(screen_name(d.state)) == "unlock");
  d.unlock();
  CHECK(d.state.open() != nullptr);
}

TEST_CASE("a request that goes by sync is looked at again when less waits, and when sync has run") {
  Newcomer d;
  d.name_and_words();
  d.all(TextPut{Field::again, Secret(kDrawn)}, EnrolForward{});
  d.answer<MakeIdentity>(DeviceKnown{Standing::unregistered, "a b c d", "00ff", "", RequestGoes::waits});
  CHECK(d.at().request_goes == RequestGoes::waits);
  const auto waiting = [](std::uint64_t count) { return SyncChanged{{.connection = {}, .waiting = count}}; };
  d.all(waiting(1), waiting(1), waiting(2));
  CHECK(d.asked<LookAtDevice>() == 0);
  d.then(waiting(1));
  REQUIRE(d.asked<LookAtDevice>() == 1);
  d.then(DeviceKnown{Standing::unregistered, "a b c d", "00ff", "", RequestGoes::waits});
  SyncTold running;
  running.running = true;
  d.all(SyncChanged{running}, SyncChanged{SyncTold{}});
  REQUIRE(d.asked<LookAtDevice>() == 3);  // one went, and it ended
  d.then(DeviceKnown{Standing::unregistered, "a b c d", "00ff", "", RequestGoes::sent});
  CHECK(d.at().request_goes == RequestGoes::sent);
  d.then(waiting(0));
  CHECK(d.asked<LookAtDevice>() == 3);  // it has gone
}

TEST_CASE("an own passphrase has fourteen signs at least") {
  Newcomer d;
  d.all(TextPut{Field::own_name, Secret("Noor")}, EnrolForward{}, OwnPassphraseToggled{});
  d.all(TextPut{Field::passphrase, Secret("kort")}, EnrolForward{});
  CHECK(d.at().notice == Enrolling::Notice::too_short);
  d.all(TextPut{Field::passphrase, Secret("dertien signs")}, EnrolForward{});
  CHECK(d.at().step == At::passphrase);
  d.all(TextPut{Field::passphrase, Secret("veertien signs")}, EnrolForward{});
  CHECK(d.at().step == At::again);
}

TEST_CASE("keys that couldn't be kept: it is said, and tried once more") {
  Newcomer d;
  d.name_and_words();
  d.all(TextPut{Field::again, Secret(kDrawn)}, EnrolForward{});
  d.answer<MakeIdentity>(EnrolFailed{Trouble::store_full});
  CHECK(d.at().step == At::again);
  CHECK(d.at().trouble == Trouble::store_full);
  d.then(EnrolForward{});
  CHECK(d.asked<MakeIdentity>() == 2);
}

TEST_CASE("a forgotten passphrase asks before it begins anew") {
  Device d;
  d.then(AnewConfirmed{});
  CHECK(d.asked<SetIdentityAside>() == 0);  // not without being asked
  d.all(AnewPressed{}, AnewPressed{}, AnewConfirmed{});
  CHECK(d.asked<SetIdentityAside>() == 0);
  d.all(AnewPressed{}, AnewConfirmed{});
  CHECK(d.asked<SetIdentityAside>() == 1);
}

TEST_CASE("an open desk isn't thrown into enrolling by what is told of the device") {
  Device d;
  d.unlock();
  d.then(DeviceKnown{Standing::absent, {}, {}, {}});
  CHECK(d.state.open() != nullptr);
}

TEST_CASE("another passphrase: the old one, and the new one twice") {
  Device d;
  d.unlock();
  d.all(OverlayOpened{Overlay::passphrase}, TextPut{Field::old_passphrase, Secret(kPassphrase)},
        TextPut{Field::new_passphrase, Secret(kDrawn)}, TextPut{Field::again, Secret("anders dan dat")},
        ChangePressed{});
  CHECK(d.open().change.notice == PassphraseChange::Notice::differs);
  CHECK(d.asked<ChangePassphrase>() == 0);
  d.all(TextPut{Field::again, Secret(kDrawn)}, ChangePressed{});
  REQUIRE(d.asked<ChangePassphrase>() == 1);
  Event refused = PassphraseRefused{};
  refused.request = d.last<ChangePassphrase>()->request;
  d.then(refused);
  CHECK(d.open().change.notice == PassphraseChange::Notice::wrong);
  d.then(ChangePressed{});
  Event changed = PassphraseChanged{};
  changed.request = d.last<ChangePassphrase>()->request;
  d.then(changed);
  CHECK(d.open().change.notice == PassphraseChange::Notice::done);
  CHECK(d.open().change.fresh.empty());
}
