#include "domain/submission.h"

#include <doctest/doctest.h>

#include <random>

#include "base/json.h"
#include "base/utf8.h"

using namespace wv;
using namespace wv::domain;

namespace {

const std::string kNaughty[] = {
    "",
    " ",
    "\"\\/",
    std::string("nul\0inside", 10),
    "\x01\x02\x1F\x7F",
    "\t\r\n",
    "{\"a\":[1,2]}",
    "[",
    "}{",
    "'; DROP TABLE x; --",
    "<script>alert(1)</script>",
    "%s%n %d {0} {name}",
    "../../etc/passwd",
    "é\u0301",
    "مرحبا بالعالم",
    "שלום \u202Eevil\u202C",
    "\u2066x\u2069",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\u0000\uFFFF\uFFFE",
    "\u2028\u2029",
    "\uFEFFbom",
    "Ω≈ç√∫˜µ≤≥÷",
    "Z\u0351\u036B\u0343a\u0328l\u0334g\u0321o\u0322",
    "ﷺ",
    "田中さん",
    "null",
    "true",
    "1e999",
    "\\u0000",
    "\\",
};

Submission whole() {
  Submission s;
  s.id = "0b9a3c52-7c55-4d1c-9c43-5b8f0f2f6f11";
  s.receipt = "0070001232";
  s.kind = Kind::signal;
  s.role = Role::bridge_builder;
  s.created_at = *parse_rfc3339("2026-06-01T10:00:00+02:00");
  s.language = "nl";
  s.channel = "kiosk";
  s.device = "kiosk-007";
  s.message = "De lamp is stuk";
  s.tiles = {"lamp", "unsafe"};
  s.fields = {{"needs", {"people", "place"}}};
  s.place = Place{"Marktplein", "market_square"};
  s.contact = {ContactWay::phone, "000 123 45 67", "", "Sam"};
  s.attachments = {{"7e1f", "audio/ogg", 1, "ab"}};
  s.answer = {"tag", "key"};
  s.notice = {"2026-11", *parse_rfc3339("2026-06-01T09:59:30+02:00")};
  return s;
}

}  // namespace

TEST_CASE("a submission is written exactly as the contract has it") {
  CHECK(
      to_string(to_json(whole())) ==
      R"({"format":"wijkverbinder-submission/1","id":"0b9a3c52-7c55-4d1c-9c43-5b8f0f2f6f11","receipt":"0070001232",)"
      R"("kind":"signal","role":"bridge_builder","created_at":"2026-06-01T10:00:00+02:00","language":"nl","channel":"kiosk",)"
      R"("device":"kiosk-007","message":"De lamp is stuk","tiles":["lamp","unsafe"],"fields":{"needs":["people","place"]},)"
      R"("place":{"id":"market_square","name":"Marktplein"},"contact":{"way":"phone","phone":"000 123 45 67","name":"Sam"},)"
      R"("attachments":[{"id":"7e1f","media_type":"audio/ogg","bytes":1,"sha256":"ab"}],"answer":{"tag":"tag","key":"key"},)"
      R"("notice":{"version":"2026-11","shown_at":"2026-06-01T09:59:30+02:00"}})");
}

TEST_CASE("members that don't apply are left out") {
  Submission s = to_submission(Draft{});
  s.created_at = *parse_rfc3339("2026-06-01T10:00:00+02:00");
  const std::string json = to_string(to_json(s));
  for (const char* name :
       {"message", "tiles", "fields", "place", "attachments", "answer", "notice", "phone", "email", "name"}) {
    CHECK(json.find("\"" + std::string(name) + "\":") == std::string::npos);
  }
  CHECK(json.find(R"("contact":{"way":"none"})") != std::string::npos);
}

TEST_CASE("naughty strings through every field come back byte for byte") {
  for (const std::string& text : kNaughty) {
    CAPTURE(text);
    Submission s = whole();
    for (std::string* field :
         {&s.id, &s.language, &s.channel, &s.device, &s.place->id, &s.notice.version, &s.answer.key})
      *field = text + "x";
    for (Secret* field :
         {&s.receipt, &s.message, &s.contact.phone, &s.contact.email, &s.contact.name, &s.place->name})
      *field = text + "x";
    s.answer.tag = "t" + text;
    s.tiles = {text, text};
    s.fields = {{"a" + text, {text}}, {"b", {}}};
    s.attachments[0].media_type = text;
    const Bytes json = to_json(s);
    const auto back = parse_submission(to_string(json));
    REQUIRE(back.ok());
    CHECK(back.value().message == text + "x");
    CHECK(back.value().tiles == s.tiles);
    CHECK(back.value().fields == s.fields);
    CHECK(back.value().place->name == text + "x");
    CHECK(to_json(back.value()) == json);
  }
}

TEST_CASE("random texts too; what is no UTF-8 becomes readable, never broken JSON") {
  std::mt19937 random(21);
  for (int round = 0; round < 500; ++round) {
    Submission s = whole();
    std::string noise(random() % 60, ' ');
    for (char& c : noise) c = static_cast<char>(random());
    s.message = noise;
    const auto back = parse_submission(to_string(to_json(s)));
    REQUIRE(back.ok());
    CHECK(back.value().message == repair_utf8(s.message));
  }
}

TEST_CASE("the buffer never grows: what was written lies in one place") {
  Submission s = whole();
  s.message = std::string(16000, '\x01');
  const Bytes json = to_json(s);
  CHECK(json.capacity() >= json.size());
  CHECK(parse_submission(to_string(json)).value().message == s.message);
}

TEST_CASE("readers ignore members they don't know; writers keep them") {
  std::string json = to_string(to_json(whole()));
  json.insert(json.size() - 1, R"(,"later":{"a":[1,"é"]},"also":null)");
  const auto back = parse_submission(json);
  REQUIRE(back.ok());
  const auto again = parse_json(to_string(to_json(back.value())), "x");
  REQUIRE(again.ok());
  CHECK(again.value()["later"]["a"][1] == "é");
  CHECK(again.value().contains("also"));
}

TEST_CASE("what is no submission is refused, with the member and without its content") {
  const std::string json = to_string(to_json(whole()));
  const std::pair<const char*, const char*> spoilt[] = {
      {R"("wijkverbinder-submission/1")", R"("wijkverbinder-submission/2")"},
      {R"("signal")", R"("rumour")"},
      {R"("bridge_builder")", R"("boss")"},
      {R"("2026-06-01T10:00:00+02:00")", R"("yesterday")"},
      {R"("message":"De lamp is stuk")", R"("message":7)"},
      {R"(["lamp","unsafe"])", R"(["lamp",7])"},
      {R"(["people","place"])", R"("people")"},
      {R"("way":"phone")", R"("way":"pigeon")"},
      {R"("bytes":1)", R"("bytes":-1)"},
      {R"({"id":"market_square","name":"Marktplein"})", R"([])"},
      {R"("tag":"tag")", R"("tag":{})"}};
  for (const auto& [from, to] : spoilt) {
    CAPTURE(from);
    std::string bad = json;
    const auto at = bad.find(from);
    REQUIRE(at != std::string::npos);
    bad.replace(at, std::string_view(from).size(), to);
    const auto result = parse_submission(bad);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == "submission.broken");
    CHECK(result.error().what.find("lamp") == std::string::npos);
  }
  for (const char* bad : {"", "[]", "{}", "null", R"({"format":"wijkverbinder-submission/1"})"})
    CHECK_FALSE(parse_submission(bad).ok());
  for (std::size_t cut = 0; cut < json.size(); cut += 3)
    CHECK_FALSE(parse_submission(json.substr(0, cut)).ok());
}

TEST_CASE("only what the chosen answer needs is sent") {
  Draft draft;
  draft.kind = Kind::conversation;
  draft.contact = {ContactWay::email, "0612345678", "sam@voorbeeld.nl", "Sam"};
  draft.choices = {{"with", {"neighbours"}}, {"needs", {}}};
  draft.place_here = true;
  draft.place_id = "park";
  const Submission s = to_submission(draft);
  CHECK(s.role == Role::mediator);
  CHECK(s.contact.phone.empty());
  CHECK(s.contact.email == "sam@voorbeeld.nl");
  CHECK(s.fields.size() == 1);
  REQUIRE(s.place);
  CHECK(s.place->id == "here");
  draft.contact.way = ContactWay::here;
  CHECK(to_submission(draft).contact.email.empty());
  CHECK(to_submission(draft).contact.name.empty());
}

TEST_CASE("wiping overwrites every text") {
  Draft draft;
  draft.message = std::string(64, 'm');
  draft.tiles = {std::string(64, 't')};
  draft.contact.phone = std::string(64, 'p');
  wipe(draft);
  CHECK(draft.message.empty());  // what becomes of the letters: tests/base/secret_test.cpp,
                                 // tests/shell/forget_short_test.cpp
  CHECK(draft.tiles.empty());
  CHECK(draft.contact.phone.empty());
  Submission s = whole();
  wipe(s);
  CHECK(s.message.empty());
  CHECK_FALSE(s.place);
}

TEST_CASE("ids there and back") {
  for (const Kind kind : kKinds) CHECK(parse_kind(id_of(kind)) == kind);
  for (const Role role : kRoles) CHECK(parse_role(id_of(role)) == role);
  for (const char* way : {"none", "phone", "email", "here"}) CHECK(id_of(*parse_contact_way(way)) == way);
  CHECK_FALSE(parse_kind("Question"));
  CHECK_FALSE(parse_role(""));
  CHECK(role_of(Kind::initiative) == Role::entrepreneur);
}
