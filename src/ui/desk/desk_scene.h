// What a screen of the wijkverbinder's side gets to show and to report to, and its sizes. The desk is read
// from nearby and worked in all day, so everything stands at kDense of what residents see, letters and
// lengths alike; what can be touched is 15 mm by finger and 9 mm by mouse (T1), whatever the letters do. A
// view for one frame: owns nothing.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "casebook/casebook.h"
#include "content/content.h"
#include "content/ready_sentences.h"
#include "desk/event.h"
#include "desk/state.h"
#include "ui/kit/frame.h"

namespace wv::ui {

inline constexpr float kDense = 0.62f;

// What the view knows and no event tells: how one points, and where the list stood.
struct DeskHand {
  bool by_touch = false;  // a finger touched since the start: rows stay roomy
  std::string followed;   // the row that was scrolled into sight last
};

struct DeskScene {
  const desk::State& state;
  const casebook::Casebook* book;  // null while it is locked
  const content::Content& content;
  const content::ReadySentences& ready;
  Frame& f;
  desk::Events& events;
  DeskHand& hand;

  template <class E>
  void emit(E event) const {
    events.push_back(desk::Event{std::move(event)});
  }
  [[nodiscard]] const desk::Open& open() const { return *state.open(); }

  // In millimetres of the world, not of the dense page.
  [[nodiscard]] float real(float mm) const { return mm * f.device().px_per_mm; }
  // As high as the hand asks for, and never less than letters and a little air.
  [[nodiscard]] float control() const {
    return std::max(real(hand.by_touch ? 15.0f : 9.0f), 2.9f * f.type.cap_px(type::kLabel));
  }
  [[nodiscard]] float gap() const { return real(hand.by_touch ? 3.0f : 2.0f); }
  // The keyboard is on the screen: what is typed has all that is left.
  [[nodiscard]] bool typing() const {
    return hand.by_touch && state.open() != nullptr && state.open()->editing.field != desk::Field::none;
  }
};

// --- words that several screens say
[[nodiscard]] std::string member_name(const DeskScene& s, const casebook::MemberId& id);
[[nodiscard]] std::string away_words(const DeskScene& s, const desk::Member& member);  // "": there today
[[nodiscard]] std::string short_day(const DeskScene& s, const Day& day);  // "di 1 december", or "vandaag"
[[nodiscard]] std::string moment_words(const DeskScene& s, const Instant& at);  // and the time of that day
[[nodiscard]] std::string due_words(const DeskScene& s, const casebook::Row& row);
[[nodiscard]] std::string theme_words(const DeskScene& s, std::string_view theme);
[[nodiscard]] std::string language_name(const DeskScene& s, std::string_view code);
[[nodiscard]] std::string trouble_words(const DeskScene& s, Trouble why);
[[nodiscard]] std::string left_words(const DeskScene& s, desk::Left why);  // why a row is left out
[[nodiscard]] std::string first_line(std::string_view words);  // on one line, whatever breaks stand in it

// --- screens, a file each
void draw_desk(const DeskScene& s);    // list and case, and what lies over them
void draw_unlock(const DeskScene& s);  // and after a hand-over
void draw_enrol(const DeskScene& s);   // a device that isn't the team's yet
void draw_door(const DeskScene& s);    // visit, street, on behalf

void draw_page(const DeskScene& s, const Rect& area);  // promises, insights, people, stick

// --- what they are made of
void draw_stick(const DeskScene& s, const Rect& area);
float draw_exchange(const DeskScene& s, const Rect& area);  // with a stick; its height
enum class Lists { column, rail, row };                     // by name, upright with signs, side by side
void draw_lists(const DeskScene& s, Rect area, Lists how);  // the lists with their counts
[[nodiscard]] float lists_height(const DeskScene& s);       // of a row of them
void draw_rows(const DeskScene& s, Rect area);              // search, chips, pill and rows
void draw_case(const DeskScene& s, Rect area);              // the case that is open, or what is marked
void draw_thread(const DeskScene& s, const casebook::Folded& folded, const casebook::Summary& summary,
                 const Rect& area);
void draw_writing(const DeskScene& s, const desk::Writing& writing, Rect area);
[[nodiscard]] float writing_height(const DeskScene& s, const desk::Writing& writing, const Rect& area);
void draw_panel(const DeskScene& s, Rect area);      // of the overlay that is open
void draw_told(const DeskScene& s, Rect& area);      // what can be undone, what failed, one line of notice
void draw_desk_bar(const DeskScene& s, Rect& area);  // name, sync, display, lock
void draw_desk_keyboard(const DeskScene& s, Rect& area);  // by touch, while a field has it
// The four corners of a page: what rain is not to do takes two of them. A corner that was touched says so.
// Six digits: how many there are, and the keys to type them.
[[nodiscard]] float digit_pad_height(const DeskScene& s);
void draw_digit_pad(const DeskScene& s, std::string_view id, const Rect& area, std::size_t typed,
                    bool enabled);
[[nodiscard]] float corner_side(const DeskScene& s);
void draw_corners(const DeskScene& s, const Rect& page, const desk::Corners& corners);

}  // namespace wv::ui
