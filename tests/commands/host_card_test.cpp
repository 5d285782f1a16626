// host-card: a file of pages, in the language that was asked for; whatever can't be made leaves none behind.
#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>

#include "cli/commands.h"
#include "places.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

struct Hall {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  TemporaryFolder folder;
  std::string config = (source_folder() / "assets/example/config.json").string(), card = folder / "card.pdf";
  std::ostringstream err;

  int run(std::vector<std::string> words) {
    words.insert(words.begin(), "host-card");
    std::ostringstream out;
    err.str({});
    return cli::run_command(*platform, words, out, err);
  }
  bool refuses(std::vector<std::string> words) {
    const int status = run(std::move(words));
    const std::string said = err.str();
    return status == 2 && std::count(said.begin(), said.end(), '\n') == 1 && !std::filesystem::exists(card);
  }
};

}  // namespace

TEST_CASE("the card is made in the device's first language, or in one that it has") {
  Hall hall;
  REQUIRE(hall.run({hall.card, "--config", hall.config}) == 0);
  const std::string own = read_text(hall.card);
  CHECK(own.starts_with("%PDF-"));
  REQUIRE(hall.run({hall.card, "--config", hall.config, "--lang", "nl"}) == 0);
  CHECK(read_text(hall.card) == own);
  REQUIRE(hall.run({hall.card, "--config", hall.config, "--lang", "ar"}) == 0);
  CHECK(read_text(hall.card) != own);
}

TEST_CASE("no file to write, no such language, no settings or spoilt ones: status 2, a line, no card") {
  Hall hall;
  CHECK(hall.refuses({}));
  CHECK(hall.refuses({hall.card, "--config", hall.config, "--lang", "fr"}));
  CHECK(hall.refuses({hall.card, "--config", hall.folder / "absent.json"}));
  write_text(hall.folder / "config.json", "{\"format\": \"wijkverbinder-config/1\"}");
  CHECK(hall.refuses({hall.card, "--config", hall.folder / "config.json"}));
  CHECK_FALSE(hall.refuses({hall.card, "--config", hall.config}));  // the control
}
