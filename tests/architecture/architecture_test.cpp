// Reads the tree as it lies there and holds it to the house rules; below, each rule is shown to be able to
// fail.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "architecture/rules.h"
#include "places.h"

namespace fs = std::filesystem;
using namespace architecture;

namespace {

const fs::path kRoot = wv::source_folder();

Source read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {fs::relative(file, kRoot).generic_string(), {std::istreambuf_iterator<char>(in), {}}};
}

std::vector<Source> sources(const fs::path& folder = "src") {
  std::vector<Source> found;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".h" || extension == ".cpp") found.push_back(read(entry.path()));
  }
  return found;
}

void report(const Findings& findings) {
  for (const std::string& finding : findings) FAIL_CHECK(finding);
}

// An empty folder is no room: git doesn't know it either.
std::vector<std::string> built_rooms() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kRoot / "src")) {
    if (entry.is_directory() && !fs::is_empty(entry.path()))
      names.push_back(entry.path().filename().string());
  }
  return names;
}

}  // namespace

TEST_CASE("every arrow between rooms, and every outside library, is in the table") {
  const std::vector<Source> all = sources();
  REQUIRE(all.size() > 50);  // it did look
  for (const Source& source : all) report(check_includes(source));
}

TEST_CASE("adapters know the ports and not the product") {
  for (const fs::path folder : {"platform/linux", "platform/shared", "tests/fakes"}) {
    for (const Source& source : sources(folder)) report(check_adapter(source));
  }
}

TEST_CASE("no platform and no thread under src") {
  for (const Source& source : sources()) report(check_platform(source));
}

TEST_CASE("files are read through the platform, which knows where things lie") {
  for (const Source& source : sources()) report(check_files(source));
}

TEST_CASE("no item of ImGui's is blind: each is recorded as a node") {
  for (const Source& source : sources()) report(check_items(source));
}

TEST_CASE("nothing mutable outlives a visitor") {
  for (const Source& source : sources()) report(check_statics(source));
}

TEST_CASE("each room says what it is, and links what the table allows") {
  for (const std::string& room : built_rooms()) {
    CAPTURE(room);
    const fs::path folder = kRoot / "src" / room;
    REQUIRE(fs::exists(folder / "CMakeLists.txt"));
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().filename() == "CMakeLists.txt") report(check_links(read(entry.path())));
    }
    const Source readme = read(folder / "README.md");
    const auto lines = std::count(readme.text.begin(), readme.text.end(), '\n');
    CHECK(lines >= 1);
    CHECK(lines <= 5);
  }
}

TEST_CASE("the floor plan in src/README.md is true and names each room") {
  report(check_floor_plan(read(kRoot / "src/README.md"), built_rooms()));
}

TEST_CASE("the top level holds the seven names and nothing else") {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kRoot)) names.push_back(entry.path().filename().string());
  report(check_top_level(names));
}

TEST_CASE("the table has no circles: a room knows only rooms above it") {
  std::vector<std::string_view> above;
  for (const Room& room : rooms()) {
    for (const std::string_view other : room.may_include) {
      CAPTURE(std::string(room.name));
      CAPTURE(std::string(other));
      CHECK(std::find(above.begin(), above.end(), other) != above.end());
    }
    above.push_back(room.name);
  }
}

TEST_CASE("negative controls: each rule can fail") {
  SUBCASE("includes") {
    CHECK(check_includes({"src/ui/a.cpp", "#include \"outbox/outbox.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/ui/a.cpp", "#include \"ports/store.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/app/a.cpp", "#include <imgui.h>\n"}).size() == 1);
    CHECK(check_includes({"src/domain/a.h", "  #  include \"content/key.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/base/a.cpp", "#include \"platform/linux/x.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/crypto/a.cpp", "#include <openssl/evp.h>\n"}).size() == 1);
    CHECK(check_includes({"src/shell/a.cpp", "#include <unistd.h>\n"}).size() == 1);
    CHECK(check_includes({"src/ui/a.cpp", "#include \"theme.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/cellar/a.cpp", ""}).size() == 1);
    CHECK(check_includes({"src/ui/kit/a.cpp", "#include \"ui/screens/home_cards.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/ui/kit/a.cpp", "#include \"ui/view.h\"\n"}).size() == 1);
    CHECK(check_includes({"src/ui/a.cpp", "\n\n#include \"sync/sync.h\"\n"})
              .front()
              .rfind("src/ui/a.cpp:3:", 0) == 0);
  }
  SUBCASE("adapters") {
    CHECK(check_adapter({"platform/linux/a.cpp", "#include \"app/state.h\"\n"}).size() == 1);
    CHECK(check_adapter({"platform/linux/a.cpp", "#include \"ports/store.h\"\n#include \"a.h\"\n"}).empty());
  }
  SUBCASE("platform and threads") {
    CHECK(check_platform({"src/base/a.h", "#ifdef __linux__\n"}).size() == 1);
    CHECK(check_platform({"src/base/a.h", "#if defined(__EMSCRIPTEN__)\n"}).size() == 1);
    CHECK(check_platform({"src/sync/a.cpp", "#include <thread>\n"}).size() == 1);
    CHECK(check_platform({"src/sync/a.cpp", "auto f = std::async(work);\n"}).size() == 1);
  }
  SUBCASE("items of ImGui") {
    CHECK(check_items({"src/ui/screens/a.cpp", "if (ImGui::Button(\"x\")) return;\n"}).size() == 1);
    CHECK(check_items({"src/ui/kit/gui.cpp", "ImGui::NewFrame(); ImGui::InputText(a, b, c);\n"}).size() == 1);
    CHECK(check_items({"src/ui/screens/a.cpp", "using namespace ImGui;\n"}).size() == 1);
    CHECK(check_items({"src/ui/desk/table.cpp", "ImGui::Selectable(a);\n"}).empty());
  }
  SUBCASE("icu") {
    CHECK(check_includes({"src/text/breaks.cpp", "#include <unicode/ubrk.h>\n"}).size() == 1);
    CHECK(check_includes({"src/text/icu_iterators.cpp", "#include <unicode/ubrk.h>\n"}).empty());
    CHECK(check_includes({"src/app/icu_words.cpp", "#include <unicode/ubrk.h>\n"}).size() == 1);
  }
  SUBCASE("statics") {
    CHECK(check_files({"src/app/a.cpp", "#include <fstream>\n"}).size() == 1);
    CHECK(check_files({"src/app/a.h", "#  include <filesystem>\n"}).size() == 1);
    CHECK(check_files({"src/app/a.cpp", "#include <sys/stat.h>\n"}).size() == 1);
    CHECK(check_files({"src/app/a.cpp", "  FILE* file = fopen(name, \"rb\");\n"}).size() == 1);
    CHECK(check_files({"src/text/a.cpp", "  open(\"/usr/share/fonts/truetype\");\n"}).size() == 1);
    CHECK(check_files({"src/app/a.cpp", "  return std::getenv(name);\n"}).size() == 1);
    CHECK(check_files({"src/app/a.cpp", "  load(\"forms/help.json\");\n"}).empty());
    CHECK(check_files({"src/app/a.cpp", "// #include <fstream>\n"}).empty());
    CHECK(check_statics({"src/ui/a.cpp", "  static int page = 0;\n"}).size() == 1);
    CHECK(check_statics({"src/ui/a.cpp", "  static std::vector<int> seen;\n"}).size() == 1);
    CHECK(check_statics({"src/ui/a.cpp", "  thread_local bool open{false};\n"}).size() == 1);
    CHECK(check_statics({"src/ui/a.cpp", "  static const char* last = nullptr;\n"}).size() == 1);
  }
  SUBCASE("links") {
    CHECK(check_links({"src/app/CMakeLists.txt", "wv_room(app SOURCES a.cpp LIBS wv_base wv_ports)\n"})
              .size() == 1);
  }
  SUBCASE("top level") { CHECK(check_top_level({"src", ".git", "scripts", "Makefile"}).size() == 2); }
  SUBCASE("floor plan") {
    const Source untrue{"src/README.md", "| 0 | [`base/`](base/) | words | ui | – |\n"};
    CHECK(check_floor_plan(untrue, {"base"}).size() == 1);
    CHECK(check_floor_plan(untrue, {"base", "app"}).size() == 2);
  }
}

TEST_CASE("what is allowed is left alone") {
  CHECK(check_includes({"src/ui/a.cpp",
                        "#include \"ui/kit/theme.h\"\n#include \"app/state.h\"\n"
                        "#include <imgui.h>\n#include <vector>\n"})
            .empty());
  CHECK(check_includes({"src/main.cpp", "#include \"shell/shell.h\"\n#include \"ports/platform.h\"\n"})
            .empty());
  CHECK(check_includes({"src/ui/a.cpp", "// #include \"sync/sync.h\"\n/* #include <thread> */\n"}).empty());
  CHECK(check_platform({"src/base/a.h", "// unlike __linux__, no std::thread here\n"}).empty());
  CHECK(check_statics({"src/ui/a.cpp",
                       "  static constexpr int kPages = 3;\n  static_assert(true);\n"
                       "  static const std::regex kDigits(\"[0-9]\");\n"
                       "  static constexpr const char* kName = \"x\";\n"
                       "  static Theme make(int dpi);\n"})
            .empty());
  CHECK(
      check_links({"src/app/CMakeLists.txt", "wv_room(app SOURCES a.cpp LIBS wv_base wv_domain)\n"}).empty());
  CHECK(check_floor_plan({"src/README.md", "| 5 | [`shell/`](shell/) | it | all | SDL |\n"}, {"shell"})
            .empty());
}
