// The house style as data: a municipality's colours, letters and pictures (municipality.json, member
// `style`). What it leaves out stays the product's own (style.cpp). The four role colours are nobody's to
// change: the drawn pictures and the wijkverbinder's scarf carry them. Every pair of colours that meets on a
// screen is checked when it is read (A6); a pair that fails is a fault, told with the nearest colour that
// passes.
#pragma once
#include <map>
#include <string>

#include "base/json.h"
#include "base/json.h"

namespace wv::content {

struct Folder;  // content/files.h

struct Style {
  // "#rrggbb". accent: main buttons and marks; soft: pressed and special grounds.
  std::string accent = "#17213B", ink = "#17213B", muted = "#4E5875", line = "#7C86A1", paper = "#FBF7EF",
              soft = "#D9E4F2";
  // Files of the Latin letters; empty: the product's own. `medium` and `semibold` may be left out.
  std::string regular, medium, semibold, bold;
  std::map<std::string, std::string> pictures;  // name of a picture of ours → their file, PNG or JPEG
};

// `folder`: where the file lies; files it names are relative to that and must exist.
[[nodiscard]] Style read_style(const Json& json, const std::string& file, const std::string& place,
                               const Folder& folder, Findings& findings);

}  // namespace wv::content
