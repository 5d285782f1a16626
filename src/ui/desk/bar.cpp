// What stands around the desk on every screen: whose it is, whether everything is sent, letters, contrast,
// help and the lock; and beneath the page what can still be undone, what failed, and one line of notice.
#include "ui/desk/parts.h"
#include "ui/kit/keyboard.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;

namespace {

std::string sync_words(const DeskScene& s) {
  const auto& told = s.state.sync;
  const std::string waiting = std::to_string(told.waiting);
  if (!told.connection.configured)
    return s.f.text(told.waiting > 0 ? "desk.sync.stick"_k : "desk.sync.none"_k, {{"count", waiting}});
  if (told.running) return s.f.text("desk.sync.running"_k);
  if (told.all_done) return s.f.text("desk.sync.done"_k);
  switch (link_of(told.connection)) {
    case Link::no_network: return s.f.text("desk.sync.offline"_k, {{"count", waiting}});
    case Link::unreached: return s.f.text("desk.sync.unreached"_k, {{"count", waiting}});
    case Link::refused: return s.f.text("desk.sync.refused"_k, {{"count", waiting}});
    case Link::not_connected:
    case Link::fine: break;
  }
  return s.f.text("desk.sync.waiting"_k, {{"count", waiting}});
}

content::Key did_words(desk::Did did) {
  switch (did) {
    case desk::Did::taken: return "desk.did.taken"_k;
    case desk::Did::promised: return "desk.did.promised"_k;
    case desk::Did::answered: return "desk.did.answered"_k;
    case desk::Did::noted: return "desk.did.noted"_k;
    case desk::Did::handed: return "desk.did.handed"_k;
    case desk::Did::sorted: return "desk.did.sorted"_k;
    case desk::Did::joined: return "desk.did.joined"_k;
    case desk::Did::parted: return "desk.did.parted"_k;
    case desk::Did::closed: return "desk.did.closed"_k;
    case desk::Did::reopened: return "desk.did.reopened"_k;
    case desk::Did::kept: return "desk.did.kept"_k;
  }
  return "desk.did.noted"_k;
}

std::string notice_key(desk::Notice notice) {
  switch (notice) {
    case desk::Notice::none: return {};
    case desk::Notice::undone: return "desk.notice.undone";
    case desk::Notice::too_late: return "desk.notice.too_late";
    case desk::Notice::already: return "desk.notice.already";
    case desk::Notice::nothing_marked: return "desk.notice.nothing_marked";
    case desk::Notice::text_missing: return "desk.notice.text_missing";
    case desk::Notice::day_missing: return "desk.notice.day_missing";
    case desk::Notice::day_moved: return "desk.notice.day_moved";
    case desk::Notice::way_missing: return "desk.notice.way_missing";
    case desk::Notice::colleague_wrote: return "desk.notice.colleague_wrote";
    case desk::Notice::gone: return "desk.notice.gone";
    case desk::Notice::voice_held: return "desk.notice.voice_held";
    case desk::Notice::confidential: return "desk.notice.confidential";
  }
  return {};
}

// One strip: a sign, what is said, and the buttons at its end.
class Strip {
 public:
  Strip(const DeskScene& s, Rect& area, Colour ground)
      : s_(s),
        line_(area.cut_bottom(std::max(s.control(), 2 * s.f.type.height_of("Ag", plain(s), 0)) + s.real(2))) {
    s.f.paint().fill(line_, ground);
    s.f.paint().fill({line_.x, line_.y, line_.w, 1}, mix(ground, s.f.theme().line, 0.6f));
    line_ = line_.inset(s.real(3), s.real(1));
  }
  bool button(std::string_view id, const std::string& label, ActLook look) {
    const bool narrow = act_width(s_, label, look) > line_.w / 2 && !look.icon.empty();  // its sign alone
    if (narrow) look.spoken = label;
    const std::string shown = narrow ? std::string() : label;
    const bool used = act(s_, id, line_.cut_end(act_width(s_, shown, look)), shown, look);
    line_.cut_end(s_.gap());
    return used;
  }
  void words(std::string_view id, std::string_view words, Words look, NodeRole role) {
    look.max_lines = 2;
    const float high = s_.f.type.height_of(words, look, line_.w);
    s_.f.words(id, {line_.x, line_.y + (line_.h - high) / 2, line_.w, high}, words, look, s_.f.theme().soft,
               role);
  }

 private:
  const DeskScene& s_;
  Rect line_;
};

void draw_pending(const DeskScene& s, Rect& area, const desk::Pending& pending) {
  const std::int64_t left = pending.until_ms - s.state.now_ms;
  s.f.motion.wake_at_second(left);
  Strip strip(s, area, s.f.theme().soft);
  const std::string id = "desk.undo." + std::to_string(pending.number);
  if (strip.button(id, s.f.text("desk.undo"_k), {.icon = "again", .key = "z"}))
    s.emit(desk::UndoPressed{pending.number});
  const std::size_t count = pending.deeds.size();
  const std::string what = s.f.text(did_words(pending.did), {{"count", std::to_string(count)}});
  const std::string seconds = std::to_string(std::max<std::int64_t>(1, (left + 999) / 1000));
  strip.words("desk.pending." + std::to_string(pending.number),
              s.f.text("desk.pending"_k, {{"what", what}, {"seconds", seconds}}), plain(s), NodeRole::status);
}

void draw_failure(const DeskScene& s, Rect& area, const desk::Failure& failure) {
  const std::string id = casebook::to_text(failure.deed.about);
  Strip strip(s, area, s.f.theme().error_ground);
  if (strip.button("desk.failed.drop." + id, s.f.text("desk.failed.drop"_k), {}))
    s.emit(desk::FailureDropped{failure.deed.about});
  if (strip.button("desk.failed.retry." + id, s.f.text("desk.failed.retry"_k),
                   {.icon = "again", .loud = true}))
    s.emit(desk::RetryPressed{failure.deed.about});
  Words look = strong(s);
  look.colour = s.f.theme().error;
  look.max_lines = 2;
  const auto* summary = s.book == nullptr ? nullptr : s.book->summary(failure.deed.about);
  const std::string what = summary == nullptr ? std::string() : first_line(summary->words.view());
  strip.words("desk.failed." + id,
              s.f.text("desk.failed"_k, {{"why", trouble_words(s, failure.why)}, {"what", what}}), look,
              NodeRole::alert);
}

// What nobody looks after, for whom the municipality named: it stands until somebody does.
void draw_alarm(const DeskScene& s, Rect& area) {
  const desk::Open& open = s.open();
  const desk::Member* me = open.team.find(open.team.me);
  const bool at_door = s.state.mode == desk::Mode::visit && open.door.page != desk::Door::Page::visit;
  const bool at_lists = !at_door && open.page == desk::Page::cases && open.overlay == desk::Overlay::none &&
                        open.list.marked.empty() && !open.opened && writing_now(open) == nullptr &&
                        !s.typing();
  if (me == nullptr || !me->alarm || open.list.left_alone == 0 || !at_lists) return;
  Strip strip(s, area, s.f.theme().error_ground);
  if (strip.button("desk.alarm.show", s.f.text("desk.alarm.show"_k), {.icon = "next"}))
    s.emit(desk::ListChosen{casebook::List::fresh});
  Words look = strong(s);
  look.colour = s.f.theme().error;
  strip.words("desk.alarm",
              s.f.text("desk.alarm"_k, {{"count", std::to_string(open.list.left_alone)},
                                        {"days", std::to_string(casebook::kUnopenedDays)}}),
              look, NodeRole::alert);
}

}  // namespace

void draw_desk_bar(const DeskScene& s, Rect& area) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  Rect bar = area.cut_top(s.control() + s.real(s.hand.by_touch ? 2 : 3));
  f.paint().fill(bar, t.bar);
  f.paint().fill({bar.x, bar.bottom() - 1, bar.w, 1}, mix(t.bar, t.line, 0.5f));
  bar = bar.inset(s.real(3), s.real(s.hand.by_touch ? 1 : 1.5f));
  f.enter(Region::bar);
  const auto sign = [&](std::string_view id, content::Key words, std::string_view icon, std::string_view key,
                        bool named) {
    const std::string label = f.text(words);
    const ActLook look{.icon = icon, .key = key, .spoken = label};
    const std::string shown = named ? label : std::string();
    const bool used = act(s, id, bar.cut_end(act_width(s, shown, look)), shown, look);
    bar.cut_end(s.gap());
    return used;
  };
  if (sign("bar.lock", "desk.lock"_k, "lock", {}, true)) s.emit(desk::LockPressed{});
  if (s.typing() && sign("bar.keyboard", "desk.keyboard"_k, "keyboard", {}, false)) s.emit(desk::FieldLeft{});
  if (sign("bar.menu", "desk.menu"_k, "down", {}, true)) s.emit(desk::OverlayOpened{desk::Overlay::menu});
  if (!s.hand.by_touch && sign("bar.help", "desk.help"_k, "help", "?", false))
    s.emit(desk::OverlayOpened{desk::Overlay::keys});
  const ActLook again{.icon = "again", .key = "y", .spoken = f.text("desk.sync.now"_k)};
  if (s.state.sync.connection.configured) {
    if (act(s, "bar.sync", bar.cut_end(act_width(s, {}, again)), {}, again)) s.emit(desk::SyncNowPressed{});
    bar.cut_end(s.gap());
  }
  const desk::Member* me = s.open().team.find(s.open().team.me);
  Words name = title(s);
  name.max_lines = 1;
  const std::string who = me == nullptr ? std::string() : me->name;
  const float name_wide = std::min(bar.w * 0.4f, f.type.width_of(who, name) + 1);
  if (bar.w < s.real(30) * f.scale())
    return f.enter(Region::page);  // beside the keyboard: the keys matter more
  const Rect at = bar.cut_start(name_wide);
  f.words("bar.name", {at.x, at.y + (at.h - f.type.height_of(who, name, at.w)) / 2, at.w, at.h}, who, name,
          t.bar);
  bar.cut_start(f.mm(6));
  Words told = small(s);
  told.max_lines = 2;
  told.colour = link_of(s.state.sync.connection) == Link::refused ? t.error : t.muted;
  const std::string words = sync_words(s);
  const float high = f.type.height_of(words, told, bar.w);
  f.words("bar.synced", {bar.x, bar.y + (bar.h - high) / 2, bar.w, high}, words, told, t.bar,
          NodeRole::status);
  f.enter(Region::page);
}

void draw_told(const DeskScene& s, Rect& area) {
  const desk::Open& open = s.open();
  draw_alarm(s, area);
  constexpr std::size_t kMostPending = 3, kMostFailed = 3;
  std::size_t shown = 0;
  for (auto pending = open.pending.rbegin(); pending != open.pending.rend() && shown < kMostPending;
       ++pending, ++shown)
    draw_pending(s, area, *pending);
  shown = 0;
  for (const auto& failure : open.failed)
    if (shown++ < kMostFailed) draw_failure(s, area, failure);
  if (!open.left_out.empty()) {
    Strip strip(s, area, s.f.theme().leefwereld);
    const std::string why = left_words(s, open.left_out.front().why);
    strip.words("desk.left",
                s.f.text("desk.left"_k, {{"count", std::to_string(open.left_out.size())}, {"why", why}}),
                plain(s), NodeRole::status);
  }
  if (const std::string key = notice_key(open.notice); !key.empty()) {
    Strip strip(s, area, s.f.theme().leefwereld);
    strip.words("desk.notice", s.f.text(content::Key{key}), plain(s), NodeRole::status);
  }
}

void draw_desk_keyboard(const DeskScene& s, Rect& area) {
  const desk::Editing& editing = desk::editing_of(s.state);
  if (!s.hand.by_touch || editing.field == desk::Field::none) return;
  std::string_view layout = s.state.shown.language;
  if (editing.field == desk::Field::phone) layout = "phone";
  if (editing.field == desk::Field::email) layout = "email";
  const content::Keyboard* keys = s.content.keyboard(layout);
  if (keys == nullptr) keys = s.content.keyboard("nl");
  s.f.lay_out(1, 1);  // keys are for fingers: as large as on any screen
  const auto pressed = keyboard({s.f, keys, editing.layer}, area);
  s.f.lay_out(kDense, 1);
  for (const content::KeyboardKey* key : pressed) switch (key->action) {
      case content::KeyAction::text: s.emit(desk::TextTyped{Secret(key->text)}); break;
      case content::KeyAction::space: s.emit(desk::TextTyped{Secret(" ")}); break;
      case content::KeyAction::enter: s.emit(desk::TextTyped{Secret("\n")}); break;
      case content::KeyAction::backspace: s.emit(desk::BackspacePressed{}); break;
      case content::KeyAction::layer: s.emit(desk::LayerChosen{key->layer}); break;
      case content::KeyAction::close: s.emit(desk::FieldLeft{}); break;
    }
}

}  // namespace wv::ui
