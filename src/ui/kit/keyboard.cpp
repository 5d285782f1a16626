#include "ui/kit/keyboard.h"

#include "app/pages.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr float kGapMm = 1.4f;

const content::Keyboard* layout_of(const Scene& s) {
  const auto& editing = s.state.session.editing;
  if (editing.field == domain::Field::none) return nullptr;
  const std::string_view special = app::keyboard_of(editing.field);
  return s.content.keyboard(special.empty() ? std::string_view(s.state.shown.language) : special);
}

const content::KeyboardLayer* layer_of(const Scene& s, const content::Keyboard& layout) {
  const auto* layer = layout.layer(s.state.session.editing.layer);
  return layer != nullptr ? layer : &layout.layers.front();
}

// T1: 15 mm from 15.6", 12 mm on a 10" tablet; taller when the screen has room to spare.
float row_height(Frame& f) {
  const float small = std::min(f.device().width_mm(), f.device().height_mm());
  if (small < 160) return f.mm(13);
  return f.mm(f.device().portrait() ? 18.0f : 15.5f);
}

float row_width(const content::KeyboardRow& row) {
  float sum = 0;
  for (const auto& key : row) sum += key.width;
  return sum;
}

// Keys keep their size in every layer: the widest row of the layout decides.
float pitch_of(Frame& f, const content::Keyboard& layout, float width) {
  float units = 0;
  for (const auto& layer : layout.layers)
    for (const auto& row : layer.rows) units = std::max(units, row_width(row));
  return std::min(width / std::max(units, 1.0f), f.mm(layout.compact ? 34.0f : 29.0f));
}

std::string_view icon_of(const content::KeyboardKey& key, const std::string& layer) {
  using What = content::KeyAction;
  if (key.action == What::backspace) return "backspace";
  if (key.action == What::enter) return "enter";
  if (key.action == What::layer && key.id == "shift") return layer == "capitals" ? "shift-on" : "shift";
  return {};
}

void act(const Scene& s, const content::KeyboardKey& key) {
  using What = content::KeyAction;
  switch (key.action) {
    case What::text: s.emit(app::TextTyped{key.text}); break;
    case What::space: s.emit(app::TextTyped{" "}); break;
    case What::enter: s.emit(app::TextTyped{"\n"}); break;
    case What::backspace: s.emit(app::BackspacePressed{}); break;
    case What::layer: s.emit(app::LayerChosen{key.layer}); break;
    case What::close: s.emit(app::FieldLeft{}); break;
  }
}

void draw_key(const Scene& s, const content::KeyboardKey& key, const Rect& cell) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  const std::string id = "keyboard." + key.id;
  const bool plain = key.action == content::KeyAction::text || key.action == content::KeyAction::space;
  const float pressed = f.press(id);
  const Rect r = cell.inset(f.mm(kGapMm) / 2).moved(0, pressed * f.mm(0.5f));
  const Colour ground = mix(plain ? t.key : t.key_special, t.ink, 0.22f * pressed);
  const float radius = f.mm(2.6f);
  f.paint().round_fill(r.moved(0, f.mm(0.5f * (1 - pressed))), radius, mix(t.key_special, t.ink, 0.28f));
  f.paint().round_fill(r, radius, ground);
  if (t.contrast == Contrast::high) f.paint().round_border(r, radius, f.mm(0.5f), t.line);
  const auto icon = icon_of(key, s.state.session.editing.layer);
  std::string label = key.label.empty() ? key.text : key.label;
  if (key.action == content::KeyAction::space) label.clear();
  // Keys grow with the text size as far as the key allows.
  float cap = (plain ? 5.2f : type::kLabel);
  Words words{.cap_mm = cap,
              .weight = text::Weight::medium,
              .colour = t.ink,
              .align = text::Align::centre,
              .max_lines = 1,
              .to_fit = true};
  while (words.cap_mm > 1.0f &&
         (f.type.width_of(label, words) > r.w - f.mm(1) || f.type.height_of(label, words, 0) > r.h + f.mm(2)))
    words.cap_mm *= 0.9f;
  if (!icon.empty()) {
    f.paint().icon(icon, r.inset(0, r.h * 0.24f), t.ink);
  } else if (!label.empty()) {
    f.draw_words(r, label, words);
  }
  const std::string spoken =
      key.name.empty() ? (label.empty() ? key.id : label) : f.text(content::Key{key.name});
  Node& n = f.node(id, NodeRole::button, spoken, cell);
  n.fg = t.ink;
  n.bg = ground;
  if (icon.empty() && !label.empty()) n.cap_px = f.type.lay(label, words, 0).cap_px;
  if (f.target(id, cell, {.key = true})) act(s, key);
}

}  // namespace

float keyboard_height(const Scene& s) {
  const auto* layout = layout_of(s);
  if (layout == nullptr) return 0;
  return row_height(s.f) * static_cast<float>(layer_of(s, *layout)->rows.size()) + s.f.mm(4);
}

void keyboard(const Scene& s, Rect& area) {
  const auto* layout = layout_of(s);
  if (layout == nullptr) return;
  Frame& f = s.f;
  const auto& layer = *layer_of(s, *layout);
  const Rect strip = area.cut_bottom(keyboard_height(s));
  f.paint().slide(0);
  f.paint().fill(strip, mix(f.theme().soft, f.theme().paper, 0.35f));
  f.paint().fill({strip.x, strip.y, strip.w, f.mm(0.35f)}, mix(f.theme().paper, f.theme().line, 0.5f));
  // Keys stay away from what stops the visit, which may stand beside them (T2).
  const float pitch = pitch_of(f, *layout, strip.w - f.mm(f.device().portrait() ? 3.0f : 9.0f));
  const float height = row_height(f);
  float y = strip.y + f.mm(2);
  const bool was = f.paint().mirrored();
  // The strip is symmetric unless a bar stands beside it: take its place on the screen as it is.
  const Rect shown = f.paint().on_screen(strip);
  f.paint().mirror(false);
  f.enter(Region::keyboard);
  for (const auto& row : layer.rows) {
    float x = shown.x + (shown.w - row_width(row) * pitch) / 2;
    for (const auto& key : row) {
      draw_key(s, key, {x, y, pitch * key.width, height});
      x += pitch * key.width;
    }
    y += height;
  }
  f.enter(Region::page);
  f.paint().mirror(was);
  f.paint().slide(f.slide_px());
}

}  // namespace wv::ui
