// Every code that the edges give, and that can come to a page, is known by name: a new one that is forgotten
// would be told as "something else".
#include "app/trouble.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "places.h"

using namespace wv;
using namespace wv::app;

namespace {

// What stays in the room where it arises, or ends a command.
const std::set<std::string> kNeverShown = {
    "store.good",      "sync.good",          "store.exists",     "store.changed",      "store.taken",
    "sync.parked",     "sync.trial",         "sync.ca_file",     "sync.taken",         "sync.locked",
    "sync.compacting", "sync.copies_unseen", "sync.node_behind", "sync.not_compacted", "sync.not_deleted",
    "outbox.sent",     "speech.cancelled",   "sound.unreadable"};

std::set<std::string> codes_in_the_sources() {
  const std::regex code(R"re("((sync|store|speech|sound|outbox)\.[a-z_]+)")re");
  std::set<std::string> found;
  for (const char* folder : {"src", "platform"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder() / folder)) {
      if (entry.path().extension() != ".cpp" || entry.path().filename() == "trouble.cpp") continue;
      std::ifstream in(entry.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
        found.insert((*at)[1]);
    }
  return found;
}

}  // namespace

TEST_CASE("a code of the edges is a trouble by name, and its own code in the log") {
  const auto codes = codes_in_the_sources();
  CHECK(codes.size() > 50);  // it did look
  for (const std::string& code : codes) {
    CAPTURE(code);
    if (kNeverShown.contains(code)) continue;
    CHECK(parse_trouble(code) != Trouble::other);
    CHECK(code_of(parse_trouble(code)) == code);
  }
  for (const std::string& code : kNeverShown) CHECK_MESSAGE(codes.contains(code), code);
}

TEST_CASE("no code is no trouble, one of tomorrow is another") {
  CHECK(parse_trouble("") == Trouble::none);
  CHECK(parse_trouble("sync.something_new") == Trouble::other);
  CHECK(code_of(Trouble::none).empty());
}
