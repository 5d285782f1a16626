#include "architecture/rules.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <sstream>

namespace architecture {
namespace {

using Names = std::vector<std::string_view>;

const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");

bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "src/ui/kit/theme.h" → "ui"; "src/main.cpp" → "main"; anything else → "".
std::string room_of(const std::string& path) {
  if (path == "src/main.cpp") return "main";
  if (path.rfind("src/", 0) != 0) return "";
  const auto slash = path.find('/', 4);
  return slash == std::string::npos ? "" : path.substr(4, slash - 4);
}

// Comments blanked, line ends kept. A '//' inside a string literal (an address) is no comment.
std::string without_comments(const std::string& text) {
  enum class In { code, line_comment, block_comment, string };
  std::string out;
  In in = In::code;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '\n') {
      if (in != In::block_comment) in = In::code;
      out += c;
    } else if (in == In::code && c == '/' && next == '/') {
      in = In::line_comment;
    } else if (in == In::code && c == '/' && next == '*') {
      in = In::block_comment;
      ++i;
    } else if (in == In::block_comment && c == '*' && next == '/') {
      in = In::code;
      ++i;
    } else if (in == In::string && c == '\\' && next != '\n') {
      out += c;
      out += next;
      ++i;
    } else if (in == In::code || in == In::string) {
      const bool quote = c == '"' && !(i > 0 && text[i - 1] == '\'');
      if (quote) in = in == In::code ? In::string : In::code;
      out += c;
    }
  }
  return out;
}

template <class Visit>
void each_line(const std::string& text, Visit visit) {
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) visit(number, line);
}

std::string at(const Source& source, int line, const std::string& sentence) {
  return source.path + ":" + std::to_string(line) + ": " + sentence;
}

std::string trimmed(const std::string& cell) {
  const auto first = cell.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

// The cell "base, domain" of the floor plan, or "–" or "all", as a set of names.
std::set<std::string> rooms_in_cell(const std::string& cell, const Room& self) {
  std::set<std::string> names;
  if (cell == "all") {
    for (const Room& room : rooms()) {
      if (room.name != self.name && room.name != "main") names.emplace(room.name);
    }
    return names;
  }
  std::istringstream parts(cell);
  for (std::string part; std::getline(parts, part, ',');) {
    if (trimmed(part) != "–") names.insert(trimmed(part));
  }
  return names;
}

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::istringstream parts(row.substr(1));
  for (std::string part; std::getline(parts, part, '|');) cells.push_back(trimmed(part));
  return cells;
}

}  // namespace

const std::vector<Room>& rooms() {
  static const std::vector<Room> kRooms = {
      {"base", {}, {"nlohmann/"}},
      {"ports", {"base"}, {}},
      {"domain", {"base"}, {}},
      {"content", {"base", "ports", "domain"}, {"unicode/"}},
      {"crypto", {"base", "ports"}, {}},
      {"text", {"base"}, {"raqm", "fribidi", "hb", "ft2build", "freetype/", "unicode/"}},
      {"media", {"base", "ports"}, {"stb_image", "qrcodegen", "opus"}},
      {"casebook", {"base", "domain"}, {}},
      {"outbox", {"base", "ports", "crypto"}, {}},
      {"sync", {"base", "ports", "crypto", "outbox"}, {}},
      {"replies", {"base", "ports", "domain", "crypto", "outbox"}, {}},
      {"app", {"base", "domain", "content", "text"}, {}},
      {"desk", {"base", "domain", "content", "text", "casebook"}, {}},
      {"services",
       {"base", "ports", "domain", "content", "crypto", "media", "casebook", "outbox", "sync", "replies",
        "app", "desk"},
       {}},
      {"ui", {"base", "domain", "content", "text", "media", "casebook", "app", "desk"}, {"imgui"}},
      {"render", {"base", "ports", "text", "media", "ui"}, {"imgui"}},
      {"runtime",
       {"base", "ports", "domain", "content", "crypto", "text", "media", "outbox", "sync", "replies",
        "casebook", "app", "desk", "services", "ui", "render"},
       {}},
      {"player",
       {"base", "ports", "domain", "content", "text", "media", "casebook", "app", "desk", "services", "ui",
        "render", "runtime"},
       {}},
      {"cli",
       {"base", "ports", "domain", "content", "crypto", "text", "media", "casebook", "outbox", "sync",
        "replies", "services", "render", "runtime"},
       {}},
      {"shell",
       {"base", "ports", "domain", "content", "crypto", "text", "media", "casebook", "outbox", "sync",
        "replies", "app", "desk", "services", "ui", "render", "runtime", "player", "cli"},
       {"SDL", "imgui"}},
      {"main", {"shell", "ports"}, {}},
  };
  return kRooms;
}

const Room* find_room(std::string_view name) {
  for (const Room& room : rooms()) {
    if (room.name == name) return &room;
  }
  return nullptr;
}

Findings check_includes(const Source& source) {
  const std::string name = room_of(source.path);
  const Room* room = find_room(name);
  if (!room) return {at(source, 1, "'" + name + "' is no room of the floor plan")};

  Findings findings;
  each_line(without_comments(source.text), [&](int number, const std::string& line) {
    std::smatch match;
    if (!std::regex_search(line, match, kInclude)) return;
    const std::string header = match[2];
    const auto slash = header.find('/');
    const std::string first = header.substr(0, slash);
    if (match[1] == "\"" && slash == std::string::npos) {
      findings.push_back(at(source, number, "\"" + header + "\" is not written from src"));
    } else if (match[1] == "\"") {
      if (first != room->name && !contains(room->may_include, first)) {
        findings.push_back(at(source, number, name + " may not include " + header));
      } else if (source.path.rfind("src/ui/kit/", 0) == 0 && first == "ui" &&
                 header.rfind("ui/kit/", 0) != 0) {
        findings.push_back(at(source, number, "the kit knows no screen: not " + header));
      }
    } else if (header.find_first_of("./") != std::string::npos) {
      // The standard library's headers have neither; all others are somebody's library, the system's too.
      const bool allowed = std::any_of(room->outside.begin(), room->outside.end(),
                                       [&](std::string_view prefix) { return header.rfind(prefix, 0) == 0; });
      if (!allowed)
        findings.push_back(at(source, number, name + " may not use the library of <" + header + ">"));
      // A browser knows Unicode's rules without ICU: each use has a file of its own, which CMake picks.
      if (first == "unicode" && source.path.find("/icu_") == std::string::npos)
        findings.push_back(at(source, number, "<" + header + "> belongs into a file that is called icu_…"));
    }
  });
  return findings;
}

Findings check_adapter(const Source& source) {
  Findings findings;
  each_line(without_comments(source.text), [&](int number, const std::string& line) {
    std::smatch match;
    if (!std::regex_search(line, match, kInclude) || match[1] != "\"") return;
    const std::string header = match[2];
    const std::string first = header.substr(0, header.find('/'));
    if (find_room(first) && first != "base" && first != "ports") {
      findings.push_back(at(source, number, "an adapter knows base and ports only, not " + header));
    }
  });
  return findings;
}

Findings check_platform(const Source& source) {
  static const std::regex kPlatform(
      R"(^\s*#\s*(if|ifdef|ifndef|elif)\b.*(__linux|__unix|_WIN32|__APPLE__|__EMSCRIPTEN__|__ANDROID__|__wasm))");
  static const std::regex kThread(
      R"(#\s*include\s*<(thread|future|mutex|shared_mutex|condition_variable|stop_token|semaphore|latch|barrier)>)"
      R"(|std::(jthread|thread|async|mutex)\b|\bSDL_CreateThread\b|\bpthread_)");
  Findings findings;
  each_line(without_comments(source.text), [&](int number, const std::string& line) {
    if (std::regex_search(line, kPlatform)) {
      findings.push_back(at(source, number, "an #if of a platform; CMake picks the folder under platform/"));
    }
    if (std::regex_search(line, kThread)) {
      findings.push_back(at(source, number, "threads live in platform/ only; the browser has none"));
    }
  });
  return findings;
}

Findings check_statics(const Source& source) {
  // Indented, or at the margin: either way it outlives a visitor. What has a '(' before any '=', '{' or ';'
  // is a function.
  static const std::regex kStatic(R"(^\s*(inline\s+)?(static|thread_local)\s+(.*)$)");
  static const std::regex kHarmless(
      R"(^((inline|static|thread_local)\s+)*(const|constexpr|constinit const)\b)");
  Findings findings;
  each_line(without_comments(source.text), [&](int number, const std::string& line) {
    std::smatch match;
    if (!std::regex_search(line, match, kStatic)) return;
    const std::string rest = match[3];
    // "const char* last" can be pointed elsewhere: only constexpr makes a pointer stay.
    const bool pointer = rest.find('*') < rest.find_first_of("=;{(") && rest.rfind("constexpr", 0) != 0 &&
                         rest.find("* const") == std::string::npos &&
                         rest.find("*const") == std::string::npos;
    const bool function = rest.find('(') < rest.find_first_of("={;");
    if (function || (std::regex_search(rest, kHarmless) && !pointer)) return;
    findings.push_back(at(source, number, "mutable static: state lives in app::State, or in a member"));
  });
  return findings;
}

Findings check_items(const Source& source) {
  if (source.path == "src/ui/desk/table.cpp" || source.path == "src/ui/desk/row_list.cpp" ||
      source.path == "src/ui/desk/inspector.cpp")
    return {};
  static const std::regex kCall(R"(\bImGui::(\w+))");
  // What begins and ends a frame, its one window and its context.
  static const std::regex kNoItem(
      R"(^(CreateContext|DestroyContext|[GS]etCurrentContext|SetAllocatorFunctions|GetIO|GetPlatformIO|GetStyle|NewFrame|Render|GetDrawData|SetNextWindow(Pos|Size)|P(ush|op)StyleVar|Begin|End|GetWindowDrawList)$)");
  Findings findings;
  each_line(without_comments(source.text), [&](int number, const std::string& line) {
    if (line.find("using namespace ImGui") != std::string::npos)
      findings.push_back(at(source, number, "ImGui's functions are called by their whole name"));
    for (std::sregex_iterator call(line.begin(), line.end(), kCall), end; call != end; ++call) {
      const std::string name = (*call)[1];
      const bool ground = source.path == "src/ui/kit/gui.cpp" || source.path == "src/shell/gpu.cpp";
      if (!ground || !std::regex_match(name, kNoItem))
        findings.push_back(
            at(source, number,
               "ImGui::" + name + ": an item that no tree, test or voice knows of; see ui/desk/table.h"));
    }
  });
  return findings;
}

Findings check_files(const Source& source) {
  static const std::regex kFiles(
      R"(#\s*include\s*<(fstream|filesystem|fcntl\.h|unistd\.h|sys/stat\.h|dirent\.h)>|\bfopen\b)");
  static const std::regex kPlaces(R"("[^"]*(/usr/|/etc/|/dev/|/proc/|/tmp/|/home/|XDG_)|\bgetenv\b)");
  Findings findings;
  each_line(without_comments(source.text), [&](int number, const std::string& line) {
    if (std::regex_search(line, kFiles))
      findings.push_back(at(source, number, "files are read through the platform (ports/files.h)"));
    if (std::regex_search(line, kPlaces))
      findings.push_back(at(source, number, "where things lie on a machine is the platform's to know"));
  });
  return findings;
}

Findings check_links(const Source& cmake_lists) {
  static const std::regex kTarget(R"(\bwv_([a-z_]+))");
  const std::string name = room_of(cmake_lists.path);
  const Room* room = find_room(name);
  if (!room) return {at(cmake_lists, 1, "'" + name + "' is no room of the floor plan")};
  Findings findings;
  each_line(cmake_lists.text, [&](int number, const std::string& line) {
    const std::string code = line.substr(0, line.find('#'));
    for (auto it = std::sregex_iterator(code.begin(), code.end(), kTarget); it != std::sregex_iterator();
         ++it) {
      const std::string target = (*it)[1];
      if (find_room(target) && target != name && !contains(room->may_include, target)) {
        findings.push_back(at(cmake_lists, number, name + " may not link wv_" + target));
      }
    }
  });
  return findings;
}

Findings check_top_level(const std::vector<std::string>& names) {
  // build/ is git's to ignore; dotfiles are the tools' own.
  static const std::array<std::string_view, 7> kAllowed = {"CMakeLists.txt", "README.md", "src",  "assets",
                                                           "platform",       "tests",     "build"};
  Findings findings;
  for (const std::string& name : names) {
    const bool known = std::find(kAllowed.begin(), kAllowed.end(), name) != kAllowed.end();
    if (!known && name.front() != '.') findings.push_back(name + ": has no place at the top level");
  }
  return findings;
}

Findings check_floor_plan(const Source& readme, const std::vector<std::string>& expected) {
  // | level | [`base/`](base/) | what it is | may include | outside libraries |
  Findings findings;
  std::set<std::string_view> seen;
  each_line(readme.text, [&](int number, const std::string& line) {
    if (line.empty() || line.front() != '|') return;
    const std::vector<std::string> cells = cells_of(line);
    for (const Room& room : rooms()) {
      if (cells.size() < 5 || cells[1].find("`" + std::string(room.name) + "/`") == std::string::npos)
        continue;
      seen.insert(room.name);
      const std::set<std::string> written = rooms_in_cell(cells[3], room);
      if (written != std::set<std::string>(room.may_include.begin(), room.may_include.end())) {
        findings.push_back(
            at(readme, number,
               "what " + std::string(room.name) + " may include differs from tests/architecture/rules.cpp"));
      }
    }
  });
  for (const std::string& room : expected) {
    if (!seen.count(room)) findings.push_back(at(readme, 1, "no row for " + room));
  }
  return findings;
}

}  // namespace architecture
