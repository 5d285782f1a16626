// What stands on the two banks under the plate of the story: the terms of the roles' table
// (assets/i18n/README.md), a stone or a bridge for each role, the river. Lengths in px unless named _mm.
#pragma once
#include <array>
#include <string>

#include "ui/kit/scene.h"

namespace wv::ui {

// The measures of the banks and the river between them; all four roles share them.
struct Banks {
  float outer, gap, bank, pad, scene, deck;  // `deck`: from the page's edge to where a bridge begins
  [[nodiscard]] bool pictured() const { return scene > 0; }
};
// `scene_mm`: how large the small scenes beside the terms are drawn; none where a bank is too narrow for
// them.
[[nodiscard]] Banks banks_of(Frame& f, float width, float scene_mm);

[[nodiscard]] Words term_look(Frame& f);
[[nodiscard]] float term_room(Frame& f, const Banks& b);  // how wide the words of a term may be

struct RoleWords {
  std::string says, does;  // "Als Fixer zoek ik antwoorden", "informeren: vertellen hoe het zit"
  std::array<std::array<std::string, 2>, 2> terms;  // [without, with][leefwereld, systeemwereld]
};
[[nodiscard]] RoleWords words_of(const Scene& s, domain::Role role);

struct Row {
  Banks banks;
  RoleWords words;
  float deck = 0, cells = 0;    // how high
  float above, between, below;  // deck to what is over it, deck to terms, terms to the next
  [[nodiscard]] float high() const { return above + deck + between + cells + below; }
};
[[nodiscard]] Row row_of(const Scene& s, domain::Role role, const Banks& b, float width);

// A stone at the west end of `r`, from which a bridge grows across (`grown`, 0 to 1). `span`: what one sees
// of its arch over the water, empty for none; `river`: where its stone waits, west of it.
struct Deck {
  const Scene& s;
  domain::Role role;
  const RoleWords& words;
  float grown, pressed;
  void draw(const Rect& r, const Rect& span, const Rect& river) const;

 private:
  void built(const Rect& r, const Rect& span) const;
};

// A problem or its result, on the bank it belongs to (`world`: 0 leefwereld, 1 systeemwereld). `shown` is 1
// when the result has come.
struct Cell {
  const Scene& s;
  domain::Role role;
  const Row& row;
  bool with;
  float shown;
  void draw(std::size_t world, const Rect& rest) const;

 private:
  void face(std::size_t world, bool good, const Rect& picture, const Rect& words, float opacity) const;
};

[[nodiscard]] Colour water(Frame& f);
void draw_river(Frame& f, const Rect& waves, const Rect& under_banks);
void draw_bank(Frame& f, const Rect& r, Colour ground);

[[nodiscard]] std::string id_of_role(domain::Role role);  // "roles.fixer"

}  // namespace wv::ui
