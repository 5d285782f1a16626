// A recipients' file whose numbers make no key: the text alone doesn't show it, the platform does, later; and
// still it is told at the start and by `check`, before a resident has typed anything.
#include <doctest/doctest.h>

#include <cstdio>

#include "base/json.h"
#include "crypto/support.h"
#include "places.h"
#include "platform/temporary_folder.h"
#include "ports/ask.h"
#include "runtime/setup.h"

using namespace wv;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

struct Device {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  TemporaryFolder folder;

  // The example's settings, with this key as the one that reads.
  [[nodiscard]] std::string start_with(const Json& key) {
    const std::string example = (source_folder() / "assets/example/").string();
    Json config = parse_json(read_text(example + "config.json"), "config").value();
    config["municipality"] = example + config["municipality"].get<std::string>();
    config["recipients"] = "readers.jwks.json";
    write_text(folder / "readers.jwks.json", Json{{"keys", {key}}}.dump());
    write_text(folder / "config.json", config.dump());
    const auto setup = ports::ask<runtime::Setup>(
        *platform, [&](auto answer) { runtime::set_up(folder / "config.json", *platform, answer); });
    if (!setup) return setup.error().what;
    CHECK(setup.value().keys.recipients.size() == 1);
    return {};
  }
};

}  // namespace

TEST_CASE("a key whose point is off its curve stops the start, in a sentence with its place") {
  Device device;
  const Json good = parse_json(crypto_test::new_key(*device.platform).open.jwk, "key").value();
  Json off = good;
  off["x"] = std::string(42, 'A') + "E";
  const std::string told = device.start_with(off);
  CHECK(told.find("readers.jwks.json: /keys/0: no usable key (seal.bad_key)") != std::string::npos);
  // The text alone shows nothing, and the same settings with a real key start.
  Findings findings;
  CHECK(crypto::parse_recipients(Json{{"keys", {off}}}.dump(), "readers", findings).size() == 1);
  CHECK(findings.empty());
  CHECK(device.start_with(good).empty());
}

TEST_CASE("a key that slipped through all the same seals nothing") {
  const auto platform = ports::make_platform();
  Json off = parse_json(crypto_test::new_key(*platform).open.jwk, "key").value();
  off["x"] = std::string(42, 'A') + "E";
  Findings findings;
  const auto readers = crypto::parse_recipients(Json{{"keys", {off}}}.dump(), "readers", findings);
  REQUIRE(readers.size() == 1);
  const auto sealed = crypto_test::try_seal(*platform, crypto_test::input_of("{}"), readers);
  CHECK(crypto_test::code_of(sealed) == "seal.bad_key");
}
