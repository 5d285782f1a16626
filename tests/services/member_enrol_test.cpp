// How a device comes into the team, and what becomes of a passphrase that is changed or forgotten.
#include "services/member_support.h"

#include "crypto/enrolment.h"

using namespace wv;
using namespace wv::services_test;
using desk::Standing;

namespace {

struct New {
  Town town;
  Colleague a{town, "a"};
  New() { a.start_anew(); }

  const desk::DeviceKnown& known() {
    const auto* told = a.last<desk::DeviceKnown>();
    REQUIRE(told != nullptr);
    return *told;
  }
  const desk::DeviceKnown& prepare() {
    a.told.clear();
    a.device->register_changed(town.belief);
    a.settle();
    return known();
  }
  const desk::DeviceKnown& make() {
    a.told.clear();
    a.device->run(desk::MakeIdentity{Secret("Noor"), Secret(kPhrase), RequestId{++a.requests}}, a.now);
    a.settle();
    return known();
  }
  crypto::EnrolmentRequest request() {
    auto read = asked<crypto::EnrolmentRequest>(town.platform, [&](auto then) {
      crypto::read_request(town.platform.sealer(), to_string(*a.store.content("request.json")), then);
    });
    REQUIRE(read.ok());
    return read.value();
  }
  void enter(const crypto::EnrolmentRequest& request) {
    crypto::Device device{request.seal, request.sign, {{2026, 1, 1}, std::nullopt}, {}};
    town.office.content.members.push_back({"noor", request.name, {}, {{2026, 1, 1}, std::nullopt}, {device}});
    town.next_register();
  }
};

}  // namespace

TEST_CASE("from no keys to an open desk: each step is told") {
  New n;
  CHECK(n.prepare().standing == Standing::absent);
  n.a.device->run(desk::DrawWords{RequestId{++n.a.requests}}, n.a.now);
  const auto* drawn = n.a.last<desk::WordsDrawn>();
  REQUIRE(drawn != nullptr);
  CHECK(std::count(drawn->words.begin(), drawn->words.end(), ' ') == 4);

  const desk::DeviceKnown made = n.make();
  CHECK(made.standing == Standing::unregistered);
  const crypto::EnrolmentRequest request = n.request();
  CHECK(request.name == "Noor");
  CHECK(made.request_hash == request.sha256);
  CHECK(std::count(made.request_words.begin(), made.request_words.end(), ' ') == 3);
  CHECK(std::count(made.authority_words.begin(), made.authority_words.end(), ' ') == 3);
  CHECK_FALSE(n.a.unlock());  // not yet

  n.town.platform.plug_in({{"stick", "stick"}});
  n.a.device->run(desk::GiveRequest{RequestId{++n.a.requests}}, n.a.now);
  n.a.settle();
  CHECK(n.a.count<desk::RequestGiven>() == 1);
  const std::string name = "request-" + request.sha256.substr(0, 8) + ".json";
  CHECK(n.town.platform.store("stick").content(name) == n.a.store.content("request.json"));

  n.enter(request);
  CHECK(n.prepare().standing == Standing::no_keyring);
  n.town.give_ring(n.a, request.seal, {n.town.office.team});
  n.a.told.clear();
  n.a.device->files_changed();
  n.a.settle();
  CHECK(n.known().standing == Standing::member);
  CHECK_FALSE(n.a.store.content("request.json").has_value());  // it has served
  REQUIRE(n.a.unlock());
  CHECK(n.a.last<desk::Unlocked>()->team.me.text == "noor");

  n.a.lock();
  n.town.office.content.members.back().devices.front().term.until = kToday;
  n.town.next_register();
  CHECK(n.prepare().standing == Standing::ended);
}

TEST_CASE(
    "where the settings name a target the request waits for it in the queue, once, until it has served") {
  New n;
  n.a.start_anew(services_test::Syncs::yes);
  CHECK(n.make().request_goes == desk::RequestGoes::waits);
  const auto waiting = n.a.names_in("outbox");
  REQUIRE(waiting.size() == 1);
  const std::string& path = waiting.front();
  const auto envelope = crypto::parse(to_string(*n.a.store.content(path)), path);
  REQUIRE(envelope.ok());
  CHECK(envelope.value().box() == crypto::Box::published);
  const auto read = asked<crypto::EnrolmentRequest>(n.town.platform, [&](auto then) {
    crypto::read_request(n.town.platform.sealer(), envelope.value().text(), then);
  });
  REQUIRE(read.ok());
  CHECK(read.value().sha256 == n.request().sha256);

  n.a.now = moment_at(3 * 86'400'000LL);  // looked at on another day: the same lies there still
  CHECK(n.prepare().request_goes == desk::RequestGoes::waits);
  CHECK(n.a.names_in("outbox") == waiting);
  // The target has it: nothing goes once more.
  REQUIRE(asked<Done>(n.town.platform, [&](auto then) {
            n.a.outbox.mark_sent(envelope.value().id(), envelope.value().sha256(), then);
          }).ok());
  n.a.told.clear();
  n.a.device->run(desk::LookAtDevice{}, n.a.now);
  n.a.settle();
  CHECK(n.known().request_goes == desk::RequestGoes::sent);
  CHECK(n.a.names_in("outbox").empty());
}

TEST_CASE("a request that came by stick meanwhile, or that nobody wants any more, doesn't go by sync") {
  New n;
  n.a.start_anew(services_test::Syncs::yes);
  n.make();
  const crypto::EnrolmentRequest request = n.request();
  n.enter(request);
  n.town.give_ring(n.a, request.seal, {n.town.office.team});
  CHECK(n.prepare().standing == Standing::member);
  CHECK(n.a.names_in("outbox").empty());

  New other;
  other.a.start_anew(services_test::Syncs::yes);
  other.make();
  REQUIRE(other.a.names_in("outbox").size() == 1);
  other.a.device->run(desk::SetIdentityAside{RequestId{++other.a.requests}}, other.a.now);
  other.a.settle();
  CHECK(other.a.names_in("outbox").empty());
}

TEST_CASE("without a stick nothing was given") {
  New n;
  n.make();
  n.a.device->run(desk::GiveRequest{RequestId{++n.a.requests}}, n.a.now);
  n.a.settle();
  CHECK(n.a.count<desk::RequestGiven>() == 0);
  REQUIRE(n.a.last<desk::EnrolFailed>() != nullptr);
  CHECK(n.a.last<desk::EnrolFailed>()->why == Trouble::store_missing);
}

TEST_CASE("keys that lie there are never written over") {
  New n;
  n.make();
  const auto before = n.a.store.content("identity.json");
  n.a.told.clear();
  n.a.device->run(desk::MakeIdentity{Secret("Noor"), Secret(kPhrase), RequestId{++n.a.requests}}, n.a.now);
  n.a.settle();
  CHECK(n.a.count<desk::EnrolFailed>() == 1);
  CHECK(n.a.store.content("identity.json") == before);
}

TEST_CASE("another passphrase opens from then on, and the one before no more") {
  New n;
  n.town.enrol(n.a, "noor");
  REQUIRE(n.a.unlock());
  const auto change = [&](const char* old) {
    n.a.device->run(desk::ChangePassphrase{Secret(old), Secret("boter ketel nagel vogel zadel"),
                                           RequestId{++n.a.requests}},
                    n.a.now);
    n.a.settle();
  };
  change("niet de goede woorden");
  CHECK(n.a.count<desk::PassphraseRefused>() == 1);
  change(kPhrase);
  CHECK(n.a.count<desk::PassphraseChanged>() == 1);
  n.a.lock();
  CHECK_FALSE(n.a.unlock());
  CHECK(n.a.unlock("boter ketel nagel vogel zadel"));
}

TEST_CASE("a forgotten passphrase: keys of the register are kept aside, others go") {
  New n;
  const auto forget = [&] {
    n.a.told.clear();
    n.a.device->run(desk::SetIdentityAside{RequestId{++n.a.requests}}, n.a.now);
    n.a.settle();
    CHECK(n.known().standing == Standing::absent);
    CHECK_FALSE(n.a.store.content("identity.json").has_value());
  };
  n.make();
  forget();
  CHECK_FALSE(n.a.store.content("identity.old.json").has_value());
  n.town.enrol(n.a, "noor");
  n.a.device->register_changed(n.town.belief);
  n.a.settle();
  const auto keys = n.a.store.content("identity.json");
  forget();
  CHECK(n.a.store.content("identity.old.json") == keys);
  n.make();
  forget();  // by somebody who stands there: the team's keys lie there still
  CHECK(n.a.store.content("identity.old.json") == keys);
}
