#include "page.h"

#include <algorithm>
#include <utility>

#include "app/update.h"
#include "base/path.h"
#include "domain/field.h"
#include "ui/kit/aloud.h"
#include "ui/kit/tree.h"

// js/page.js
extern "C" {
void wv_wake();                                                                     // a turn, soon
void wv_show(const std::uint32_t* rgba, int left, int top, int width, int height);  // onto the canvas
void wv_trouble(const char* code, const char* what);  // in the place of the canvas
void wv_ended();
}

namespace wv::web_platform {
namespace {

constexpr char kData[] = "wijkverbinder";
constexpr float kKeysButtonMm = 9;  // at the end of a field: kButtonMm of page/mirror.mjs
// As site.mjs names them.
constexpr std::string_view kLetters = "/fonts/", kWords = "/assets/i18n/";

// "form.message": a field's node is named after it.
domain::Field field_of(std::string_view node) {
  return domain::parse_field(node.substr(node.rfind('.') + 1));
}

}  // namespace

Page::Page(PageOptions options) : options_(std::move(options)) {
  platform_.on_ready([this] {
    if (main_loop_) main_loop_->note_ready();
    wv_wake();
  });
}

void Page::bring(const std::string& path, std::string bytes) {
  const bool letters = path.starts_with(kLetters), words = path.starts_with(kWords);
  if (letters && setup_) setup_->fonts->reopen();  // before the bytes that they were read from go
  platform_.set_of_files().bring(path, std::move(bytes));
  if (!main_loop_ || (!letters && !words)) return;
  letters_came_ = letters_came_ || letters;
  if (words) setup_->content.catalog.read_again(stem_of(path));
  main_loop_->note();
}

void Page::begin(const ui::Device& device) {
  device_ = device;
  device_.field_end_mm = kKeysButtonMm;
  runtime::set_up(options_.config, platform_,
                  [this](Result<runtime::Setup> setup) { open(std::move(setup)); });
}

void Page::open(Result<runtime::Setup> setup) {
  if (!setup) return wv_trouble(setup.error().code.c_str(), setup.error().what.c_str());
  setup_.emplace(std::move(setup).value());
  runtime::Application::Plan plan{
      .data_folder = kData,
      .cache_folder = "",
      .device = device_,
      .state = app::first_state(setup_->content, app::mode_of(setup_->content), options_.shown),
      .motion = options_.motion,
  };
  application_ = std::make_unique<runtime::Application>(*setup_, std::move(plan), platform_);
  main_loop_ =
      std::make_unique<runtime::MainLoop>(application_->stage, application_->textures,
                                          [this](ImDrawData&, const render::Shapes& shapes,
                                                 render::Textures& textures) { show(shapes, textures); });
  keys_.emplace(application_->stage);
  wv_wake();
}

services::Moment Page::now() {
  ports::Clock& clock = platform_.clock();
  return {clock.now(), clock.steady_ms(), clock.boot_ms()};
}

double Page::turn() {
  if (!main_loop_) {
    platform_.pump();
    return -1;
  }
  // What was laid out with fewer letters is laid out anew.
  if (std::exchange(letters_came_, false)) application_->stage.set_device(application_->stage.device());
  const runtime::MainLoop::Wake wake = main_loop_->turn(now());
  if (main_loop_->ended()) {
    wv_ended();
    return -1;
  }
  std::int64_t left = INT64_MAX;
  if (wake.steady_ms != INT64_MAX)
    left = std::max<std::int64_t>(0, wake.steady_ms - platform_.clock().steady_ms());
  if (wake.boot_ms != INT64_MAX)
    left = std::min(left, std::max<std::int64_t>(0, wake.boot_ms - platform_.clock().boot_ms()));
  return left == INT64_MAX ? -1 : static_cast<double>(left);
}

void Page::show(const render::Shapes& shapes, render::Textures& textures) {
  const render::Textures::Changes changes = textures.take_changes();
  const ui::Device& device = application_->stage.device();
  if (device.width_px != width_ || device.height_px != height_) {
    width_ = device.width_px;
    height_ = device.height_px;
    incremental_.forget();
  }
  const render::Box whole{0, 0, width_, height_};
  for (const render::Box& box : incremental_.changed(shapes, textures, changes, whole))
    show_part(shapes, textures, box.intersect(whole));
}

// Some rows at a time: the canvas holds the picture, and a second one here would be much of what the page
// takes.
void Page::show_part(const render::Shapes& shapes, const render::Textures& textures, const render::Box& box) {
  if (box.empty()) return;
  constexpr int kMostPixels = 1 << 17;
  const int rows = std::max(1, kMostPixels / box.width());
  for (int top = box.top; top < box.bottom; top += rows) {
    const render::Box part{box.left, top, box.right, std::min(top + rows, box.bottom)};
    strip_.resize(static_cast<std::size_t>(part.area()));
    render::rasterise(shapes, textures,
                      {strip_.data(), part.width(), part.height(), part.width(), part.left, part.top}, part);
    // A canvas takes bytes in the order red, green, blue, alpha; all of it is opaque.
    for (std::uint32_t& c : strip_) c = 0xFF000000U | (c & 0xFFU) << 16U | (c & 0xFF00U) | (c >> 16U & 0xFFU);
    wv_show(strip_.data(), part.left, part.top, part.width(), part.height());
    // What was shown lies in the canvas; a copy of a visitor's words stays nowhere else (S3). At once: the
    // next may be shorter.
    std::fill(strip_.begin(), strip_.end(), 0U);
  }
}

void Page::finger(ui::FingerEvent::What what, std::int64_t finger, ui::Point at, double time_ms, bool mouse) {
  if (!main_loop_) return;
  application_->stage.finger({what, finger, at, static_cast<std::int64_t>(time_ms)},
                             mouse ? ui::Gui::Pointer::mouse : ui::Gui::Pointer::finger);
  main_loop_->note();
}

void Page::wheel(ui::Point at, float notches) {
  if (main_loop_ && application_->stage.wheel(at, notches)) main_loop_->note();
}

bool Page::key(const Pressed& pressed) {
  if (!main_loop_ || !keys_->pressed(key_press_of(pressed))) return false;
  main_loop_->note();
  return true;
}

bool Page::text(std::string_view words) {
  if (!main_loop_ || !keys_->typed(words)) return false;
  main_loop_->note();
  return true;
}

void Page::point_at(std::string_view node) {
  if (!main_loop_) return;
  application_->stage.point_at(node);
  main_loop_->note();
}

void Page::use(std::string_view node) {
  if (!main_loop_) return;
  application_->stage.use(node);
  main_loop_->note();
}

void Page::put(std::string_view node, std::string_view text, std::size_t caret) {
  const domain::Field field = field_of(node);
  if (!main_loop_ || field == domain::Field::none) return;
  application_->stage.post(app::Touched{});
  application_->stage.post(app::FieldFocused{field, caret});
  application_->stage.post(app::TextPut{field, text});
  place_caret(node, caret);
}

void Page::place_caret(std::string_view node, std::size_t caret) {
  const domain::Field field = field_of(node);
  if (!main_loop_ || field == domain::Field::none) return;
  application_->stage.post(app::Touched{});
  application_->stage.post(app::FieldFocused{field, caret});
  main_loop_->note();
}

void Page::own_keys(bool on) {
  own_keys_ = on;
  resize(device_);
}

void Page::resize(const ui::Device& device) {
  device_ = device;
  device_.own_keys = own_keys_;
  device_.field_end_mm = kKeysButtonMm;
  if (!main_loop_) return;
  application_->stage.set_device(device_);
  main_loop_->note();
}

bool Page::is_at_rest() const {
  if (!application_) return true;
  const app::State* resident = application_->stage.resident();
  return resident != nullptr && !app::somebody_here(*resident);
}

std::string Page::tree() const {
  if (!application_) return {};
  const runtime::Stage& stage = application_->stage;
  const ui::Device& device = stage.device();
  const ui::Tree& shown = stage.tree();
  OrderedJson json = ui::to_json(shown, device.width_px, device.height_px, device.px_per_real_mm(),
                                 static_cast<int>(stage.settings().text), stage.settings().contrast);
  // An element tells its state by itself, so its label goes without; what no state of ARIA's says is `told`.
  for (std::size_t i = 0; i < shown.nodes.size(); ++i) {
    const ui::Node& node = shown.nodes[i];
    OrderedJson& to = json["nodes"][i];
    to["label"] = node.spoken;
    to["told"] = node.state_text;
    to["toggles"] = node.toggles;
    to["editing"] = node.editing;
    to["acts"] = ui::is_control(node);
  }
  json["order"] = OrderedJson::array();
  for (const ui::Node* node : ui::reading_order(shown)) json["order"].push_back(node->id);
  if (const app::State* state = stage.resident()) json["caret"] = state->session.editing.caret;
  return json.dump();
}

}  // namespace wv::web_platform
