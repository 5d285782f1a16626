// The faces that text is drawn with, opened once and shared by every layout and picture of a glyph.
// Promise: four weights of Inter (Latin, Cyrillic, Greek), Noto Sans Arabic beside it at an optically equal
// size, then a short list of others (scripts, emoji in one colour, Chinese), opened when a character first
// asks for them. A character that no face has is drawn as a hollow box: never a crash, never nothing.
// Failure: only opening can fail, and says which file of which Debian package is missing.
// Owner: the shell opens one Fonts for the life of the program. Not for two threads at once.
// Privacy (S3): remembers faces and break rules, never text.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wv::text {

// Faces without a medium or semibold use regular and bold for them.
enum class Weight : std::uint8_t { regular, medium, semibold, bold };

// One face of the table in faces.cpp. The same number means the same file in every run of one build.
enum class FaceId : std::uint16_t {};

// Files of letters are opened by HarfBuzz, by the name that the platform gives: it maps them, so that a start
// doesn't read them.
struct FontFiles {
  std::vector<std::string> folders;  // looked through in this order, not their subfolders
  std::function<bool(const std::string& path)> is_file;
  // A house style's own Latin letters in place of Inter, TrueType or OpenType; the others stay beside them.
  // Empty: Inter. Without `medium` or `semibold`, regular and bold stand in.
  std::string regular = {}, medium = {}, semibold = {}, bold = {};
  // Where no file can be mapped: its bytes, which stay there as long as the program. Null: files are mapped.
  std::function<std::optional<std::span<const std::uint8_t>>(const std::string& path)> lend = {};
};

class Faces;  // faces.h: for this room only

class Fonts {
 public:
  explicit Fonts(std::unique_ptr<Faces> faces);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;
  [[nodiscard]] Faces& faces() { return *faces_; }
  // The files are otherwise by now (a browser starts with few letters): each is opened anew when next asked
  // for. Whoever laid out text before does so anew.
  void reopen();

 private:
  std::unique_ptr<Faces> faces_;
};

// Error "text.font_missing" (bad_input), text.font_unreadable for a file of a house style: the file's name,
// where it was looked for, the package to install.
[[nodiscard]] Result<std::unique_ptr<Fonts>> open_fonts(const FontFiles& files);

// Whether some face draws it. What is drawn as nothing (spaces, joiners, controls) counts as drawn.
[[nodiscard]] bool has_glyph(Fonts& fonts, char32_t code_point);
// Each code point that would be a box, once, in the order of the text: for content tests and `check`.
[[nodiscard]] std::vector<char32_t> missing_glyphs(Fonts& fonts, std::string_view utf8);

}  // namespace wv::text
