// Colleagues' devices behind their desks, without a network: read, promised, answered, found at the kiosk.
#include "services/member_support.h"

using namespace wv;
using namespace wv::services_test;

namespace {

struct Three {
  Town town;
  Kiosk kiosk{town};
  Colleague a{town, "a"}, b{town, "b"};
  Three() {
    town.enrol(a, "noor");
    town.enrol(b, "ilse");
  }
  // A message that both have, open on both.
  CaseId shared(const std::string& words = "De lamp is kapot") {
    kiosk.send(words);
    kiosk.give(a);
    kiosk.give(b);
    REQUIRE(a.unlock());
    REQUIRE(b.unlock());
    return a.first_case();
  }
};

}  // namespace

TEST_CASE("a resident asks at the kiosk, a colleague promises, another answers, and it is found there") {
  Three three;
  const CaseId id = three.shared("المصباح مكسور");
  CHECK(three.a.words_of(id) == Words{"المصباح مكسور"});
  const auto* unlocked = three.a.last<desk::Unlocked>();
  REQUIRE(unlocked != nullptr);
  CHECK(unlocked->team.me.text == "noor");
  CHECK(unlocked->team.members.size() == 3);
  CHECK_FALSE(three.kiosk.find().has_value());  // the control: nothing yet

  auto added = three.a.add(three.a.promise(id, "Voor dinsdag"));
  REQUIRE(added.has_value());
  CHECK(added->refused.empty());
  CHECK(three.a.device->book()->summary(id)->promised);
  three.a.give(three.b);
  three.a.give(three.kiosk);
  auto found = three.kiosk.find();
  REQUIRE(found.has_value());
  CHECK(found->status == domain::AnswerStatus::picked_up);
  CHECK(found->seq == 1);

  CHECK(three.b.device->book()->summary(id)->promised);
  added = three.b.add(three.b.answer(id, "De lamp is gemaakt"));
  REQUIRE(added.has_value());
  CHECK(added->refused.empty());
  const casebook::Folded* folded = three.b.device->book()->find(id);
  REQUIRE(folded->answers.size() == 2);
  const auto* words = std::get_if<casebook::Answer>(&folded->thread.back().event->body);
  REQUIRE(words != nullptr);
  CHECK(words->envelope == folded->answers.front().envelope);  // the event names the envelope
  three.b.give(three.kiosk);
  found = three.kiosk.find();
  REQUIRE(found.has_value());
  CHECK(found->text == "De lamp is gemaakt");
  CHECK(found->seq == 2);
  CHECK_FALSE(found->tag.empty());

  // All of it is a case's: on its day, in DATA and in the queue.
  for (const auto& entry : folded->thread) CHECK(entry.event->queued_on == kQueued);
  CHECK(three.b.names_in("answers").size() == 2);
  CHECK(three.b.names_in("outbox").size() == 2);
}

TEST_CASE("what is done is told as changed before it is told as added, and as mine") {
  Three three;
  const CaseId id = three.shared();
  three.a.told.clear();
  REQUIRE(three.a.note(id, "Gebeld"));
  REQUIRE(three.a.told.size() == 2);
  const auto* changed = std::get_if<desk::CasesChanged>(&three.a.told[0]);
  REQUIRE(changed != nullptr);
  CHECK(changed->mine == std::vector<CaseId>{id});
  CHECK(std::holds_alternative<desk::EventsAdded>(three.a.told[1]));
  CHECK(three.a.told[1].request.value == three.a.requests);
}

TEST_CASE("two colleagues offline on one case lose nothing, and both see both") {
  Three three;
  const CaseId id = three.shared();
  REQUIRE(three.a.note(id, "Noor was er"));
  REQUIRE(three.b.note(id, "Ilse was er"));
  three.a.give(three.b);
  three.b.give(three.a);
  const Words both{"De lamp is kapot", "Ilse was er", "Noor was er"};
  CHECK(three.a.words_of(id) == both);
  CHECK(three.b.words_of(id) == both);
  // One more knows of both: they are its parents.
  REQUIRE(three.a.note(id, "Samen"));
  CHECK(three.a.device->book()->find(id)->thread.back().event->parents.size() == 2);
}

TEST_CASE("a step knows the one that was handed out before it, though that isn't in the casebook yet") {
  Three three;
  const CaseId id = three.shared();
  const auto two = [&](bool follow) {
    desk::AddEvents first = three.a.step(id, casebook::Taken{}),
                    second = three.a.step(id, casebook::Closed{});
    first.request = RequestId{++three.a.requests};
    second.request = RequestId{++three.a.requests};
    if (follow) second.deeds.front().follows = {first.request};
    three.a.device->run(std::move(first), three.a.now);
    three.a.device->run(std::move(second), three.a.now);
    three.a.settle();
    return three.a.device->book()->find(id)->heads.size();
  };
  CHECK(two(true) == 1);
  CHECK(two(false) == 2);  // the control: as if two people had done it
}

TEST_CASE("a newcomer reads the history; a leaver doesn't read the next message") {
  Three three;
  const CaseId id = three.shared();
  REQUIRE(three.a.note(id, "Van vroeger"));
  Colleague newcomer{three.town, "c"};
  three.town.enrol(newcomer, "nieuw");
  three.kiosk.give(newcomer);
  three.a.device->register_changed(three.town.belief);
  three.a.give(newcomer);
  REQUIRE(newcomer.unlock());
  CHECK(newcomer.words_of(id) == Words{"De lamp is kapot", "Van vroeger"});

  // Ilse leaves: another team key, which her device gets no keyring of.
  const Key next = new_key(three.town.platform), recovery = new_key(three.town.platform);
  auto& content = three.town.office.content;
  content.team.insert(content.team.begin(), {signer_of(next), signer_of(recovery), kToday});
  for (auto& member : content.members)
    if (member.id == "ilse") member.term.until = kToday;
  three.town.next_register();
  const auto face = crypto::read_face(to_string(*three.a.store.content(crypto::kIdentityFile)));
  three.town.give_ring(three.a, face.value().seal, {three.town.office.team, next});
  three.kiosk.send("Alleen voor wie er nog is");
  three.kiosk.give(three.a);
  three.kiosk.give(three.b);
  three.a.device->register_changed(three.town.belief);
  three.a.settle();
  three.b.told.clear();
  three.b.device->register_changed(three.town.belief);
  three.b.settle();
  CHECK(three.a.device->book()->size() == 2);  // the control
  CHECK(three.b.device->book()->size() == 1);
  CHECK(three.b.device->counts().waiting.at("cases.no_key") == 1);
  const auto* team = three.b.last<desk::TeamChanged>();
  REQUIRE(team != nullptr);
  CHECK_FALSE(team->team.find({"ilse"})->living);
  three.b.lock();
  CHECK_FALSE(three.b.unlock());  // and unlocks no more
  CHECK(three.b.count<desk::UnlockFailed>() == 1);
}

TEST_CASE("a note at a door begins a case, and its voice is heard again") {
  Three three;
  const CaseId lamp = three.shared();
  desk::AddEvents events;
  desk::AddEvents::Ready& deed = events.deeds.emplace_back();
  deed.steps.push_back({{}, casebook::Note{Secret("Mevrouw vroeg iets"), {}, {}}, {}, true});
  const auto added = three.a.add(std::move(events), to_bytes("OggS een stem"));
  REQUIRE(added.has_value());
  REQUIRE(added->refused.empty());
  CHECK(three.a.device->book()->size() == 2);
  three.a.give(three.b);
  std::optional<EnvelopeId> voice;
  CaseId born;
  for (const casebook::Summary* row : three.b.device->book()->summaries()) {
    if (row->id == lamp) continue;
    born = row->id;
    voice = std::get<casebook::Note>(three.b.device->book()->find(born)->thread.front().event->body).voice;
  }
  REQUIRE(voice.has_value());
  std::optional<Result<Bytes>> heard;
  three.b.device->hear(born, *voice, [&](Result<Bytes> sound) { heard = std::move(sound); });
  three.b.settle();
  REQUIRE(heard.has_value());
  REQUIRE(heard->ok());
  CHECK(to_string(heard->value()) == "OggS een stem");
  three.b.device->hear(born, *casebook::parse_id<EnvelopeId>("11111111-1111-4111-8111-111111111111"),
                       [&](Result<Bytes> sound) { heard = std::move(sound); });
  three.b.settle();
  REQUIRE_FALSE(heard->ok());
  CHECK(heard->error().code == "store.missing");
}

TEST_CASE("on somebody's behalf: number and code at once, in my own list, and answered like any other") {
  Three three;
  three.shared();
  const auto store_it = [&](const std::string& words) {
    desk::StoreSubmission effect;
    effect.submission.message = words;
    effect.submission.language = "nl";
    effect.submission.channel = "visit";
    effect.submission.device = "tablet-a";
    effect.submission.created_at = {Instant{kNine}, 60};
    effect.submission.contact.way = domain::ContactWay::none;
    effect.request = RequestId{++three.a.requests};
    three.a.device->run(std::move(effect), three.a.now);
  };
  store_it("Namens de buurvrouw");
  three.a.settle();
  const auto* stored = three.a.last<desk::SubmissionStored>();
  REQUIRE(stored != nullptr);
  CHECK(stored->number.view().substr(0, 3) == "042");  // the settings'; the register gave this device none
  CHECK(stored->code.size() == 9);
  CHECK(three.a.device->book()->size() == 2);
  CHECK(three.a.names_in("outbox").size() == 1);

  // Locked while it is being stored: number and code come with the next unlocking, once.
  three.a.told.clear();
  store_it("Nog een");
  three.a.device->run(desk::Lock{}, three.a.now);
  three.a.settle();
  CHECK(three.a.count<desk::SubmissionStored>() == 0);
  REQUIRE(three.a.unlock());
  CHECK(three.a.last<desk::Unlocked>()->number.size() == 10);
  CHECK(three.a.last<desk::Unlocked>()->code.size() == 9);
  CHECK(three.a.device->book()->size() == 3);
  three.a.lock();
  REQUIRE(three.a.unlock());
  CHECK(three.a.last<desk::Unlocked>()->number.empty());
}

TEST_CASE("what lies in the queue only, after a power cut or a hand-over, is laid beside what came") {
  Three three;
  three.kiosk.send("In een overdracht");
  for (const std::string& name : three.kiosk.names_in("outbox"))
    three.a.store.damage(name, *three.kiosk.store.content(name));
  REQUIRE(three.a.unlock());
  CHECK(three.a.names_in("inbox").size() == 1);
  CHECK(three.a.device->book()->size() == 1);
}
