// The table of faces, opened when first asked for, and the choice of a face for each grapheme.
// A face's file is mapped once and shared by HarfBuzz (shaping, in design units) and FreeType (pictures).
// Inside this room only; Fonts (font.h) owns it.
#pragma once
#include <bitset>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/font.h"
#include "text/iterators.h"

namespace wv::text {

struct CloseHb {
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};
struct CloseFt {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};

using FaceSet = std::bitset<128>;  // by FaceId

// How far ink reaches from the baseline, both positive.
struct Extent {
  float ascent = 0, descent = 0;
};

struct Face {
  std::unique_ptr<hb_blob_t, CloseHb> blob;
  std::unique_ptr<hb_font_t, CloseHb> font;                          // scaled to its design units
  std::unique_ptr<std::remove_pointer_t<FT_Face>, CloseFt> picture;  // opened by the first rasterise
  float units_per_em = 1000;
  float em_per_cap = 1;     // em in pixels for a Latin capital of one pixel: the optical size
  std::uint32_t space = 0;  // its glyph for U+0020: has no ink, so it is never emitted
  Extent plain, marked;     // in caps: for letters, and for letters with vowel marks above and below
};

// A grapheme's face; `covered` tells whether the face has all of it.
struct Choice {
  FaceId face{};
  bool covered = true;
};

class Faces {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Faces>> open(const FontFiles& files);

  void reopen();
  // Null for a number that is not in the table or a file that isn't installed.
  [[nodiscard]] Face* find(FaceId id);
  [[nodiscard]] FT_Face picture(Face& face);  // null if FreeType can't read it
  [[nodiscard]] FaceId latin(Weight weight) const;
  // The face that a language's letters are in: it counts for the line height even where it isn't used.
  [[nodiscard]] FaceId of_language(std::string_view language, Weight weight) const;
  // `before` is the face of the grapheme before: a space goes with it, so that words keep their own spacing.
  [[nodiscard]] Choice choose(std::u32string_view grapheme, Weight weight, FaceId before);
  [[nodiscard]] bool has(FaceId id, char32_t code_point);
  [[nodiscard]] Iterators& iterators() { return iterators_; }

 private:
  struct Slot {
    bool tried = false;
    std::unique_ptr<Face> face;
  };
  [[nodiscard]] std::string own_path(Weight weight) const;
  [[nodiscard]] std::string path_of(std::size_t family, Weight weight) const;
  [[nodiscard]] hb_blob_t* blob_of(const std::string& path) const;  // null when it can't be had
  [[nodiscard]] std::unique_ptr<Face> open_face(std::size_t family, Weight weight) const;
  [[nodiscard]] bool covers(FaceId id, std::u32string_view grapheme);

  FontFiles files_;
  std::unique_ptr<std::remove_pointer_t<FT_Library>, CloseFt>
      library_;  // before the faces: closed after them
  std::vector<Slot> slots_;
  Iterators iterators_;
};

// Drawn as nothing by every face: joiners, variation selectors, bidi controls, line ends.
[[nodiscard]] bool is_ignorable(char32_t code_point);
// Whether a language is written from right to left.
[[nodiscard]] bool is_rtl_language(std::string_view language);

}  // namespace wv::text
