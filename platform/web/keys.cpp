#include "keys.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace wv::web_platform {
namespace {

using app::FieldKey;

struct Named {
  std::string_view key;
  FieldKey does;
};
constexpr std::array kPlain{Named{"ArrowLeft", FieldKey::left},    Named{"ArrowRight", FieldKey::right},
                            Named{"ArrowUp", FieldKey::up},        Named{"ArrowDown", FieldKey::down},
                            Named{"Home", FieldKey::line_start},   Named{"End", FieldKey::line_end},
                            Named{"Delete", FieldKey::erase_after}};
constexpr std::array kControl{Named{"ArrowLeft", FieldKey::word_left},
                              Named{"ArrowRight", FieldKey::word_right},
                              Named{"Home", FieldKey::text_start},
                              Named{"End", FieldKey::text_end},
                              Named{"Backspace", FieldKey::erase_word_before},
                              Named{"Delete", FieldKey::erase_word_after},
                              Named{"KeyA", FieldKey::select_all},
                              Named{"KeyC", FieldKey::copy},
                              Named{"KeyX", FieldKey::cut},
                              Named{"KeyV", FieldKey::paste}};

template <class List>
std::optional<FieldKey> named(const List& list, const Pressed& p) {
  const auto* found = std::find_if(list.begin(), list.end(),
                                   [&](const Named& n) { return n.key == p.key || n.key == p.code; });
  return found == list.end() ? std::nullopt : std::optional(found->does);
}

bool by_ear(const app::State& s) { return s.reading.mode == app::Reading::Mode::keys; }
bool in_field(const app::State& s) {
  return s.session.editing.field != domain::Field::none && s.overlay == app::Overlay::none;
}
bool at_pin(const app::State& s) { return s.overlay == app::Overlay::pin && !by_ear(s); }

bool is_arrow(FieldKey key) {
  return key == FieldKey::left || key == FieldKey::right || key == FieldKey::up || key == FieldKey::down;
}

bool edits(runtime::Stage& stage, app::Event event) {
  // Whoever types under "Are you still there?" is there; the letter isn't for the page below.
  if (stage.state().overlay == app::Overlay::idle) {
    stage.post(app::StillThere{});
    return true;
  }
  if (!in_field(stage.state())) return false;
  stage.post(app::Touched{});
  stage.post(std::move(event));
  return true;
}

bool to_pin(runtime::Stage& stage, app::HostEvent event) {
  stage.post(app::Touched{});
  stage.post(std::move(event));
  return true;
}

// The keys' ring stands on something else than the field.
bool elsewhere(const runtime::Stage& stage) {
  const ui::Node* at = stage.view().focus().empty() ? nullptr : stage.tree().find(stage.view().focus());
  return at != nullptr && !at->editing;
}

bool walk(runtime::Stage& stage, const Pressed& p) {
  using ui::FocusKey;
  const bool again = p.repeated;
  if (p.key == "Tab") {
    stage.key(p.shift ? FocusKey::previous : FocusKey::next);
  } else if (p.code == "Numpad6" || p.code == "Numpad2" || p.key == "ArrowRight" || p.key == "ArrowDown") {
    stage.keypad(FocusKey::next);
  } else if (p.code == "Numpad4" || p.code == "Numpad8" || p.key == "ArrowLeft" || p.key == "ArrowUp") {
    stage.keypad(FocusKey::previous);
  } else if (p.code == "Numpad5" || p.code == "NumpadEnter") {
    if (!again) stage.keypad(FocusKey::activate);
  } else if (p.key == "Enter" || p.key == " ") {
    if (!again) stage.key(FocusKey::activate);
  } else if (p.key == "Escape" || p.code == "Numpad0") {
    if (!again) stage.key(FocusKey::back);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool press(runtime::Stage& stage, const Pressed& p) {
  const app::State* state = stage.resident();
  if (state == nullptr || p.alt) return false;
  if (in_field(*state)) {
    const auto does = p.control ? named(kControl, p) : named(kPlain, p);
    if (does && !(by_ear(*state) && is_arrow(*does))) return edits(stage, app::FieldKeyed{*does, p.shift});
    if (p.control) return false;
    if (p.key == "Enter" && !by_ear(*state) && !elsewhere(stage))
      return edits(stage, app::FieldKeyed{FieldKey::enter});
    if (p.key == "Backspace") return edits(stage, app::BackspacePressed{});
    if (!by_ear(*state) && p.key.size() == 1) return false;  // a sign: it comes as text
  }
  if (p.control) return false;
  if (p.key == "Backspace") return at_pin(*state) && to_pin(stage, app::PinErased{});
  return walk(stage, p);
}

bool type(runtime::Stage& stage, std::string_view words) {
  const app::State* state = stage.resident();
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (state == nullptr || words.empty() || std::any_of(words.begin(), words.end(), control)) return false;
  if (!at_pin(*state)) return edits(stage, app::TextTyped{words});
  for (const char c : words)
    if (c >= '0' && c <= '9') to_pin(stage, app::PinDigit{c});
  return true;
}

}  // namespace wv::web_platform
