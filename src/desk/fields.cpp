#include <algorithm>

#include "desk/context.h"
#include "desk/keys.h"
#include "domain/validation.h"

namespace wv::desk {
namespace {

constexpr int kPage = 10;  // rows

Editing* editing_of(State& state) {
  if (Open* open = state.open()) return &open->editing;
  if (Enrolling* enrolling = state.enrolling()) return &enrolling->editing;
  return &state.locked()->editing;
}

bool panel_is_open(const Open& open) { return open.overlay != Overlay::none; }

void act(Context& c, Open& open, Command command, const KeyPressed& key) {
  const int by = command == Command::up          ? -1
                 : command == Command::down      ? 1
                 : command == Command::page_up   ? -kPage
                 : command == Command::page_down ? kPage
                 : command == Command::first     ? -1'000'000
                                                 : 1'000'000;
  switch (command) {
    case Command::help: open.overlay = Overlay::keys; break;
    case Command::search: focus(c, Field::search, std::string_view::npos); break;
    case Command::mark:
      if (open.list.at) mark_row(open, {*open.list.at, key.shift});
      break;
    case Command::mark_all: open.list.marked = open.list.rows; break;
    case Command::take: take(c, open); break;
    case Command::promise: open_writing(c, open, Writing::What::promise); break;
    case Command::answer: open_writing(c, open, Writing::What::answer); break;
    case Command::note: open_writing(c, open, Writing::What::note); break;
    case Command::hand:
      if (!chosen(open).empty()) open.overlay = Overlay::hand;
      break;
    case Command::close: close(c, open, std::nullopt); break;
    case Command::sort:
      if (!chosen(open).empty()) open.overlay = Overlay::sort;
      break;
    case Command::join:
      if (open.opened) open.overlay = Overlay::look_alikes;
      break;
    case Command::reopen: reopen(c, open); break;
    case Command::undo: undo(c, open, 0); break;
    case Command::take_in: show_list(c, open); break;
    case Command::sync: c.effects.push_back(SyncNow{}); break;
    case Command::lock: lock(c); break;
    case Command::send:
      if (open.overlay == Overlay::preview)
        send_all(c, open);
      else
        save(c, open);
      break;
    case Command::up:
    case Command::down:
    case Command::page_up:
    case Command::page_down:
    case Command::first:
    case Command::last: move_row(c, open, {by, key.shift}); break;
    case Command::open:
      if (open.list.at) open_case(c, open, *open.list.at);
      break;
    case Command::back: escape(c, open); break;
    case Command::list: choose_list(c, open, static_cast<casebook::List>(key.letter - U'1')); break;
  }
}

}  // namespace

namespace {

Secret* enrolling_text(Enrolling& enrolling, Field field) {
  if (field == Field::own_name && enrolling.step == Enrolling::Step::name) return &enrolling.name;
  if (field == Field::passphrase && enrolling.step == Enrolling::Step::passphrase && enrolling.own)
    return &enrolling.passphrase;
  if (field == Field::again && enrolling.step == Enrolling::Step::again) return &enrolling.again;
  return nullptr;
}

}  // namespace

Secret* field_text(State& state, Field field) {
  if (Enrolling* enrolling = state.enrolling()) return enrolling_text(*enrolling, field);
  if (Locked* locked = state.locked()) return field == Field::passphrase ? &locked->passphrase : nullptr;
  Open& open = *state.open();
  Behalf* behalf = open.door.behalf ? &*open.door.behalf : nullptr;
  switch (field) {
    case Field::search: return &open.list.words;
    case Field::writing: {
      Writing* writing = writing_now(open);
      return writing == nullptr ? nullptr : &writing->text;
    }
    case Field::theme: return &open.theme;
    case Field::street: return &open.door.new_street;
    case Field::message: return behalf == nullptr ? nullptr : &behalf->draft.message;
    case Field::phone: return behalf == nullptr ? nullptr : &behalf->draft.contact.phone;
    case Field::email: return behalf == nullptr ? nullptr : &behalf->draft.contact.email;
    case Field::name: return behalf == nullptr ? nullptr : &behalf->draft.contact.name;
    case Field::old_passphrase: return &open.change.old;
    case Field::new_passphrase: return &open.change.fresh;
    case Field::again: return &open.change.again;
    case Field::passphrase:
    case Field::own_name:
    case Field::none: break;
  }
  return nullptr;
}

text::FieldRules rules_of(Context& c, Field field) {
  text::FieldRules rules;
  rules.rtl_writing = c.world.content.catalog.right_to_left(c.state.shown.language);
  switch (field) {
    case Field::passphrase:
    case Field::again:
    case Field::old_passphrase:
    case Field::new_passphrase: rules.most_bytes = kMostPassphraseBytes; break;
    case Field::own_name: rules.most_bytes = kMostOwnNameBytes; break;
    case Field::search: rules.most_bytes = kMostSearchBytes; break;
    case Field::writing:
      rules.most_bytes = casebook::kMostTextBytes;
      rules.lines = rules.prose = true;
      break;
    case Field::theme: rules.most_bytes = casebook::kMostNameBytes; break;
    case Field::street:
      rules.most_bytes = kMostStreetBytes;
      rules.prose = true;
      break;
    case Field::message:
      rules.most_bytes = domain::kMostMessageBytes;
      rules.lines = rules.prose = true;
      break;
    case Field::phone:
    case Field::email: rules.never_rtl = true; [[fallthrough]];
    case Field::name:
    case Field::none: rules.most_bytes = domain::kMostLineBytes; break;
  }
  return rules;
}

void focus(Context& c, Field field, std::size_t caret) {
  const Secret* text = field_text(c.state, field);
  if (text == nullptr) return;
  if (const Locked* locked = c.state.locked(); locked != nullptr && !locked->awake) return;
  Editing& editing = *editing_of(c.state);
  const bool anew = editing.field != field;
  editing.field = field;
  text::place_caret(editing, *text, rules_of(c, field), caret, anew);
}

void leave_field(State& state) { *editing_of(state) = {}; }

void search_changed(Context& c) {
  Open* open = c.state.open();
  if (open != nullptr && open->editing.field == Field::search) show_rows(c, *open);
}

namespace {
void changed(Context& c, Field field) {
  if (Locked* locked = c.state.locked()) {
    locked->notice = Locked::Notice::none;
    locked->woken_ms = c.state.now_ms;
    return;
  }
  if (Enrolling* enrolling = c.state.enrolling()) {
    enrolling->notice = Enrolling::Notice::none;
    return;
  }
  Open& open = *c.state.open();
  open.change.notice = PassphraseChange::Notice::none;
  if (field == Field::search) return search_changed(c);
  open.notice = Notice::none;
  if (open.door.behalf) open.door.behalf->problems.clear();
}

// Enter: a new line where there may be one, else what the field is for.
void enter(Context& c, Field field) {
  switch (field) {
    case Field::writing:
    case Field::message: {
      Editing& editing = *editing_of(c.state);
      text::type_into(*field_text(c.state, field), editing, rules_of(c, field), "\n");
      return changed(c, field);
    }
    case Field::passphrase: return c.state.enrolling() != nullptr ? enrol_forward(c) : unlock_pressed(c);
    case Field::own_name: return enrol_forward(c);
    case Field::old_passphrase: return focus(c, Field::new_passphrase, std::string_view::npos);
    case Field::new_passphrase: return focus(c, Field::again, std::string_view::npos);
    case Field::again:
      return c.state.enrolling() != nullptr ? enrol_forward(c) : change_passphrase(c, *c.state.open());
    case Field::street: return add_street(c, *c.state.open());
    case Field::theme: {
      Open& open = *c.state.open();
      SortedAs as;
      as.theme = std::string(open.theme.view());
      leave_field(c.state);
      sort(c, open, as);
      return open.theme.clear();
    }
    case Field::phone:
    case Field::email: return focus(c, Field::name, std::string_view::npos);
    case Field::search:
    case Field::name:
    case Field::none: return leave_field(c.state);
  }
}
}  // namespace

void type(Context& c, std::string_view typed) {
  Editing& editing = *editing_of(c.state);
  const Field field = editing.field;
  Secret* text = field_text(c.state, field);
  if (text == nullptr) return;
  if (typed == "\n") return enter(c, field);
  if (text::type_into(*text, editing, rules_of(c, field), typed)) changed(c, field);
}

void put(Context& c, Field field, std::string_view words) {
  Secret* text = field_text(c.state, field);
  if (text == nullptr) return;
  if (const Locked* locked = c.state.locked(); locked != nullptr && !locked->awake) return;
  const bool cut = text::put_text(*text, rules_of(c, field), words);
  focus(c, field, text->size());
  editing_of(c.state)->room = cut ? Editing::Room::cut : Editing::Room::enough;
  changed(c, field);
}

void backspace(Context& c) {
  Editing& editing = *editing_of(c.state);
  Secret* text = field_text(c.state, editing.field);
  if (text == nullptr) return;
  text::erase_before_caret(*text, editing, rules_of(c, editing.field));
  changed(c, editing.field);
}

void choose_layer(State& state, const std::string& layer) { text::choose_layer(*editing_of(state), layer); }

void field_key(Context& c, const FieldKeyed& keyed) {
  Editing& editing = *editing_of(c.state);
  Secret* text = field_text(c.state, editing.field);
  if (text == nullptr) return;
  if (keyed.key == text::FieldKey::enter) return enter(c, editing.field);
  Secret nothing;  // a passphrase is not copied
  Open* open = c.state.open();
  if (text::press(*text, editing, rules_of(c, editing.field), keyed.key, keyed.extend,
                  open == nullptr ? nothing : open->copied))
    changed(c, editing.field);
}

// Back, one thing at a time, and in the end to the row where one was.
void escape(Context& c, Open& open) {
  if (open.overlay != Overlay::none) {
    const bool preview = open.overlay == Overlay::preview;
    open.overlay = Overlay::none;
    open.corners = {};
    open.new_pin.clear();
    open.change = {};
    if (preview) focus(c, Field::writing, std::string_view::npos);
    return;
  }
  if (writing_now(open) != nullptr) return close_writing(c, open);
  if (open.editing.field == Field::search && !open.list.words.empty()) {
    open.list.words.clear();
    leave_field(c.state);
    return show_list(c, open);
  }
  if (open.editing.field != Field::none) return leave_field(c.state);
  if (open.opened) return leave_case(c, open);
  if (open.page != Page::cases) {
    open.page = Page::cases;
    return;
  }
  if (!open.list.marked.empty()) {
    open.list.marked.clear();
    return open.list.anchor.reset();
  }
  if (open.list.words.empty()) return;
  open.list.words.clear();
  show_list(c, open);
}

void key_pressed(Context& c, const KeyPressed& key) {
  Open* open = c.state.open();
  if (open == nullptr) return;
  const bool in_field = open->editing.field != Field::none;
  const auto command = command_of(key, in_field);
  // Whoever types on at once after `/` or `n` types into the field that these open with the next frame.
  if (!command && in_field && !key.ctrl && key.letter >= U' ' && key.letter < 0x7F) {
    const char letter = static_cast<char>(key.letter);
    return type(c, {&letter, 1});
  }
  if (!command) return;
  // Over the list lies a panel: what is behind it isn't moved or acted on.
  if (panel_is_open(*open) && *command != Command::back && *command != Command::lock &&
      !(open->overlay == Overlay::preview && *command == Command::send))
    return;
  act(c, *open, *command, key);
}

}  // namespace wv::desk
