// What stands on the two banks under the picture of the worlds: the terms of the roles' table
// (assets/i18n/README.md), a bridge for each role, the river. Shared by the compositions of
// screens/roles.cpp. Lengths in px unless named _mm.
#pragma once
#include <array>
#include <string>

#include "ui/kit/scene.h"

namespace wv::ui {

// The measures of the banks and the river between them; all four roles share them.
struct Banks {
  float outer, gap, drift, bank, pad, scene, deck;  // `deck`: from the page's edge to where a bridge begins
  [[nodiscard]] bool pictured() const { return scene > 0; }
};
// `scene_mm`: how large the small scenes beside the terms are drawn, 0 without.
[[nodiscard]] Banks banks_of(Frame& f, float width, float scene_mm);

[[nodiscard]] Words term_look(Frame& f);
[[nodiscard]] float term_room(Frame& f, const Banks& b);  // how wide the words of a term may be

struct Terms {  // of one role: [without, with][leefwereld, systeemwereld]
  std::array<std::array<std::string, 2>, 2> words;
  std::string title;
  float deck = 0, cells = 0;  // how high
};

struct Row {
  Banks banks;
  Terms terms;
  float above, between, below;  // deck to what is over it, deck to terms, terms to the next
  [[nodiscard]] float high() const { return above + terms.deck + between + terms.cells + below; }
};
[[nodiscard]] Row row_of(const Scene& s, domain::Role role, const Banks& b, float width);

// The part of a bridge that both banks have built so far (`grown`, 0 to 1); the rest is only a plan. `span`:
// what one sees of its arch over the water, empty for none.
void draw_deck(const Scene& s, domain::Role role, const Rect& r, const Rect& span, const std::string& title,
               float grown, float pressed);

// A problem or its result, on the bank it belongs to (`world`: 0 leefwereld, 1 systeemwereld). `shown` is 1
// when the result has come; `moved` is how far the bank still is from where it rests.
struct Cell {
  const Scene& s;
  domain::Role role;
  const Row& row;
  bool with;
  float shown;
  void draw(std::size_t world, const Rect& rest, float moved) const;

 private:
  void face(std::size_t world, bool good, const Rect& picture, const Rect& words, float opacity) const;
};

[[nodiscard]] Colour water(Frame& f);
void draw_river(Frame& f, const Rect& waves, const Rect& under_banks);

[[nodiscard]] std::string id_of_role(domain::Role role);

}  // namespace wv::ui
