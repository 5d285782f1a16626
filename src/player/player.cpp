#include "player/player.h"

#include <cmath>

#include "base/path.h"
#include "app/pages.h"
#include "render/rasteriser.h"
#include "runtime/typing.h"

namespace wv::player {

namespace {

using What = ui::FingerEvent::What;

constexpr std::int64_t kFrameUs = 1'000'000 / 60;
constexpr int kMostFrames = 600;  // motion that runs on for ten seconds never rests
constexpr int kBusyFrames = 60;   // in a long wait, after a second of motion look ten times a second
constexpr std::int64_t kStrideMs = 100;
constexpr int kDragFrames = 12;  // 200 ms, a calm hand
constexpr float kTwoFingersMm = 20;
constexpr float kShakeMm = 6;  // more than a finger's jitter, so that the list takes it

// Direction marks and hard spaces are the screen's business, not the script's.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\xE2\x81\xA6") || rest.starts_with("\xE2\x81\xA7") ||
        rest.starts_with("\xE2\x81\xA8") || rest.starts_with("\xE2\x81\xA9") ||
        rest.starts_with(content::kCountMark) || rest.starts_with("\xE2\x80\x8E") ||
        rest.starts_with("\xE2\x80\x8F")) {
      i += 2;
    } else if (rest.starts_with("\xC2\xA0")) {
      out += ' ';
      ++i;
    } else if (rest.starts_with("\xE2\x80\xAF")) {
      out += ' ';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool shows(const ui::Node& node, std::string_view part) {
  const std::string wanted = plain(part);
  for (const std::string& text : {node.name, node.value})
    if (text.find(part) != std::string::npos || plain(text).find(wanted) != std::string::npos) return true;
  return false;
}

ui::FocusKey focus_key(const std::string& name) {
  if (name == "next") return ui::FocusKey::next;
  if (name == "previous") return ui::FocusKey::previous;
  return name == "activate" ? ui::FocusKey::activate : ui::FocusKey::back;
}

}  // namespace

media::Image picture_of(const runtime::Stage& stage, const render::Textures& textures) {
  media::Image image{stage.device().width_px, stage.device().height_px, {}};
  image.argb.resize(image.pixels());
  render::rasterise(stage.shapes(), textures, {image.argb.data(), image.width, image.height, image.width},
                    stage.screen());
  for (auto& pixel : image.argb) pixel |= 0xFF000000u;
  return image;
}

Player::Player(runtime::Stage& stage, runtime::EffectRunner& effects, const render::Textures& textures,
               PlayOptions options)
    : stage_(stage), effects_(effects), textures_(textures), options_(std::move(options)) {}

services::Moment Player::now() const {
  const std::int64_t ms = now_us_ / 1000;
  return {{Instant{options_.start.at.ms + ms}, options_.start.offset_min}, ms};
}

// --- time ------------------------------------------------------------------------------------------

void Player::frame() {
  effects_.recorder().catch_up(now().steady_ms);
  stage_.step(now());
  if (watch_) watch_();
  while (effects_.busy()) {
    effects_.wait();
    stage_.step(now());
    if (watch_) watch_();
  }
}

void Player::advance() {
  now_us_ += kFrameUs;
  frame();
}

void Player::rest() {
  frame();
  for (int i = 0; i < kMostFrames && stage_.moving(); ++i) advance();
}

// From wake to wake: what sleeps on a kiosk is skipped here.
void Player::wait(std::int64_t ms) {
  const std::int64_t end_us = now_us_ + ms * 1000;
  int in_a_row = 0;
  while (now_us_ < end_us) {
    const std::int64_t soonest = now_us_ + (in_a_row > kBusyFrames ? kStrideMs * 1000 : kFrameUs);
    const std::int64_t wake_ms = stage_.next_wake_ms();
    const bool sleeps = wake_ms > soonest / 1000;
    in_a_row = sleeps ? 0 : in_a_row + 1;
    const std::int64_t wake_us = sleeps && wake_ms < end_us / 1000 ? wake_ms * 1000
                                 : sleeps                          ? end_us
                                                                   : soonest;
    now_us_ = std::min(end_us, wake_us);
    frame();
  }
}

// --- fingers and keys ------------------------------------------------------------------------------

void Player::finger(What what, ui::Point at) {
  using Pointer = ui::Gui::Pointer;
  const bool by_mouse = stage_.device().name == "desk";  // the profile of who sits at a desk
  stage_.finger({what, 1, at, now().steady_ms}, by_mouse ? Pointer::mouse : Pointer::finger);
  if (by_mouse && what == What::up) stage_.hover({-1, -1});  // no picture shows where the mouse was left
}

std::optional<ui::Point> Player::place_to_touch(const std::string& id, Words& why_not) const {
  const ui::Node* node = stage_.tree().find(id);
  if (node == nullptr)
    why_not = id + " is not on the screen";
  else if (!node->enabled)
    why_not = id + " is disabled";
  else if (node->offscreen)
    why_not = id + " is scrolled away; scroll to it first";
  else if (node->hit.empty())
    why_not = id + " can't be touched";
  if (!why_not.empty()) return std::nullopt;
  const ui::Point at = node->hit.centre();
  for (const ui::Node& other : stage_.tree().nodes)
    if (&other > node && !other.hit.empty() && other.enabled && other.hit.contains(at)) {
      why_not = id + " is covered by " + other.id;
      return std::nullopt;
    }
  const render::Box screen = stage_.screen();
  if (!ui::Rect{0, 0, static_cast<float>(screen.right), static_cast<float>(screen.bottom)}.contains(at)) {
    why_not = id + " lies off the screen";
    return std::nullopt;
  }
  return at;
}

// Where one feels one's way, the first tap says what it is and the second does it.
Player::Words Player::tap(const std::string& id) {
  if (options_.by == PlayedBy::keys) return press(id);
  const bool feels = goes_by_ear() && stage_.view().focus() != id;
  if (feels)
    if (Words wrong = touch(id); !wrong.empty()) return wrong;
  return touch(id);
}

Player::Words Player::touch(const std::string& id) {
  Words why_not;
  const auto at = place_to_touch(id, why_not);
  if (!at) return why_not;
  finger(What::down, *at);
  advance();
  finger(What::up, *at);
  frame();
  return {};
}

Player::Words Player::hold(const Command& command) {
  if (options_.by == PlayedBy::keys) return press(command.id);
  Words why_not;
  const auto at = place_to_touch(command.id, why_not);
  if (!at) return why_not;
  finger(What::down, *at);
  frame();
  wait(command.ms);
  finger(What::up, *at);
  rest();
  return {};
}

void Player::drag(ui::Point from, ui::Point to, const Drag& how) {
  const float apart = kTwoFingersMm * stage_.device().px_per_mm;
  const auto all = [&](What what, ui::Point at) {
    finger(what, at);
    if (how.two_fingers) stage_.finger({what, 2, {at.x + apart, at.y}, now().steady_ms});
  };
  all(What::down, from);
  advance();
  for (int i = 1; i <= kDragFrames; ++i) {
    const float share = static_cast<float>(i) / kDragFrames;
    all(What::move, {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
    advance();
  }
  if (!how.throws) {  // a finger that rests before it lifts
    for (int i = 0; i < 6; ++i) advance();
  }
  all(What::up, to);
  rest();
}

Player::Words Player::swipe(const Command& command) {
  if (options_.by == PlayedBy::keys) return {};  // the keys need no swipe
  const ui::Node* node = stage_.tree().find(command.id);
  if (node == nullptr) return command.id + " is not on the screen";
  const float per_mm = stage_.device().px_per_mm;
  const render::Box screen = stage_.screen();
  const ui::Rect shown =
      node->rect.intersect({0, 0, static_cast<float>(screen.right), static_cast<float>(screen.bottom)});
  if (shown.empty()) return command.id + " lies off the screen";
  const ui::Point from = shown.centre();
  drag(from, {from.x + command.dx * per_mm, from.y + command.dy * per_mm}, {.throws = true});
  return {};
}

Player::Words Player::scroll(const std::string& id) {
  if (options_.by == PlayedBy::keys) return reach(id);
  const float shake = kShakeMm * stage_.device().px_per_mm;
  const bool feels = goes_by_ear();  // there one finger feels, two scroll
  for (int turn = 0; turn < 40; ++turn) {
    const ui::Node* node = stage_.tree().find(id);
    if (node == nullptr) return id + " is not on the screen";
    if (!node->offscreen) return {};
    const ui::ScrollArea* area = nullptr;
    for (const auto& a : stage_.areas())
      if (a.content_height > a.rect.h && node->rect.centre().x >= a.rect.x &&
          node->rect.centre().x < a.rect.right())
        area = &a;
    if (area == nullptr) return id + " is out of sight, and nothing scrolls";
    ui::Rect seen = area->rect;
    seen.h -= area->veiled;  // by the sign that more lies below, while it does
    if (node->rect.h > area->rect.h) return id + " is taller than what shows of its list";
    const float above = seen.y - node->rect.y, below = node->rect.bottom() - seen.bottom();
    const float longest = seen.h * 0.8f - shake;
    const float far = std::clamp(above > 0 ? above + 1 : -(below + 1), -longest, longest);
    const float before = stage_.scroll_of(area->id);
    const std::string area_id = area->id;
    const ui::Point middle = seen.centre();
    const float way = far + std::copysign(shake, far);
    const ui::Point from{middle.x, middle.y - way / 2};
    // The first millimetres only tell that it is a drag and move nothing; what is short comes next turn.
    drag(from, {from.x, from.y + way}, {.two_fingers = feels});
    if (stage_.scroll_of(area_id) == before) return id + " can't be scrolled to";
  }
  return id + " can't be scrolled to";
}

bool Player::goes_by_ear() const {
  return stage_.resident() != nullptr && stage_.state().reading.mode == app::Reading::Mode::keys;
}

Player::KeyboardNow Player::keyboard_now() const {
  if (stage_.desk() != nullptr) return desk_keyboard();
  const auto& editing = stage_.state().session.editing;
  if (editing.field == domain::Field::none) return {};
  const std::string_view special = app::keyboard_of(editing.field);
  return {std::string(special.empty() ? std::string_view(stage_.state().shown.language) : special),
          editing.layer};
}

Player::Words Player::type(const std::string& text) {
  std::string_view left = text;
  for (int layers = 0; !left.empty();) {
    const auto [layout, layer] = keyboard_now();
    if (layout.empty()) return "no field has the keyboard; tap one first";
    const auto* keyboard = stage_.content().keyboard(layout);
    if (keyboard == nullptr) return "there is no keyboard on the screen";
    const auto key = runtime::next_key(*keyboard, layer, left);
    if (!key) return "the keyboard has no way to type \"" + std::string(left) + "\"";
    if (const Words wrong = tap("keyboard." + key->id); !wrong.empty()) return wrong;
    layers = key->types == 0 ? layers + 1 : 0;
    if (layers > 8) return "the keyboard doesn't come to the layer it names";
    left.remove_prefix(key->types);
  }
  rest();
  return {};
}

Player::Words Player::put(const Command& command) {
  if (stage_.tree().find(command.id) == nullptr) return command.id + " is not on the screen";
  if (stage_.desk() != nullptr) return put_on_desk(command);
  const domain::Field field = domain::parse_field(command.id.substr(command.id.rfind('.') + 1));
  if (app::field_text(stage_.state(), field) == nullptr) return command.id + " is no text field";
  stage_.post(app::Touched{});
  stage_.post(app::TextPut{field, command.text});
  rest();
  return {};
}

void Player::key(const std::string& name) {
  stage_.keypad(focus_key(name));
  rest();
}

// --- settings and expectations ----------------------------------------------------------------------

Player::Words Player::set(const Command& command) {
  const ui::Device& device = stage_.device();
  if (stage_.desk() != nullptr && set_on_desk(command)) {
    rest();
    return {};
  }
  switch (command.verb) {
    case Verb::size:
      stage_.set_device(ui::device_of(command.width, command.height, device.px_per_real_mm() * 25.4f));
      break;
    case Verb::profile: stage_.set_device(*ui::profile(command.id)); break;
    case Verb::lang: stage_.post(app::LanguageChosen{command.id, false}); break;
    case Verb::text: stage_.post(app::TextSizeChosen{static_cast<app::TextSize>(command.percent)}); break;
    case Verb::contrast:
      stage_.post(app::ContrastChosen{app::parse_contrast(command.id).value_or(app::Contrast::normal)});
      break;
    case Verb::offline: stage_.set_online(false); break;
    case Verb::online: stage_.set_online(true); break;
    default: break;
  }
  rest();
  return {};
}

Player::Words Player::expect(const Command& command) const {
  const ui::Tree& tree = stage_.tree();
  if (command.verb == Verb::expect_screen) {
    if (tree.screen == command.id || tree.overlay == command.id) return {};
    return "the screen is " + tree.screen + (tree.overlay.empty() ? "" : " under " + tree.overlay) +
           ", not " + command.id;
  }
  const ui::Node* node = tree.find(command.id);
  if (command.verb == Verb::expect_not) return node == nullptr ? Words{} : command.id + " is on the screen";
  if (node == nullptr) return command.id + " is not on the screen";
  if (command.verb == Verb::expect_text)
    return shows(*node, command.text) ? Words{}
                                      : command.id + " says other words than \"" + command.text + "\"";
  const ui::Rect screen{0, 0, static_cast<float>(stage_.screen().right),
                        static_cast<float>(stage_.screen().bottom)};
  if (node->offscreen || !node->rect.inside(screen, 1.0f)) return command.id + " is not wholly on the screen";
  return {};
}

// --- pictures and trees ----------------------------------------------------------------------------

Player::Words Player::save_shot(const std::string& name) {
  const Status saved =
      media::save_png(*stage_.content().files, picture_of(stage_, textures_), path_in(options_.out, name));
  return saved ? Words{} : saved.error().what;
}

Player::Words Player::save_tree(const std::string& name) {
  const ui::Device& d = stage_.device();
  const OrderedJson tree = ui::to_json(stage_.tree(), d.width_px, d.height_px, d.px_per_real_mm(),
                                       static_cast<int>(stage_.settings().text), stage_.settings().contrast);
  const std::string text = tree.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
  const auto part = media::bytes_of(text);
  const std::string path = path_in(options_.out, name);
  return stage_.content().files->write(path, {&part, 1})
             ? Words{}
             : path + ": can't be written; check the folder and the disk.";
}

Player::Words Player::run(const Command& command) {
  switch (command.verb) {
    case Verb::tap: {
      Words wrong = tap(command.id);
      // With a time: a picture in the middle of the motion can be taken.
      if (wrong.empty() && command.ms > 0)
        wait(command.ms);
      else
        rest();
      return wrong;
    }
    case Verb::hold: return hold(command);
    case Verb::swipe: return swipe(command);
    case Verb::type: return type(command.text);
    case Verb::put: return put(command);
    case Verb::scroll: return scroll(command.id);
    case Verb::key: key(command.id); return {};
    case Verb::wait: options_.by == PlayedBy::keys ? wait_listening(command.ms) : wait(command.ms); return {};
    case Verb::expect:
    case Verb::expect_not:
    case Verb::expect_text:
    case Verb::expect_screen: return expect(command);
    case Verb::shot: return save_shot(command.id);
    case Verb::tree: return save_tree(command.id);
    default: return set(command);
  }
}

Status Player::play(const std::vector<Command>& commands) {
  rest();
  for (const Command& command : commands) {
    const Words wrong = run(command);
    if (wrong.empty()) continue;
    const std::string beside = "failed-line-" + std::to_string(command.line);
    static_cast<void>(save_shot(beside + ".png"));
    static_cast<void>(save_tree(beside + ".json"));
    return Error{Fault::failed, "play.failed",
                 options_.script_name + ":" + std::to_string(command.line) + ": " + wrong + " (see " +
                     path_in(options_.out, beside) + ".png)"};
  }
  return Done{};
}

}  // namespace wv::player
