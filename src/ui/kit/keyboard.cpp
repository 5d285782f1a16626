#include "ui/kit/keyboard.h"

#include "app/pages.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr float kGapMm = 1.4f;

using Keys = std::vector<const content::KeyboardKey*>;

KeyboardUse use_of(const Scene& s) {
  const auto& editing = s.state.session.editing;
  if (editing.field == domain::Field::none || s.f.device().own_keys) return {s.f, nullptr, {}};
  const std::string_view special = app::keyboard_of(editing.field);
  return {s.f, s.content.keyboard(special.empty() ? std::string_view(s.state.shown.language) : special),
          editing.layer};
}

const content::KeyboardLayer& layer_of(const KeyboardUse& use) {
  const auto* layer = use.layout->layer(use.layer);
  return layer != nullptr ? *layer : use.layout->layers.front();
}

// "Straat 12" without another layer: on a standing screen a row of digits over the letters, on a wide one a
// block beside them, which takes nothing of the page's height. Small screens have neither.
enum class Digits { none, row, block };
constexpr float kBlockWide = 3, kBlockGap = 0.4f;  // in keys
constexpr std::size_t kBlockRows = 4;

// Where there is room for them, in whichever layer.
Digits digits_of(const Frame& f, const content::Keyboard& layout) {
  constexpr float kLeastUprightMm = 190, kLeastLyingMm = 250;
  const Device& device = f.device();
  if (content::digit_row(layout) == nullptr) return Digits::none;
  if (device.portrait()) return device.width_mm() >= kLeastUprightMm ? Digits::row : Digits::none;
  return device.width_mm() >= kLeastLyingMm ? Digits::block : Digits::none;
}

// The layer of signs has digits of its own.
Digits digits_on(const KeyboardUse& use) {
  return layer_of(use).id == "symbols" ? Digits::none : digits_of(use.f, *use.layout);
}

// Few keys on a small screen that lies: two rows of the layout stand in one, and the page keeps the height.
bool is_paired(const Frame& f, const content::Keyboard& layout) { return layout.compact && lies_small(f); }

using Line = std::vector<const content::KeyboardKey*>;

std::vector<Line> rows_of(const KeyboardUse& use) {
  std::vector<Line> rows;
  const auto add = [&](const content::KeyboardRow& row, bool new_line) {
    if (new_line) rows.emplace_back();
    for (const auto& key : row) rows.back().push_back(&key);
  };
  if (digits_on(use) == Digits::row) add(*content::digit_row(*use.layout), true);
  const auto& layer = layer_of(use).rows;
  for (std::size_t i = 0; i < layer.size(); ++i) add(layer[i], !is_paired(use.f, *use.layout) || i % 2 == 0);
  return rows;
}

std::size_t lines_of(const KeyboardUse& use) {
  const std::size_t rows = rows_of(use).size();
  return digits_on(use) == Digits::block ? std::max(rows, kBlockRows) : rows;
}

// T1: 15 mm from 15.6", 12 mm on a 10" tablet; taller when the screen has room to spare.
float row_height(Frame& f) {
  const float small = std::min(f.device().width_mm(), f.device().height_mm());
  if (small < 160) return f.mm(f.device().portrait() ? 13 : 12);
  return f.mm(f.device().portrait() ? 18.0f : 15.5f);
}

float width_of(const content::KeyboardKey& key) { return key.width; }
float width_of(const content::KeyboardKey* key) { return key->width; }

template <class Row>
float row_width(const Row& row) {
  float sum = 0;
  for (const auto& key : row) sum += width_of(key);
  return sum;
}

// Keys keep their size in every layer: the widest row of the layout decides.
float pitch_of(Frame& f, const content::Keyboard& layout, float width) {
  float units = 0;
  for (const auto& layer : layout.layers)
    for (const auto& row : layer.rows) units = std::max(units, row_width(row));
  if (is_paired(f, layout)) units *= 2;
  if (digits_of(f, layout) == Digits::block) units += kBlockWide + kBlockGap;
  return std::min(width / std::max(units, 1.0f), f.mm(layout.compact ? 34.0f : 29.0f));
}

bool is_shift(const content::KeyboardKey& key) {
  return key.action == content::KeyAction::layer && key.id == "shift";
}

std::string_view icon_of(const content::KeyboardKey& key, bool capitals) {
  using What = content::KeyAction;
  if (key.action == What::backspace) return "backspace";
  if (key.action == What::enter) return "enter";
  if (is_shift(key)) return capitals ? "shift-on" : "shift";
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

void draw_key(const KeyboardUse& use, const content::KeyboardKey& key, const Rect& cell, Keys& pressed_keys) {
  Frame& f = use.f;
  const Theme& t = f.theme();
  const std::string id = "keyboard." + key.id;
  const bool plain = key.action == content::KeyAction::text || key.action == content::KeyAction::space;
  const float pressed = f.press(id);
  const Rect r = cell.inset(f.mm(kGapMm) / 2).moved(0, pressed * f.mm(0.5f));
  const bool capitals = use.layer.ends_with("capitals");
  const bool on = is_shift(key) && capitals;  // dark with a light sign: seen without colour, too
  const Colour ink = on ? t.card : t.ink;
  const Colour ground = mix(on ? t.ink : plain ? t.key : t.key_special, t.ink, 0.22f * pressed);
  const float radius = f.mm(2.6f);
  f.paint().round_fill(r.moved(0, f.mm(0.5f * (1 - pressed))), radius, mix(t.key_special, t.ink, 0.28f));
  f.paint().round_fill(r, radius, ground);
  if (t.strong()) f.paint().round_border(r, radius, f.mm(0.5f), t.line);
  const auto icon = icon_of(key, capitals);
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
    f.paint().icon(icon, r.inset(0, r.h * 0.24f), ink);
  } else if (!label.empty()) {
    f.draw_words(r, label, words);
  }
  const std::string spoken =
      key.name.empty() ? (label.empty() ? key.id : label) : f.text(content::Key{key.name});
  Node& n = f.node(id, NodeRole::button, spoken, cell);
  n.fg = ink;
  n.bg = ground;
  n.toggles = is_shift(key);
  n.pressed = on;
  if (icon.empty() && !label.empty()) n.cap_px = f.type.lay(label, words, 0).cap_px;
  if (f.target(id, cell, {.key = true})) pressed_keys.push_back(&key);
}

// 1 2 3 over 4 5 6 over 7 8 9 over 0, from the first key's cell on.
void digit_block(const KeyboardUse& use, const content::KeyboardRow& digits, const Rect& first,
                 Keys& pressed) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto line = static_cast<float>(i / 3), place = static_cast<float>(i % 3);
    const bool last = i + 1 == digits.size();
    draw_key(use, digits[i],
             {first.x + (last ? 0 : place * first.w), first.y + line * first.h,
              last ? kBlockWide * first.w : first.w, first.h},
             pressed);
  }
}

}  // namespace

float keyboard_height(const KeyboardUse& use) {
  if (use.layout == nullptr) return 0;
  return row_height(use.f) * static_cast<float>(lines_of(use)) + use.f.mm(4);
}

Keys keyboard(const KeyboardUse& use, Rect& area) {
  Keys pressed;
  if (use.layout == nullptr) return pressed;
  Frame& f = use.f;
  const Rect strip = area.cut_bottom(keyboard_height(use));
  f.paint().slide(0);
  f.paint().fill(strip, mix(f.theme().soft, f.theme().paper, 0.35f));
  f.paint().fill({strip.x, strip.y, strip.w, f.mm(0.35f)}, mix(f.theme().paper, f.theme().line, 0.5f));
  // Beside a bar that stands, Stop keeps its distance from the keys (T2).
  const float pitch = pitch_of(f, *use.layout, strip.w - f.mm(f.device().portrait() ? 3.0f : 9.0f));
  const float height = row_height(f);
  float y = strip.y + f.mm(2);
  const bool was = f.paint().mirrored();
  // The strip is symmetric unless a bar stands beside it: take its place on the screen as it is.
  const Rect shown = f.paint().on_screen(strip);
  f.paint().mirror(false);
  f.enter(Region::keyboard);
  const bool block = digits_on(use) == Digits::block;
  // What the widest row leaves over, at both ends.
  const float side =
      std::max(f.mm(1.5f), (shown.w - (content::kMostRowWidth + kBlockWide + kBlockGap) * pitch) / 2);
  const float beside = block ? (kBlockWide + kBlockGap) * pitch : 0;
  for (const auto& row : rows_of(use)) {
    float x = shown.x + (shown.w - beside - row_width(row) * pitch) / 2;
    for (const auto* key : row) {
      draw_key(use, *key, {x, y, pitch * key->width, height}, pressed);
      x += pitch * key->width;
    }
    y += height;
  }
  if (block)
    digit_block(use, *content::digit_row(*use.layout),
                {shown.right() - side - kBlockWide * pitch, strip.y + f.mm(2), pitch, height}, pressed);
  f.enter(Region::page);
  f.paint().mirror(was);
  f.paint().slide(f.slide_px());
  return pressed;
}

bool is_typing(const Scene& s) {
  const bool own = s.f.device().own_keys && s.state.session.editing.field != domain::Field::none;
  return own || keyboard_height(s) > 0;
}

float keyboard_height(const Scene& s) { return keyboard_height(use_of(s)); }

void keyboard(const Scene& s, Rect& area) {
  for (const content::KeyboardKey* key : keyboard(use_of(s), area)) act(s, *key);
}

}  // namespace wv::ui
