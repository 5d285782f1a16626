#include "ui/kit/fact_rows.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/widgets.h"

namespace wv::ui {

namespace {

constexpr float kPadMm = 5;

Words name_look(Frame& f) { return {.cap_mm = type::kLabel, .colour = f.theme().muted}; }
Words value_look(Frame& f, const Fact& fact) {
  // A number reads from left to right; in a page that reads the other way it still stands under the other
  // values.
  const auto align = fact.is_number && f.rtl() ? text::Align::end : text::Align::start;
  return {.cap_mm = type::kBody,
          .weight = text::Weight::semibold,
          .colour = f.theme().ink,
          .align = align,
          .left_to_right = fact.is_number};
}

// One that doesn't fit beside its name puts all of them under theirs: a page, not a patchwork.
bool stacked(Frame& f, const std::vector<Fact>& facts, float names, float values) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
    return f.type.width_of(fact.value, value_look(f, fact)) > values ||
           f.type.width_of(fact.name, name_look(f)) > names;
  });
}

}  // namespace

void fact_rows(Frame& f, Column& column, const std::vector<Fact>& facts) {
  const float pad = f.mm(kPadMm), inner = column.width() - 2 * pad;
  const float side = std::floor(inner * 0.38f), beside = inner - side - f.mm(4);
  const bool under = stacked(f, facts, side, beside);
  const float names = under ? inner : side, values = under ? inner : beside, line = f.mm(under ? 5.0f : 3.0f);
  const auto name_high = [&](const Fact& fact) { return f.type.height_of(fact.name, name_look(f), names); };
  const auto value_high = [&](const Fact& fact) {
    return f.type.height_of(fact.value, value_look(f, fact), values);
  };
  const auto row_high = [&](const Fact& fact) {
    return under ? name_high(fact) + f.mm(1.5f) + value_high(fact)
                 : std::max(name_high(fact), value_high(fact));
  };
  float high = 2 * pad - line;
  for (const Fact& fact : facts) high += row_high(fact) + line;
  const Rect r = column.next(high);
  told_card(f, r, f.theme().card);
  float y = r.y + pad;
  for (const Fact& fact : facts) {
    const float row = row_high(fact);
    // On one line both stand in its middle.
    const float name_y = under ? y : y + (row - name_high(fact)) / 2;
    const float value_y = under ? y + row - value_high(fact) : y + (row - value_high(fact)) / 2;
    f.words(fact.id + ".name", {r.x + pad, name_y, names, 0}, fact.name, name_look(f), f.theme().card);
    const std::size_t at = f.tree().nodes.size();
    f.words(fact.id, {under ? r.x + pad : r.x + pad + side + f.mm(4), value_y, values, 0}, fact.value,
            value_look(f, fact), f.theme().card);
    if (fact.is_volatile && f.tree().nodes.size() > at) f.tree().nodes.back().is_volatile = true;
    y += row + line;
  }
}

}  // namespace wv::ui
