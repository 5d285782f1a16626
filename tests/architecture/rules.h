#pragma once
// The house rules that a compiler can't hold us to, as functions from text to findings.
// Source of the table: src/README.md, which the test compares with it. A finding is "path:line: sentence".
// They read lines, not C++: comments are taken out first, and what looks like a breach counts as one.

#include <string>
#include <string_view>
#include <vector>

namespace architecture {

struct Room {
  std::string_view name;
  std::vector<std::string_view> may_include;  // other rooms
  std::vector<std::string_view> outside;      // prefixes of <headers> that are not the standard library's
};

// In the order of the levels: a room may only know rooms above it in this list.
const std::vector<Room>& rooms();
const Room* find_room(std::string_view name);

struct Source {
  std::string path;  // from the root, with '/': "src/ui/kit/theme.h"
  std::string text;
};

using Findings = std::vector<std::string>;

Findings check_includes(const Source& source);  // arrows between rooms, and outside libraries
Findings check_adapter(const Source& source);   // platform/ and tests/fakes/ know the ports, not the product
Findings check_platform(const Source& source);  // no #ifdef of a platform, no threads
Findings check_statics(const Source& source);   // nothing mutable that outlives a visitor
Findings check_files(const Source& source);     // no file is opened under src, no place of a machine named
// Items of Dear ImGui stand where each is recorded as a node, or nowhere: ui/desk/table and the inspector.
Findings check_items(const Source& source);
Findings check_links(const Source& cmake_lists);  // target_link_libraries repeats the table
Findings check_top_level(const std::vector<std::string>& names);
// src/README.md has a row for each of the expected rooms, and every row of a room is true.
Findings check_floor_plan(const Source& readme, const std::vector<std::string>& expected);

}  // namespace architecture
