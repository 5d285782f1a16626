#include "content/style.h"

#include <array>
#include <cstdio>
#include <set>
#include <string_view>
#include <vector>

#include "content/colour.h"
#include "content/files.h"

namespace wv::content {
namespace {

constexpr double kLetters = 4.5, kShapes = 3;  // WCAG 1.4.3, 1.4.11

struct Member {
  const char* name;
  std::string Style::*colour;
};
constexpr std::array kColours{Member{"accent", &Style::accent}, Member{"ink", &Style::ink},
                              Member{"muted", &Style::muted},   Member{"line", &Style::line},
                              Member{"paper", &Style::paper},   Member{"soft", &Style::soft}};

// Two colours that meet on a screen. A side is a member's name, or a colour that nobody changes.
struct Pair {
  std::string_view front, ground;
  double least;
  const char* what;
};
constexpr std::array kPairs = {
    Pair{"#ffffff", "accent", kLetters, "white letters on the accent"},
    Pair{"accent", "paper", kLetters, "the accent on the paper"},
    Pair{"ink", "paper", kLetters, "the ink on the paper"},
    Pair{"ink", "#ffffff", kLetters, "the ink on white"},
    Pair{"ink", "soft", kLetters, "the ink on the soft ground"},
    Pair{"muted", "paper", kLetters, "the muted letters on the paper"},
    Pair{"muted", "#ffffff", kLetters, "the muted letters on white"},
    Pair{"line", "paper", kShapes, "the line on the paper"},
    Pair{"line", "#ffffff", kShapes, "the line on white"},
    // The role colours and the error, all of which stand on the paper as letters.
    Pair{"#102E6E", "paper", kLetters, "the Fixer's blue on the paper"},
    Pair{"#B64A0C", "paper", kLetters, "the Innovatieve ondernemer's orange on the paper"},
    Pair{"#147A66", "paper", kLetters, "the Bruggenbouwer's green on the paper"},
    Pair{"#9B3FB0", "paper", kLetters, "the Bemiddelaar's purple on the paper"},
    Pair{"#B3261E", "paper", kLetters, "the red of an error on the paper"},
};

class ColourCheck {
 public:
  ColourCheck(const Style& style, const std::set<std::string>& given) : style_(style), given_(given) {}

  void report_to(ObjectReader& reader) const {
    for (const Pair& pair : kPairs) {
      const double is = contrast_of(value_of(pair.front), value_of(pair.ground));
      if (is >= pair.least) continue;
      const std::string culprit(given_.contains(std::string(pair.front)) ? pair.front : pair.ground);
      std::array<char, 80> ratio{};
      std::snprintf(ratio.data(), ratio.size(), ": %.1f to 1, and %.1f is the least", is, pair.least);
      const auto better = nearest_passing(value_of(culprit), rules_of(culprit));
      reader.fault(culprit, pair.what + std::string(ratio.data()),
                   better ? "the nearest colour that can be read is " + *better
                          : "no colour of this hue goes with the others; change those first");
    }
  }

 private:
  [[nodiscard]] std::string value_of(std::string_view side) const {
    for (const Member& m : kColours)
      if (side == m.name) return style_.*m.colour;
    return std::string(side);
  }
  // All that a colour has to live with: a remedy that breaks another pair is none.
  [[nodiscard]] std::vector<ContrastRule> rules_of(const std::string& member) const {
    std::vector<ContrastRule> rules;
    for (const Pair& pair : kPairs) {
      if (pair.front == member) rules.push_back({value_of(pair.ground), pair.least});
      if (pair.ground == member) rules.push_back({value_of(pair.front), pair.least});
    }
    return rules;
  }

  const Style& style_;
  const std::set<std::string>& given_;
};

void read_colours(const Json& json, const std::string& file, const std::string& place, Style& style,
                  Findings& findings) {
  ObjectReader reader(json, file, place, findings);
  std::set<std::string> given;
  for (const Member& m : kColours) {
    const auto text = reader.optional_text(m.name);
    if (!text) continue;
    if (!is_colour(*text)) {
      reader.fault(m.name, "not a colour", "write it as \"#2f5d50\"");
      continue;
    }
    style.*m.colour = *text;
    given.insert(m.name);
  }
  reader.refuse_unknown();
  ColourCheck(style, given).report_to(reader);
}

void read_letters(const Json& json, const std::string& file, const std::string& place, const Folder& folder,
                  Style& style, Findings& findings) {
  ObjectReader reader(json, file, place, findings);
  style.regular = file_named(reader, "regular", folder);
  style.medium = file_named(reader, "medium", folder);
  style.semibold = file_named(reader, "semibold", folder);
  style.bold = file_named(reader, "bold", folder);
  if (style.regular.empty()) reader.fault("regular", "missing", "name the font file of the plain letters");
  if (style.bold.empty()) reader.fault("bold", "missing", "name the font file of the bold letters");
  reader.refuse_unknown();
}

void read_pictures(const Json& json, const std::string& file, const std::string& place, const Folder& folder,
                   Style& style, Findings& findings) {
  ObjectReader reader(json, file, place, findings);
  if (!reader.is_object()) return;
  for (const auto& item : json.items())
    if (std::string path = file_named(reader, item.key(), folder); !path.empty())
      style.pictures[item.key()] = std::move(path);
}

}  // namespace

Style read_style(const Json& json, const std::string& file, const std::string& place, const Folder& folder,
                 Findings& findings) {
  Style style;
  ObjectReader reader(json, file, place, findings);
  if (!reader.is_object()) return style;
  if (const Json* colours = reader.optional_object("colours"))
    read_colours(*colours, file, reader.place_of("colours"), style, findings);
  if (const Json* fonts = reader.optional_object("fonts"))
    read_letters(*fonts, file, reader.place_of("fonts"), folder, style, findings);
  if (const Json* pictures = reader.optional_object("pictures"))
    read_pictures(*pictures, file, reader.place_of("pictures"), folder, style, findings);
  reader.refuse_unknown();
  return style;
}

}  // namespace wv::content
