// What was erased on request: gone from every folder, and no way brings it back.
#include "outbox/erasure.h"

#include "base/bytes.h"
#include "outbox/retention.h"
#include "outbox/support.h"
#include "outbox/transfer.h"

using namespace wv;
using namespace wv::outbox_test;

namespace {

outbox::ErasedIds only(const std::string& id) {
  return std::make_shared<const std::set<std::string>>(std::set<std::string>{id});
}

struct Place : Queue {
  SealedEnvelope asked = envelope(), other = envelope();
  void lie(const std::string& folder, const SealedEnvelope& what) {
    store.damage(folder + "/" + what.id() + ".json", to_bytes(what.text()));
  }
  outbox::Obeyed obey() {
    return fakes::answer_of<outbox::Obeyed>(
               platform, [&](auto then) { outbox::erase_files(store, only(asked.id()), then); })
        ->value();
  }
  bool lies(const std::string& folder, const SealedEnvelope& what) {
    return has(folder + "/" + what.id() + ".json");
  }
};

}  // namespace

TEST_CASE("what was erased goes from every folder that holds content, and nothing else does") {
  Place place;
  for (const char* folder : {"inbox", "cases", "answers", "outbox", "quarantine", "sent"}) {
    place.lie(folder, place.asked);
    place.lie(folder, place.other);
  }
  place.store.damage("quarantine/" + place.asked.id() + ".reason.json", to_bytes("{}"));
  place.store.damage("casebook/rows", to_bytes("x"));
  place.store.damage("casebook/2026-11-23.0", to_bytes("x"));  // the envelope's day
  place.store.damage("casebook/2026-11-20.0", to_bytes("x"));
  CHECK(place.obey().files.size() == 6);
  for (const char* folder : {"inbox", "cases", "answers", "outbox", "quarantine"}) {
    CAPTURE(folder);
    CHECK_FALSE(place.lies(folder, place.asked));
    CHECK(place.lies(folder, place.other));
  }
  CHECK_FALSE(place.has("quarantine/" + place.asked.id() + ".reason.json"));
  CHECK(place.lies("sent", place.asked));  // a header: without it, it would be sent again
  CHECK_FALSE(place.has("casebook/rows"));
  CHECK_FALSE(place.has("casebook/2026-11-23.0"));
  CHECK(place.has("casebook/2026-11-20.0"));
  CHECK(place.obey().files.empty());
}

TEST_CASE("a file of which no day can be read takes the whole cache with it") {
  Place place;
  place.store.damage("inbox/" + place.asked.id() + ".json", to_bytes("{"));
  place.store.damage("casebook/2026-11-20.0", to_bytes("x"));
  CHECK(place.obey().files.size() == 1);
  CHECK_FALSE(place.has("casebook/2026-11-20.0"));
}

TEST_CASE("an import from a stick doesn't bring back what was erased; without the list it would") {
  for (const bool erased : {true, false}) {
    CAPTURE(erased);
    Place place;
    fakes::MemoryStore& stick = place.platform.store("stick");
    for (const auto* what : {&place.asked, &place.other})
      stick.damage(what->id() + ".json", to_bytes(what->text()));
    if (erased) place.outbox.refuse(only(place.asked.id()));
    outbox::TransferHandle handle;
    const auto done = fakes::answer_of<outbox::Transferred>(place.platform, [&](auto then) {
      handle = outbox::import_from(
          stick, place.outbox, [](outbox::Progress) {}, then);
    });
    CHECK(done->value().imported == (erased ? 1U : 2U));
    CHECK(done->value().erased == (erased ? 1U : 0U));
    CHECK(place.lies("outbox", place.asked) == !erased);
    CHECK(place.lies("outbox", place.other));
  }
}

TEST_CASE("whatever step of obeying fails, the next look finishes it") {
  int failed = 0;
  for (std::uint64_t nth = 1; nth <= 10; ++nth) {
    CAPTURE(nth);
    Place place;
    for (const char* folder : {"inbox", "cases", "outbox"}) place.lie(folder, place.asked);
    place.store.fail(nth, "store.io");
    const auto first = fakes::answer_of<outbox::Obeyed>(
        place.platform, [&](auto then) { outbox::erase_files(place.store, only(place.asked.id()), then); });
    failed += first->ok() && first->value().kept == 0 ? 0 : 1;
    (void)place.obey();
    for (const char* folder : {"inbox", "cases", "outbox"}) CHECK_FALSE(place.lies(folder, place.asked));
  }
  CHECK(failed > 0);
}

TEST_CASE("the list is read back as it was written; what can't be read is told") {
  outbox::ErasedList list;
  list.ids = {{"7f3a9b00-0000-4000-8000-000000000000", {2026, 12, 1}}};
  const auto read = outbox::parse_erased_list(list.to_text());
  REQUIRE(read.ok());
  CHECK(read.value().ids == list.ids);
  CHECK(read.value().shared()->contains("7f3a9b00-0000-4000-8000-000000000000"));
  for (const char* text :
       {"", "{}", "[]", R"({"format":"wijkverbinder-erased-here/1"})",
        R"({"format":"wijkverbinder-erased-here/1","erased":[{"id":"x","on":"2026-12-01"}]})"})
    CHECK(code_of(outbox::parse_erased_list(text)) == "erasure.broken");
}

TEST_CASE("retention reaches a member's device and its cache; a keyring has no day") {
  Place place;
  const crypto_test::Key second = crypto_test::new_key(place.platform);
  const auto for_two = crypto_test::sealed(place.platform, {place.key.open, second.open});
  place.lie("inbox", for_two);
  place.lie("cases", for_two);
  place.lie("cases", place.other);  // sealed to one key: it stands for a keyring
  place.store.damage("casebook/rows", to_bytes("x"));
  place.store.damage("casebook/2026-11-23.0", to_bytes("x"));
  place.store.damage("casebook/2027-11-20.0", to_bytes("x"));
  const auto retire = [&](const Day& today) {
    return fakes::answer_of<outbox::Retired>(
               place.platform,
               [&](auto then) { outbox::retire(place.store, 12, today, outbox::Confirmed::yes, then); })
        ->value();
  };
  CHECK(retire({2027, 11, 22}).files.empty());
  CHECK(place.has("casebook/rows"));
  CHECK(retire({2027, 11, 23}).files.size() == 2);
  CHECK_FALSE(place.lies("inbox", for_two));
  CHECK_FALSE(place.lies("cases", for_two));
  CHECK(place.lies("cases", place.other));
  CHECK_FALSE(place.has("casebook/rows"));
  CHECK_FALSE(place.has("casebook/2026-11-23.0"));
  CHECK(place.has("casebook/2027-11-20.0"));
}
