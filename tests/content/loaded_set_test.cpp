// Settings and assets out of a set that was fetched before the start, as a browser has it: no disk is asked.
#include <doctest/doctest.h>

#include <map>
#include <utility>
#include <vector>

#include "content/content.h"
#include "content/hearing.h"
#include "fakes/disk_files.h"
#include "support.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

// What was fetched; everything else isn't there, and nothing can be written.
class FetchedFiles final : public ports::Files {
 public:
  std::map<std::string, std::string> files;

  [[nodiscard]] std::optional<ports::FileFacts> look(const std::string& path) const override {
    if (!files.contains(path)) return std::nullopt;
    return ports::FileFacts{ports::FileFacts::Kind::file, files.at(path).size()};
  }
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t, Take) const override {
    if (!files.contains(path)) return missing();
    return files.at(path);
  }
  [[nodiscard]] Status read_into(const std::string&,
                                 std::span<const std::span<std::uint8_t>>) const override {
    return missing();
  }
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string&) const override { return missing(); }
  [[nodiscard]] Status write(const std::string&,
                             std::span<const std::span<const std::uint8_t>>) const override {
    return missing();
  }
  void remove(const std::string&) const override {}
  void list_foreign(const std::string&, Answer<std::vector<std::string>> answer) const override {
    answer(missing());
  }
  void fetch_foreign(const std::string&, const std::string&, std::uint64_t,
                     Answer<std::string> answer) const override {
    answer(missing());
  }

  // What is known and on its way: answered when it comes.
  std::string on_its_way;
  mutable std::vector<Answer<std::string>> waiting;
  void fetch(const std::string& path, std::uint64_t most_bytes, Answer<std::string> answer) const override {
    if (path != on_its_way) return answer(read(path, most_bytes, Take::files));
    waiting.push_back(std::move(answer));
  }

 private:
  static Error missing() { return {Fault::bad_input, "file.missing", "it was not fetched"}; }
};

// The product's own assets, under a name that no disk has.
FetchedFiles fetched() {
  FetchedFiles set;
  for (const auto& entry : fs::recursive_directory_iterator(kAssets))
    if (entry.is_regular_file())
      set.files["fetched/" + fs::relative(entry.path(), kAssets).generic_string()] =
          fakes::disk().read(entry.path().string(), 1u << 24).value();
  return set;
}

}  // namespace

TEST_CASE(
    "the content is whole from a set that was fetched before, the late languages and the detector too") {
  const FetchedFiles set = fetched();
  Findings findings, of_disk;
  const Content content =
      load_content(set, "fetched", "fetched/example/config.json", findings, Languages::when_shown);
  CHECK_FALSE(has_fault(findings));
  const Content same =
      load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", of_disk, Languages::all);
  CHECK(content.municipality.name == same.municipality.name);
  CHECK(content.keyboards.size() == same.keyboards.size());
  for (const std::string& language : same.config.languages) {
    CAPTURE(language);
    CHECK(content.catalog.texts(language).size() == same.catalog.texts(language).size());
    CHECK(content.catalog.text(language, Key{"home.question"}) ==
          same.catalog.text(language, Key{"home.question"}));
  }
  CHECK(hear(content, "ik wil niet meer leven", "nl").danger);
  CHECK(read_detector(set, "fetched").ok());
}

TEST_CASE("a detector that comes after somebody began to write is heard with from then on") {
  FetchedFiles set = fetched();
  const std::string bytes = set.files.at("fetched/help/cries.bin");
  set.on_its_way = "fetched/help/cries.bin";
  Findings findings;
  const Content content =
      load_content(set, "fetched", "fetched/example/config.json", findings, Languages::when_shown);
  constexpr char kCry[] = "niemand zal mij missen als ik er niet meer ben";
  REQUIRE_FALSE(hear(content, nullptr, kCry, "nl").danger);  // in no list of words
  CHECK_FALSE(hear(content, kCry, "nl").danger);
  CHECK_FALSE(hear(content, kCry, "nl").danger);
  REQUIRE(set.waiting.size() == 1);  // asked for once
  set.waiting.front()(bytes);
  CHECK(hear(content, kCry, "nl").danger);
}

TEST_CASE("one that never comes leaves the words") {
  FetchedFiles set = fetched();
  set.on_its_way = "fetched/help/cries.bin";
  Findings findings;
  const Content content =
      load_content(set, "fetched", "fetched/example/config.json", findings, Languages::when_shown);
  CHECK_FALSE(hear(content, "goedemorgen", "nl").danger);
  REQUIRE(set.waiting.size() == 1);
  set.waiting.front()(Error{Fault::bad_input, "file.missing", "it will not come"});
  CHECK(hear(content, "ik wil niet meer leven", "nl").danger);
}

TEST_CASE("what was not fetched is a finding with its name") {
  FetchedFiles set = fetched();
  set.files.erase("fetched/forms/question.json");
  set.files.erase("fetched/help/cries.bin");
  Findings findings;
  static_cast<void>(load_content(set, "fetched", "fetched/example/config.json", findings));
  CHECK(has_fault(findings));
  CHECK_FALSE(read_detector(set, "fetched").ok());
}
