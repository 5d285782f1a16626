#include "ui/kit/tree.h"

#include <array>
#include <cmath>

#include "ui/kit/aloud.h"

namespace wv::ui {

namespace {

double rounded(float value) { return std::round(static_cast<double>(value) * 10.0) / 10.0; }

OrderedJson box(const Rect& r, float per_unit) {
  return {rounded(r.x / per_unit), rounded(r.y / per_unit), rounded(r.w / per_unit), rounded(r.h / per_unit)};
}

OrderedJson states(const Node& n) {
  OrderedJson list = OrderedJson::array();
  list.push_back(n.enabled ? "enabled" : "disabled");
  if (n.focused) list.push_back("focused");
  if (n.selected) list.push_back("selected");
  if (n.checked) list.push_back("checked");
  if (n.pressed) list.push_back("pressed");
  if (n.busy) list.push_back("busy");
  if (n.offscreen) list.push_back("offscreen");
  return list;
}

}  // namespace

std::string_view id_of(NodeRole role) {
  constexpr std::array<std::string_view, 13> kNames = {
      "text",     "heading", "note", "alert", "status",      "button", "radio",
      "checkbox", "textbox", "img",  "group", "progressbar", "row"};
  return kNames[static_cast<std::size_t>(role)];
}

const Node* Tree::find(std::string_view id) const {
  for (const auto& n : nodes)
    if (n.id == id) return &n;
  return nullptr;
}

OrderedJson to_json(const Tree& tree, int width_px, int height_px, float px_per_mm, int text_percent,
                    Contrast contrast) {
  OrderedJson out;
  out["screen"] = tree.screen;
  out["overlay"] = tree.overlay.empty() ? OrderedJson(nullptr) : OrderedJson(tree.overlay);
  out["page"] = tree.page;
  out["pages"] = tree.pages;
  out["lang"] = tree.lang;
  out["dir"] = tree.dir;
  out["size_px"] = {width_px, height_px};
  out["size_mm"] = {std::lround(static_cast<float>(width_px) / px_per_mm),
                    std::lround(static_cast<float>(height_px) / px_per_mm)};
  out["text"] = text_percent;
  out["contrast"] = std::string(app::name_of(contrast).name);
  out["nodes"] = OrderedJson::array();
  for (const auto& n : tree.nodes) {
    OrderedJson node;
    node["id"] = n.id;
    node["role"] = id_of(n.role);
    node["name"] = n.name;
    node["spoken"] = spoken_label(n);
    if (!n.lang.empty()) node["lang"] = n.lang;
    node["value"] = n.value;
    node["rect_px"] = box(n.rect, 1);
    node["rect_mm"] = box(n.rect, px_per_mm);
    node["hit_mm"] = box(n.hit, px_per_mm);
    node["fg"] = to_hex(n.fg);
    node["bg"] = to_hex(n.bg);
    node["cap_height_mm"] = std::round(static_cast<double>(n.cap_px / px_per_mm) * 100.0) / 100.0;
    node["state"] = states(n);
    node["private"] = n.shows_private;
    node["volatile"] = n.is_volatile;
    out["nodes"].push_back(std::move(node));
  }
  return out;
}

}  // namespace wv::ui
