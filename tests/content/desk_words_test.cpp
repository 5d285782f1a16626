// The words of the wijkverbinder's own side: each key that the sources ask for has words, and none stands in
// assets/desk/nl.json that nobody shows. Read from the sources themselves, so that no list has to be kept;
// only keys that are put together of a beginning and an id are named here, by their ids.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "content/support.h"
#include "desk/keys.h"
#include "domain/kind.h"
#include "ui/desk/ways.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

using Keys = std::set<std::string, std::less<>>;

// Its beginning, and what follows it.
std::map<std::string, Keys> put_together() {
  std::map<std::string, Keys> all;
  for (const domain::Kind kind : domain::kKinds) all["desk.kind."].emplace(domain::id_of(kind));
  for (const auto& [by, id] : ui::kWays) all["desk.way."].emplace(id);
  for (const auto& key : desk::kLetters) all["desk.keys."].emplace(key.id);
  for (const auto& file : fs::directory_iterator(kAssets + "/i18n"))  // what residents write in
    if (file.path().extension() == ".json") all["desk.language."].insert(file.path().stem().string());
  return all;
}

struct Asked {
  Keys keys;        // "desk.undo"_k, and what a function answers with: return "desk.notice.gone";
  Keys beginnings;  // Key{"desk.way." + …}, key = "desk.language." + …
};

void read_asked(const std::string& source, Asked& asked) {
  static const std::regex kLiteral(R"re("(desk\.[a-z0-9_.]+)"_k)re"),
      kAnswered(R"re(return "(desk\.[a-z0-9_.]+)";)re"),
      kBegun(R"re((?:Key\{|key =)\s*"(desk\.[a-z0-9_.]*\.)")re");
  const auto take = [&](const std::regex& form, Keys& into) {
    for (std::sregex_iterator at(source.begin(), source.end(), form), end; at != end; ++at)
      into.insert((*at)[1].str());
  };
  take(kLiteral, asked.keys);
  take(kAnswered, asked.keys);
  take(kBegun, asked.beginnings);
}

Asked asked_in_sources() {
  Asked asked;
  for (const auto& file : fs::recursive_directory_iterator(source_folder() / "src"))
    if (file.path().extension() == ".cpp" || file.path().extension() == ".h")
      read_asked(read(file.path().string()), asked);
  return asked;
}

Keys words_of(const std::string& file) {
  Keys keys;
  const Json json = Json::parse(read(file));
  for (const auto& [key, words] : json.items()) keys.insert(key);
  return keys;
}

std::vector<std::string> faults(const Asked& asked, const Keys& words, const Keys& residents) {
  std::vector<std::string> faults;
  Keys used = asked.keys;
  const auto known = put_together();
  for (const auto& beginning : asked.beginnings) {
    const auto found = known.find(beginning);
    if (found == known.end()) {
      faults.push_back("which ids follow " + beginning + "?");
      continue;
    }
    for (const auto& id : found->second) used.insert(beginning + id);
  }
  for (const auto& key : used)
    if (!words.contains(key)) faults.push_back("no words: " + key);
  for (const auto& key : words) {
    if (!used.contains(key)) faults.push_back("nobody shows: " + key);
    if (residents.contains(key)) faults.push_back("residents have it too: " + key);
  }
  return faults;
}

}  // namespace

TEST_CASE("every word of the desk is asked for, and every key that is asked for has words") {
  const Asked asked = asked_in_sources();
  const Keys words = words_of(kAssets + "/desk/nl.json"), residents = words_of(kAssets + "/i18n/nl.json");
  REQUIRE(asked.keys.size() > 250);  // it did look
  REQUIRE(asked.beginnings.size() >= 3);
  for (const std::string& fault : faults(asked, words, residents)) FAIL_CHECK(fault);
}

TEST_CASE("a key without words, a word without a key and a new beginning are found") {
  Asked asked;
  read_asked(R"(f.text("desk.one"_k); f.text(Key{"desk.way." + id}); return "desk.notice.gone";)", asked);
  read_asked(R"(node("desk.row." + id); const std::string key = "desk.other." + id;)", asked);
  CHECK(asked.keys == Keys{"desk.one", "desk.notice.gone"});
  CHECK(asked.beginnings == Keys{"desk.way.", "desk.other."});
  Keys words{"desk.one", "desk.old", "desk.notice.gone"};
  for (const auto& [by, id] : ui::kWays)
    if (id != "letter") words.insert("desk.way." + std::string(id));
  const auto found = faults(asked, words, {"desk.one"});
  CHECK(found == std::vector<std::string>{"which ids follow desk.other.?", "no words: desk.way.letter",
                                          "nobody shows: desk.old", "residents have it too: desk.one"});
}
