#include "casebook/event.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "casebook/support.h"

using namespace wv;
using namespace wv::casebook;
using namespace wv::casebook::test;

namespace {

std::string text_of(const Event& event) { return to_string(to_json(event)); }

std::vector<Event> one_of_each() {
  return {
      Made(1, 100, Opened{}),
      Made(2, 100, Taken{}).after({1}),
      Made(3, 100, Kept{envelope(7)}),
      Made(4, 100, Closed{}),
      Made(5, 100, Reopened{}),
      Made(6, 100, Note{"Gebeld: \"morgen\"\n\u0001 \xD9\x85", domain::Role::fixer, envelope(60)}),
      Made(7, 100, Promise{{2026, 12, 4}, "Ik bel u"}),
      Made(8, 100, Answer{envelope(61), "Het is klaar"}),
      Made(9, 100, Given{"phone", "Verteld"}),
      Made(10, 100, Handed{{"noor"}}),
      Made(11, 100, Sorted{domain::Kind::question, domain::Role::mediator, "licht"}),
      Made(12, 100, Joined{a_case(101)}),
      Made(13, 100, Parted{a_case(101)}).after({12}).to(Seal::confidential),
      Made(14, 100, Forwarded{"signalen", "SIG-12"}),
      Made(15, 100, Found{"SIG-12"}),
      Made(16, 100, Erase{{envelope(6), envelope(100)}}),
      Made(17, 100, Other{"measured", R"({"depth":[1,2,{"a":null}]})"}),
  };
}

// An event as JSON with one member changed; `pointer` names it.
std::string with(const Event& event, const std::string& pointer, Json value) {
  Json json = parse_json(text_of(event), "event").value();
  json[Json::json_pointer(pointer)] = std::move(value);
  return json.dump();
}

void refused(const std::string& json, const std::string& code, const std::string& part) {
  CAPTURE(json.substr(0, 400));
  const auto result = parse_event(json);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == code);
  CHECK(result.error().fault == Fault::bad_input);
  CAPTURE(result.error().what);
  CHECK(result.error().what.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("every kind of event comes back from its bytes, and is written in the same bytes again") {
  const auto events = one_of_each();
  REQUIRE(events.size() == std::variant_size_v<Body>);
  for (const Event& event : events) {
    const std::string json = text_of(event);
    CAPTURE(json);
    const auto parsed = parse_event(json);
    REQUIRE_MESSAGE(parsed.ok(), (parsed.ok() ? "" : parsed.error().what));
    CHECK(parsed.value().body.index() == event.body.index());
    CHECK(kind_name(parsed.value()) == kind_name(event));
    CHECK(parsed.value().id == event.id);
    CHECK(parsed.value().case_id == event.case_id);
    CHECK(parsed.value().parents == event.parents);
    CHECK(parsed.value().at == event.at);
    CHECK(parsed.value().by == event.by);
    CHECK(parsed.value().to == event.to);
    CHECK(parsed.value().queued_on == event.queued_on);
    CHECK(text_of(parsed.value()) == json);
  }
}

TEST_CASE("an event's bytes, letter by letter") {
  const Event event = Made(7, 100, Promise{{2026, 12, 4}, "Ik \"bel\""}).after({1, 2});
  CHECK(
      text_of(event) ==
      R"({"format":"wijkverbinder-event/1","id":"00000000-0000-4000-8000-000000000007",)"
      R"("queued_on":"2026-11-23","to":"team","case":"00000000-0000-4000-8000-000000000100","kind":"promise",)"
      R"("parents":["00000000-0000-4000-8000-000000000001","00000000-0000-4000-8000-000000000002"],)"
      R"("at":"2026-12-01T09:07:00.000Z","by":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE",)"
      R"("body":{"due":"2026-12-04","text":"Ik \"bel\""}})");
}

TEST_CASE("milliseconds are kept, and a moment of another zone is the same moment") {
  const Event event = Made(1, 100, Taken{});
  const auto parsed = parse_event(with(event, "/at", "2026-12-01T10:30:00.456+01:00"));
  REQUIRE(parsed.ok());
  CHECK(text_of(parsed.value()).find("\"2026-12-01T09:30:00.456Z\"") != std::string::npos);
}

TEST_CASE("a kind and members that we don't know are carried on as they are") {
  const Event event = Made(1, 100, Note{"x", {}, {}});
  std::string json = with(event, "/later", Json{{"b", 1}, {"a", "ja"}});
  json = with(parse_event(json).value(), "/body/mood", "blij");
  const auto parsed = parse_event(json);
  REQUIRE(parsed.ok());
  CHECK(parsed.value().more == R"({"later":{"a":"ja","b":1}})");
  CHECK(parsed.value().body_more == R"({"mood":"blij"})");
  CHECK(parse_json(text_of(parsed.value()), "").value() == parse_json(json, "").value());
  CHECK(text_of(parse_event(text_of(parsed.value())).value()) == text_of(parsed.value()));

  const auto other = parse_event(with(event, "/kind", "weighed"));
  REQUIRE(other.ok());
  CHECK(kind_name(other.value()) == "weighed");
  CHECK(std::get<Other>(other.value().body).body == R"({"text":"x"})");
}

TEST_CASE("another document is refused before anything else is looked at") {
  const Event event = Made(1, 100, Taken{});
  refused(with(event, "/format", "wijkverbinder-answer/1"), "event.format", "/format");
  refused(with(event, "/format", "wijkverbinder-event/2"), "event.format", "/format");
  refused(with(event, "/format", 1), "event.format", "/format");
  refused(R"({"format":"wijkverbinder-register/1","id":7})", "event.format", "/format");
  refused("{}", "event.format", "/format");
  refused("[]", "event.format", "/format");
  refused("", "event.format", "JSON");
  refused(text_of(event) + "x", "event.format", "JSON");
  refused(R"({"format":"wijkverbinder-event/1","format":"wijkverbinder-event/1"})", "event.format", "twice");
  refused(std::string(kMostEventBytes + 1, ' '), "event.format", "too long");
}

TEST_CASE("each broken member is told by its name, and never by what stood there") {
  const Event note = Made(6, 100, Note{"geheim", {}, {}});
  const Event promise = Made(7, 100, Promise{{2026, 12, 4}, "geheim"});
  refused(with(note, "/id", "00000000-0000-4000-8000-00000000000G"), "event.broken", "/id");
  refused(with(note, "/id", "00000000-0000-4000-8000-0000000000AB"), "event.broken", "/id");  // upper case
  refused(with(note, "/id", "00000000-0000-1000-8000-000000000001"), "event.broken", "/id");  // version 1
  refused(with(note, "/case", 1), "event.broken", "/case");
  refused(with(note, "/queued_on", "2026-02-30"), "event.broken", "/queued_on");
  refused(with(note, "/to", "everyone"), "event.broken", "/to");
  refused(with(note, "/at", "gisteren"), "event.broken", "/at");
  refused(with(note, "/at", "1969-12-31T23:59:59Z"), "event.broken", "/at");
  refused(with(note, "/by", "sam"), "event.broken", "/by");
  refused(with(note, "/kind", "No te"), "event.broken", "/kind");
  refused(with(note, "/body", Json::array()), "event.broken", "/body");
  refused(with(note, "/body/text", ""), "event.broken", "/body/text");
  refused(with(note, "/body/text", std::string(kMostTextBytes + 1, 'a')), "event.broken", "/body/text");
  refused(with(note, "/body/role", "king"), "event.broken", "/body/role");
  refused(with(note, "/body/voice", ""), "event.broken", "/body/voice");
  refused(with(promise, "/body/due", "morgen"), "event.broken", "/body/due");
  refused(with(Made(9, 100, Given{"phone", ""}), "/body/way", "By Phone"), "event.broken", "/body/way");
  refused(with(Made(10, 100, Handed{{"noor"}}), "/body/to", ""), "event.broken", "/body/to");
  refused(with(Made(11, 100, Sorted{{}, {}, "a"}), "/body", Json::object()), "event.broken", "/body/kind");
  refused(with(Made(15, 100, Found{"x"}), "/body/reference", ""), "event.broken", "/body/reference");
  refused(with(Made(16, 100, Erase{{envelope(1)}}), "/body/envelopes", Json::array()), "event.broken",
          "/body/envelopes");
  const auto told = parse_event(with(note, "/at", "geheim"));
  CHECK(told.error().what.find("geheim") == std::string::npos);
}

TEST_CASE("at most 64 parents, none twice") {
  const Event event = Made(1, 100, Taken{});
  Json parents = Json::array();
  for (int i = 0; i < 64; ++i) parents.push_back(to_text(envelope(i)));
  CHECK(parse_event(with(event, "/parents", parents)).ok());
  parents.push_back(to_text(envelope(64)));
  refused(with(event, "/parents", parents), "event.broken", "/parents");
  refused(with(event, "/parents", Json::array({to_text(envelope(1)), to_text(envelope(1))})), "event.broken",
          "twice");
}

TEST_CASE("what is signed and sealed again under another id, day, seal or key is refused") {
  const Event event = Made(1, 100, Taken{});
  const Outside outside{event.id, event.queued_on, event.to, event.by};
  CHECK(check_outside(event, outside).ok());
  Outside other = outside;
  other.id = envelope(2);
  CHECK(check_outside(event, other).error().what.find("/id") != std::string::npos);
  other = outside;
  other.queued_on = add_days(event.queued_on, 1);
  CHECK(check_outside(event, other).error().what.find("/queued_on") != std::string::npos);
  other = outside;
  other.to = Seal::confidential;
  CHECK(check_outside(event, other).error().what.find("/to") != std::string::npos);
  other = outside;
  other.signer = key(kNoor);
  CHECK(check_outside(event, other).error().code == "event.outside");
}

TEST_CASE("a clock that runs a day ahead is seen") {
  const Event event = Made(1, 100, Taken{}).at(0);
  CHECK_FALSE(is_ahead(event, event.at));
  CHECK_FALSE(is_ahead(event, {event.at.ms - kAheadMs}));
  CHECK(is_ahead(event, {event.at.ms - kAheadMs - 1}));
}

TEST_CASE("every byte of an event flipped, and every length: refused or another event, never a crash") {
  const std::string json = text_of(one_of_each()[5]);
  for (std::size_t i = 0; i < json.size(); ++i) {
    for (const int bit : {1, 8, 128}) {
      std::string bad = json;
      bad[i] = static_cast<char>(bad[i] ^ bit);
      (void)parse_event(bad).ok();
    }
    CHECK_FALSE(parse_event(json.substr(0, i)).ok());
  }
}
