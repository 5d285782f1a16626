// At the lock nothing of what was opened, and no private key, is left in the memory of this process.
#include <set>

#include "base/json.h"
#include "base/secret.h"
#include "memory_search.h"
#include "services/case_support.h"

using namespace wv;
using namespace wv::services_test;

namespace {

test::Canary number_of(const char* name, const std::string& jwk) {
  const Json json = parse_json(jwk, "key").value();
  return {name, json["d"].get_ref<const std::string&>()};
}

std::vector<std::string> names_of(const std::vector<test::Sighting>& sightings) {
  std::set<std::string> names;
  for (const test::Sighting& one : sightings) names.insert(one.canary);
  return {names.begin(), names.end()};
}

}  // namespace

TEST_CASE("locked: no word of a message, an event or an answer, and no private key, is left in memory") {
  const test::Canary message("message", test::Canary::Signs::letters, 24, 11),
      note("note", test::Canary::Signs::letters, 24, 12),
      answer("answer", test::Canary::Signs::letters, 24, 13),
      own("own", test::Canary::Signs::letters, 24, 14);
  Desk desk(ports::make_platform());
  const std::vector<test::Canary> canaries = {message,
                                              note,
                                              answer,
                                              own,
                                              number_of("team key", desk.office.team.secret),
                                              number_of("seal key", desk.office.seal.secret),
                                              number_of("sign key", desk.office.sign.secret)};
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message(message.in("", ""));
  desk.noted(lamp, note.in("", ""), desk.noor_sign);
  desk.answer(lamp, answer.in("", ""), desk.noor_sign);
  const auto again = [&] {
    for (int round = 0; round < 2; ++round) {  // the second with the cache
      desk.unlock();
      if (round == 0) REQUIRE(desk.note(lamp, own.in("", "")).ok());
      REQUIRE(desk.keep().ok());
    }
  };
  again();
  for (Key* key : {&desk.office.team, &desk.office.seal, &desk.office.sign}) wipe(key->secret);
  REQUIRE(desk.cases.book()->find(lamp) != nullptr);
  CHECK(names_of(test::search_memory(canaries)) ==
        Words{"answer", "message", "note", "own", "seal key", "sign key", "team key"});
  desk.cases.lock();
  fakes::settle(desk.platform);
  wipe_stack();
  const auto left = test::search_memory(canaries);
  CHECK_MESSAGE(left.empty(), test::told(left));
}
