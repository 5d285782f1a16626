// What comes from elsewhere and isn't what it says: each signed format in another's place, clocks, replays
// and circles. One bad file never stops the rest, and nobody's word counts for more than the register gives
// it.
#include "services/case_store.h"

#include "services/case_support.h"

using namespace wv;
using namespace wv::services_test;
using services::CaseCounts;

// Each format in each place but its own, signed by whoever may sign it at all: `format` is what the key is
// asked about, so a signature under one says nothing under another.
TEST_CASE("a JWS of one format in another's place changes nothing, whoever signed it") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  const auto team = crypto::current_recipients(desk.belief.held()->content);
  const casebook::Event event = desk.event_of(lamp, casebook::Note{Secret("goed"), {}, {}}, desk.noor_sign);
  domain::AnswerDocument answer;
  answer.submission = to_text(lamp);
  answer.text = "vreemd";
  answer.at = {Instant{kNine}, 60};
  const std::string erased =
      R"({"format":"wijkverbinder-erased/1","ids":[")" + to_text(lamp) + R"("],"on":"2026-12-01"})";
  const std::vector<std::pair<const char*, std::string>> documents = {
      {"answer", to_string(to_json(answer))},
      {"published", R"({"format":"wijkverbinder-published/1","id":"x","seq":1,"exp":"2027-01-01"})"},
      {"register", crypto::to_text(desk.office.content)},
      {"erased", erased},
      {"keyring", R"({"format":"wijkverbinder-keyring/1"})"},
      {"unknown", R"({"format":"wijkverbinder-later/1","case":")" + to_text(lamp) + R"("})"},
      {"none", R"({"case":")" + to_text(lamp) + R"("})"}};
  std::size_t put = 0;
  for (const auto& [name, document] : documents)
    for (const Key* by : {&desk.noor_sign, &desk.office.authority}) {
      desk.put_sealed(crypto::uuid_v4(desk.platform.random()), kQueued,
                      desk.signed_by(*by, to_bytes(document)), team);
      desk.put_sealed(crypto::uuid_v4(desk.platform.random()), kQueued,
                      desk.signed_by(*by, to_bytes(document)), {desk.office.seal.open});
      put += 2;
    }
  // An event by the authority, which is no member; and one where messages lie.
  desk.put_sealed(to_text(event.id), kQueued, desk.signed_by(desk.office.authority, to_json(event)), team);
  desk.put_sealed(crypto::uuid_v4(desk.platform.random()), kQueued, to_string(to_json(event)), team,
                  crypto::Box::inbox);
  put += 2;
  const crypto::Register before = desk.belief.held()->content;
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
  CHECK(desk.cases.book()->size() == 1);
  const CaseCounts counts = desk.cases.counts();
  CHECK(counts.submissions == 1);
  CHECK(counts.keyrings == 1);
  CHECK(counts.events + counts.answers == 0);
  std::size_t aside = 0;
  for (const auto* codes : {&counts.broken, &counts.waiting})
    for (const auto& [code, count] : *codes) aside += count;
  CHECK(aside == put);
  CHECK(desk.belief.held()->content.seq == before.seq);
  // The control: the same event, in its place and by its member, is read.
  desk.event(desk.event_of(lamp, casebook::Note{Secret("goed"), {}, {}}, desk.noor_sign), desk.noor_sign);
  desk.look();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "goed"});
}

TEST_CASE("a clock a year off, replays, circles and kinds to come: each event stands, and nothing is lost") {
  Desk desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  const auto note = [&](const char* words, std::int64_t at) {
    casebook::Event event = desk.event_of(lamp, casebook::Note{Secret(words), {}, {}}, desk.noor_sign);
    event.at = {at};
    return event;
  };
  constexpr std::int64_t kYear = 365LL * 86'400'000;
  casebook::Event late = note("een jaar vooruit", kNine + kYear),
                  early = note("een jaar terug", kNine - kYear);
  late.parents = {early.id};
  early.parents = {late.id};  // a circle
  casebook::Event later = note("", kNine);
  later.body = casebook::Other{"weighed", R"({"kg":3})"};
  for (const casebook::Event* event : {&late, &early, &later}) desk.event(*event, desk.noor_sign);
  desk.event(late, desk.noor_sign);  // once more the same, sealed anew
  desk.unlock();
  CHECK(desk.words_of(lamp) == Words{"De lamp is kapot", "een jaar terug", "een jaar vooruit"});
  CHECK(desk.cases.book()->find(lamp)->thread.size() == 3);
  CHECK(desk.cases.counts().broken.empty());
  REQUIRE(desk.note(lamp, "nu").ok());
  CHECK(desk.words_of(lamp).size() == 4);
}
