// What a member's device keeps: opened, believed, counted, written and forgotten; whatever comes, one bad
// file never stops the rest.
#include "services/case_store.h"

#include "crypto/erased.h"
#include "domain/attachment.h"
#include "services/case_support.h"

using namespace wv;
using namespace wv::services_test;
using services::CaseCounts;

TEST_CASE(
    "messages, events and answers become cases; the first page is usable and the last news says whole") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot"), bench = desk.message("Een bankje bij de kerk");
  desk.noted(lamp, "Gebeld met de aannemer", desk.noor_sign);
  desk.answer(lamp, "Wij komen kijken", desk.noor_sign);
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Gebeld met de aannemer", "Wij komen kijken"});
  CHECK(desk.words_of(bench) == Words{"Een bankje bij de kerk"});
  const CaseCounts counts = desk.cases.counts();
  CHECK(counts.submissions == 2);
  CHECK(counts.events == 1);
  CHECK(counts.answers == 1);
  CHECK(counts.keyrings == 1);
  CHECK(counts.waiting.empty());
  CHECK(counts.broken.empty());
  REQUIRE(!desk.news.empty());
  CHECK(desk.news.back().whole);
  CHECK_FALSE(desk.news.front().whole);
  // Byte for byte as it came, and nothing sent or parked.
  CHECK(desk.names_in("quarantine").empty());
  CHECK(desk.names_in("outbox").empty());
}

TEST_CASE("an answer of this device that no queue has, after a power cut, is queued; a colleague's isn't") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  desk.answer(lamp, "Van een collega", desk.noor_sign);
  const std::string own = desk.answer(lamp, "Van hier", desk.office.sign);
  desk.unlock();
  CHECK(desk.names_in("outbox") == Words{"outbox" + own.substr(own.find('/'))});
}

TEST_CASE("the same, sealed and signed for real") {
  Desk desk(ports::make_platform());
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  desk.noted(lamp, "Gebeld", desk.noor_sign);
  desk.answer(lamp, "Wij komen", desk.office.sign);
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Gebeld", "Wij komen"});
  REQUIRE(desk.note(lamp, "Klaar").ok());
  REQUIRE(desk.keep().ok());
  CHECK(desk.names_in("casebook").size() == 3);
  desk.news.clear();
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Gebeld", "Klaar", "Wij komen"});
  CHECK(desk.news.front().whole == false);
}

TEST_CASE("what no key opens waits, and is read once its keyring comes; so it is with an unknown signer") {
  Desk desk;
  const Key next = new_key(desk.platform), recovery = new_key(desk.platform);
  desk.ring({desk.office.team});
  const CaseId old = desk.message("Van eerder");
  const CaseId fresh = desk.message("Van later", {next.open, recovery.open});
  const Key ilse = new_key(desk.platform), ilse_seal = new_key(desk.platform);
  desk.noted(old, "Van Ilse", ilse);
  desk.answer(old, "Antwoord van Ilse", ilse);
  desk.unlock();
  CHECK(desk.words_of(old) == Words{"Van eerder"});
  CHECK(desk.cases.book()->find(fresh) == nullptr);
  CHECK(desk.cases.counts().waiting ==
        std::map<std::string, std::size_t>{{"cases.no_key", 1}, {"cases.unknown_signer", 2}});
  CHECK(desk.names_in("quarantine").empty());
  // The register names the key, and its half is here, only now.
  desk.ring({next, desk.office.team});
  desk.look();
  CHECK(desk.cases.book()->find(fresh) == nullptr);  // a half that no register names counts for nothing
  crypto::Device device{signer_of(ilse_seal), signer_of(ilse), {{2026, 1, 1}, std::nullopt}, {}};
  desk.office.content.members.push_back({"ilse", "Ilse", {}, {{2026, 1, 1}, std::nullopt}, {device}});
  desk.rotate(next, recovery);
  CHECK(desk.words_of(fresh) == Words{"Van later"});
  CHECK(desk.words_of(old) == Words{"Van eerder", "Van Ilse", "Antwoord van Ilse"});
  CHECK(desk.cases.counts().waiting.empty());
}

TEST_CASE("each kind of bad file is counted under its own code, once, and the rest is read") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  const auto team = crypto::current_recipients(desk.belief.held()->content);
  const auto note = [&](const char* words) {
    return desk.event_of(lamp, casebook::Note{Secret(words), {}, {}}, desk.noor_sign);
  };
  const auto put_it = [&](const casebook::Event& event, const std::string& id, Day day, const Key& by) {
    desk.put_sealed(id, day, desk.signed_by(by, to_json(event)), team);
  };
  const casebook::Event good = note("goed");
  put_it(good, to_text(good.id), kQueued, desk.noor_sign);
  std::string expected;
  SUBCASE("a file that was cut short") {
    desk.store.damage("cases/7f3a9b00-0000-4000-8000-000000000000.json", to_bytes("{\"format\":"));
    expected = "envelope.broken";
  }
  SUBCASE("a byte of what is sealed was changed") {
    const CaseId other = desk.message("Nog een");
    auto name = "inbox/" + to_text(other) + ".json";
    auto json = parse_json(to_string(*desk.store.content(name)), "").value();
    std::string tag = json["jwe"]["tag"];
    tag[0] = tag[0] == 'A' ? 'B' : 'A';
    json["jwe"]["tag"] = tag;
    desk.store.damage(name, to_bytes(json.dump()));
    expected = "seal.failed";
  }
  SUBCASE("it lies under another's name") {
    const auto content = *desk.store.content("cases/" + to_text(good.id) + ".json");
    desk.store.damage("cases/7f3a9b00-0000-4000-8000-000000000000.json", content);
    expected = "cases.misplaced";
  }
  SUBCASE("it lies in another box's folder") {
    const auto content = *desk.store.content("inbox/" + to_text(lamp) + ".json");
    desk.store.damage("cases/" + to_text(lamp) + ".json", content);
    expected = "cases.misplaced";
  }
  SUBCASE("an event sealed again under a new id") {
    put_it(note("nog eens"), crypto::uuid_v4(desk.platform.random()), kQueued, desk.noor_sign);
    expected = "event.outside";
  }
  SUBCASE("an event sealed again under another day") {
    const casebook::Event event = note("later");
    put_it(event, to_text(event.id), kToday, desk.noor_sign);
    expected = "event.outside";
  }
  SUBCASE("an event that says it is confidential, sealed to the team") {
    casebook::Event event = note("geheim");
    event.to = casebook::Seal::confidential;
    put_it(event, to_text(event.id), kQueued, desk.noor_sign);
    expected = "event.outside";
  }
  SUBCASE("an event by one member, signed by another") {
    const casebook::Event event = note("vreemd");
    put_it(event, to_text(event.id), kQueued, desk.office.sign);
    expected = "event.outside";
  }
  SUBCASE("an answer in the place of an event") {
    domain::AnswerDocument answer;
    answer.submission = to_text(lamp);
    answer.at = {Instant{kNine}, 60};
    desk.put_sealed(crypto::uuid_v4(desk.platform.random()), kQueued,
                    desk.signed_by(desk.noor_sign, to_json(answer)), team);
    expected = "signed.format";
  }
  SUBCASE("a signature that doesn't fit its name") {
    const casebook::Event event = note("vervalst");
    std::string jws = desk.signed_by(desk.noor_sign, to_json(event));
    jws.back() = jws.back() == 'A' ? 'B' : 'A';
    desk.put_sealed(to_text(event.id), kQueued, jws, team);
    expected = "seal.not_signed";
  }
  SUBCASE("an event that says nothing that can be read") {
    const casebook::Event event = note("x");
    desk.put_sealed(to_text(event.id), kQueued,
                    desk.signed_by(desk.noor_sign, to_bytes(R"({"format":"wijkverbinder-event/1"})")), team);
    expected = "event.broken";
  }
  SUBCASE("a message under another's id") {
    const std::string id = crypto::uuid_v4(desk.platform.random());
    desk.put_sealed(id, kQueued, to_string(to_json(Desk::submission_of(to_text(lamp), "dubbel"))), team,
                    crypto::Box::inbox);
    expected = "cases.outside";
  }
  SUBCASE("a document that isn't for the inbox") {
    desk.put_sealed(crypto::uuid_v4(desk.platform.random()), kQueued,
                    R"({"format":"wijkverbinder-answer/1"})", team, crypto::Box::inbox);
    expected = "cases.format";
  }
  SUBCASE("a keyring that a member signed") {
    desk.put("cases", desk.make_ring({desk.office.team}, desk.office.seal, desk.noor_sign));
    desk.unlock();
    CHECK(desk.cases.counts().waiting["cases.unknown_signer"] == 1);
    CHECK(desk.cases.counts().keyrings == 1);
    return;
  }
  SUBCASE("a keyring for somebody else, sealed again to us") {
    const auto theirs = desk.make_ring({desk.office.team}, desk.noor_seal, desk.office.authority);
    const auto jws = opened(desk.platform, theirs, desk.noor_seal.secret).value();
    desk.put_sealed(crypto::uuid_v4(desk.platform.random()), kQueued, jws, {desk.office.seal.open});
    expected = "keyring.not_for_us";
  }
  desk.unlock();
  CHECK(desk.cases.counts().broken == std::map<std::string, std::size_t>{{expected, 1}});
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "goed"});
  CHECK(desk.news.back().whole);
  desk.look();
  const std::string log = to_string(desk.store.content("log/events.txt").value_or(Bytes{}));
  CHECK(log.find(expected) != std::string::npos);
  CHECK(log.find(expected) == log.rfind(expected));
  CHECK(log.find("lamp") == std::string::npos);
}

TEST_CASE("without a bad file nothing is counted: the codes above are told by what they name") {
  Desk desk;
  desk.ring({desk.office.team});
  desk.message("De lamp is kapot");
  desk.unlock();
  CHECK(desk.cases.counts().broken.empty());
}

TEST_CASE("other devices' keyrings and attachments are known for what they are") {
  Desk desk;
  desk.ring({desk.office.team});
  desk.put("cases", desk.make_ring({desk.office.team}, desk.noor_seal, desk.office.authority));
  const std::string id = crypto::uuid_v4(desk.platform.random());
  const Bytes sound = to_bytes("OggS made up");
  desk.put("inbox",
           try_seal(desk.platform,
                    {crypto::Box::inbox, id, kQueued, domain::attachment_json(id, domain::kVoiceMedia, sound),
                     crypto::Padding::attachment},
                    crypto::current_recipients(desk.belief.held()->content))
               .value());
  desk.unlock();
  CHECK(desk.cases.counts().others_rings == 1);
  CHECK(desk.cases.counts().attachments == 1);
  CHECK(desk.cases.counts().waiting.empty());
}

TEST_CASE("what is sealed to a confidential key opens only for its holders, and its events with it") {
  Desk desk;
  const Key secret_key = new_key(desk.platform), recovery = new_key(desk.platform);
  crypto::ConfidentialKey confidential{signer_of(secret_key), signer_of(recovery), {"sam"}};
  desk.office.content.confidential = {confidential};
  desk.belief.links.back() = desk.office.successor(desk.belief.links.back());
  const CaseId whispered = desk.message("Dit mag Noor niet lezen", crypto::current_recipients(confidential));
  const std::string team_ring = desk.ring({desk.office.team});
  desk.unlock();
  CHECK(desk.cases.book()->find(whispered) == nullptr);
  CHECK(desk.cases.counts().waiting["cases.confidential"] == 1);
  desk.ring({secret_key, desk.office.team});
  desk.look();
  REQUIRE(desk.words_of(whispered) == Words{"Dit mag Noor niet lezen"});
  const auto id = desk.note(whispered, "Gesproken");
  REQUIRE(id.ok());
  const auto envelope =
      crypto::parse(to_string(*desk.store.content("outbox/" + to_text(id.value()) + ".json")), "the event");
  REQUIRE(envelope.ok());
  CHECK(envelope.value().kids() == std::vector<std::string>{secret_key.open.kid, recovery.open.kid});
}

TEST_CASE("an answer counts by the term of who signed it; a leaver's from before the end is still believed") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  desk.answer(lamp, "Van voor het einde", desk.noor_sign, kNine - 86'400'000LL * 5);
  desk.answer(lamp, "Van erna", desk.noor_sign, kNine);
  desk.office.content.members.back().term.until = Day{2026, 11, 30};
  desk.belief.links.back() = desk.office.successor(desk.belief.links.back());
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Van voor het einde"});
  CHECK(desk.cases.counts().waiting["cases.signer_ended"] == 1);
}

TEST_CASE("an event of our own is in the casebook, in DATA/cases and in the outbox, and reads back alike") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  const EnvelopeId first = desk.noted(lamp, "Van Noor", desk.noor_sign);
  desk.unlock();
  const auto added = desk.note(lamp, "Van Sam");
  REQUIRE(added.ok());
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Van Noor", "Van Sam"});
  const std::string name = to_text(added.value()) + ".json";
  REQUIRE(desk.store.content("outbox/" + name).has_value());
  CHECK(desk.store.content("outbox/" + name) == desk.store.content("cases/" + name));
  const auto envelope = crypto::parse(to_string(*desk.store.content("cases/" + name)), name).value();
  CHECK(envelope.box() == crypto::Box::cases);
  CHECK(envelope.queued_on() == kQueued);  // its case's day, not today
  CHECK(envelope.stamp().clock == ClockWas::confirmed);
  CHECK(envelope.kids().size() == 2);
  // A colleague's device reads the same, with what it knew of.
  const auto jws = opened(desk.platform, envelope, desk.office.team.secret).value();
  const auto event = casebook::parse_event(crypto::claimed(jws, crypto::kEventFormat).value().dump()).value();
  CHECK(event.parents == std::vector<EnvelopeId>{first});
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Van Noor", "Van Sam"});
  CHECK(desk.cases.counts().events == 2);
}

TEST_CASE("two events asked for at once: the second knows of the first") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  desk.unlock();
  std::vector<EnvelopeId> ids;
  for (const char* words : {"een", "twee"}) {
    services::EventDraft draft;
    draft.case_id = lamp;
    draft.body = casebook::Note{Secret(words), {}, {}};
    desk.cases.add(std::move(draft), Instant{kNine}, {kToday}, [&](Result<EnvelopeId> id) {
      REQUIRE(id.ok());
      ids.push_back(id.value());
    });
  }
  fakes::settle(desk.platform);
  REQUIRE(ids.size() == 2);
  CHECK(desk.cases.book()->find(lamp)->heads == std::vector<EnvelopeId>{ids[1]});
}

TEST_CASE("a note at a door begins a case of its own, on the day of today") {
  Desk desk;
  desk.ring({desk.office.team});
  desk.unlock();
  services::EventDraft draft;
  draft.body = casebook::Note{Secret("Gesproken aan de deur"), {}, {}};
  const auto id = desk.add(std::move(draft));
  REQUIRE(id.ok());
  CHECK(desk.words_of(casebook::case_of(id.value())) == Words{"Gesproken aan de deur"});
  REQUIRE(desk.note(casebook::case_of(id.value()), "Nog iets").ok());
  const auto name = desk.names_in("outbox").back();
  CHECK(crypto::parse(to_string(*desk.store.content(name)), name).value().queued_on() == kToday);
  CHECK(desk.note(*casebook::parse_id<CaseId>("7f3a9b00-0000-4000-8000-000000000000"), "x").error().code ==
        "cases.no_case");
}

TEST_CASE("whatever step of a write fails, all is as it was before, and the next try does it") {
  int failed = 0, done = 0;
  for (std::uint64_t nth = 1; nth <= 12; ++nth) {
    CAPTURE(nth);
    Desk desk;
    desk.ring({desk.office.team});
    const CaseId lamp = desk.message("De lamp is kapot");
    desk.unlock();
    desk.store.fail(nth, "store.full");
    const auto first = desk.note(lamp, "Vol");
    if (first.ok()) {
      ++done;
      continue;
    }
    ++failed;
    CHECK(first.error().code == "store.full");
    CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
    CHECK(desk.names_in("outbox").empty());
    CHECK(desk.names_in("cases").size() == 1);  // the keyring
    REQUIRE(desk.note(lamp, "Weer ruimte").ok());
    CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Weer ruimte"});
  }
  CHECK(failed >= 6);  // it does fail at steps of both files
  CHECK(done > 0);
}

TEST_CASE("the power goes at any step of a write: afterwards it is there and queued, or not at all") {
  int cut = 0, there = 0, mended = 0;
  for (std::uint64_t after = 0; after <= 12; ++after) {
    for (const std::uint64_t kept : {0U, 1U, 3U, 255U}) {
      CAPTURE(after);
      CAPTURE(kept);
      Desk desk;
      desk.ring({desk.office.team});
      const CaseId lamp = desk.message("De lamp is kapot");
      desk.unlock();
      desk.store.lose_power_after(after);
      services::EventDraft draft;
      draft.case_id = lamp;
      draft.body = casebook::Note{Secret("Stroom"), {}, {}};
      bool answered = false;
      desk.cases.add(std::move(draft), Instant{kNine}, {kToday},
                     [&](Result<EnvelopeId> id) { answered = id.ok(); });
      fakes::settle(desk.platform);
      cut += answered ? 0 : 1;
      if (!desk.store.has_power()) desk.store.reboot(kept);
      desk.store.lose_power_after(1'000'000);
      const bool queued = desk.names_in("outbox").size() == 1;
      desk.cases.lock();
      desk.unlock();
      const bool here = desk.words_of(lamp).size() == 2;
      if (answered) CHECK(here);
      CHECK(desk.names_in("outbox").size() == (here ? 1U : 0U));
      there += here ? 1 : 0;
      mended += here && !queued ? 1 : 0;
    }
  }
  CHECK(cut > 10);
  CHECK(there > 10);
  CHECK(mended > 0);  // the power did go between the two files, and the first look queued it
}

TEST_CASE("what sync brings is taken in at a look; what was taken away goes, and a case goes whole") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  const std::string file = desk.last_file;
  desk.unlock();
  const EnvelopeId note = desk.noted(lamp, "Later gekomen", desk.noor_sign);
  const CaseId other = desk.message("Nieuw");
  desk.look();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "Later gekomen"});
  CHECK(desk.words_of(other) == Words{"Nieuw"});
  for (const std::string& name : {file, "cases/" + to_text(note) + ".json"})
    CHECK(fakes::answer_of<Done>(desk.platform, [&](auto then) { desk.store.remove(name, then); })->ok());
  desk.look();
  CHECK(desk.cases.book()->find(lamp) == nullptr);
  CHECK(desk.words_of(other) == Words{"Nieuw"});
}

TEST_CASE("a folder that can't be listed takes nothing away, and says so") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  desk.unlock();
  desk.store.absent(true);
  desk.look();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
  CHECK_FALSE(desk.news.back().whole);
  CHECK(desk.news.back().trouble.has_value());
  desk.store.absent(false);
  desk.look();
  CHECK(desk.news.back().whole);
}

TEST_CASE("which key each kiosk sealed to last is told by what came, also with the cache") {
  Desk desk;
  const Key next = new_key(desk.platform), recovery = new_key(desk.platform);
  desk.ring({next, desk.office.team});
  desk.office.content.team.insert(desk.office.content.team.begin(),
                                  {signer_of(next), signer_of(recovery), {2026, 11, 20}});
  desk.message("Met de oude sleutel", {desk.office.team.open, desk.office.recovery.open});  // 23 November
  desk.belief.links.back() = desk.office.successor(desk.belief.links.back());
  for (int round = 0; round < 2; ++round) {
    desk.unlock();
    const auto keys =
        services::kiosk_keys(desk.cases.sealed_to(), desk.belief.held()->content, {2026, 11, 30});
    REQUIRE(keys.size() == 1);
    CHECK(keys.front().device == "kiosk-007");
    CHECK(keys.front().kid == desk.office.team.open.kid);
    CHECK(keys.front().follows == services::Follows::no);
  }
}

TEST_CASE("pages: many files come newest first, with a list after the first page") {
  Desk desk;
  std::vector<CaseId> ids;
  for (int i = 0; i < 600; ++i) ids.push_back(desk.message("Bericht " + std::to_string(i)));
  desk.ring({desk.office.team});  // the newest file of all
  desk.begin_unlock();
  while (desk.news.empty()) desk.platform.pump();
  CHECK(desk.cases.book()->size() < 300);
  while (desk.news.size() < 2) desk.platform.pump();
  CHECK(desk.cases.book()->find(ids.back()) != nullptr);
  CHECK(desk.cases.book()->find(ids.front()) == nullptr);
  fakes::settle(desk.platform);
  CHECK(desk.cases.book()->size() == 600);
  CHECK(desk.news.back().whole);
}

TEST_CASE("locked in the middle of anything, nothing is told any more and nothing is half written") {
  for (int pumps = 0; pumps < 60; ++pumps) {
    CAPTURE(pumps);
    Desk desk;
    desk.ring({desk.office.team});
    const CaseId lamp = desk.message("De lamp is kapot");
    desk.unlock();
    std::string told;
    services::EventDraft draft;
    draft.case_id = lamp;
    draft.body = casebook::Note{Secret("Net niet"), {}, {}};
    desk.cases.add(std::move(draft), Instant{kNine}, {kToday},
                   [&](Result<EnvelopeId> id) { told = id.ok() ? "ok" : id.error().code; });
    desk.cases.keep([](Result<Done>) {});
    for (int i = 0; i < pumps; ++i) desk.platform.pump();
    desk.news.clear();
    desk.cases.lock();
    CHECK(desk.cases.book() == nullptr);
    fakes::settle(desk.platform);
    CHECK(desk.news.empty());
    CHECK((told == "ok" || told == "cases.locked"));
    CHECK(desk.names_in("outbox").size() == (told == "ok" ? 1U : 0U));
    desk.unlock();
    CHECK(desk.words_of(lamp).size() == (told == "ok" ? 2U : 1U));
  }
}
