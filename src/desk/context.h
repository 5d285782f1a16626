// Inside this room: what the functions behind `update` share. Those that take an `Open` are called while the
// desk is unlocked, and then there is a casebook.
#pragma once
#include <string_view>
#include <utility>

#include "desk/update.h"

namespace wv::desk {

struct Context {
  State& state;
  const World& world;
  Effects& effects;
};

// An effect that is answered: only the answer to the last one of its kind is taken.
template <class E>
void ask(Context& c, E effect) {
  effect.request = c.state.requests.open(E::kAsks);
  c.effects.push_back(std::move(effect));
}
inline void say(Open& open, Notice notice) { open.notice = notice; }

// --- lock.cpp
void unlock_pressed(Context& c);
void pin_digit(Context& c, char digit);
void unlocked(Context& c, const Unlocked& event);
void refused(Context& c);
void corner_touched(Context& c, Corner corner);
enum class LockFor { lock, hand_over };
void lock(Context& c, LockFor why = LockFor::lock);
void look_at_clock(Context& c, std::int64_t slept_ms);

void show_locked(Context& c);

// --- enrol.cpp
void device_known(Context& c, const DeviceKnown& event);
void enrol_forward(Context& c);
void enrol_back(Context& c);
void own_passphrase(Context& c);
void draw_anew(Context& c);
void words_drawn(Context& c, const WordsDrawn& event);
void enrol_failed(Context& c, Trouble why);
void anew_pressed(Context& c);
void anew_confirmed(Context& c);
void change_passphrase(Context& c, Open& open);
void passphrase_settled(Open& open, PassphraseChange::Notice notice, Trouble why = Trouble::none);

// --- stick.cpp
void look_for_sticks(Context& c);
void exchange_with(Context& c, const Stick& stick);
void exchange_moved(Context& c, const ExchangeMoved& event);
void exchange_ended(Context& c, const ExchangeEnded& event);
void stop_exchange(Context& c);

// --- list.cpp
void renew_viewer(Context& c, Open& open);
void count_lists(Context& c, Open& open);
void show_list(Context& c, Open& open);  // anew: what is new is taken in, the row one is at stays if it can
void show_rows(Context& c,
               Open& open);  // likewise, where the counts can't have changed: each key of a search
[[nodiscard]] casebook::List first_list(const casebook::Counts& counts);
void choose_list(Context& c, Open& open, casebook::List list);
void cases_changed(Context& c, Open& open, const CasesChanged& event);
void move_row(Context& c, Open& open, const RowMoved& event);
void mark_row(Open& open, const RowMarked& event);

// --- case.cpp
void open_case(Context& c, Open& open, CaseId id);
void leave_case(Context& c, Open& open);
void case_changed(Context& c, Open& open, const CasesChanged& event);
void read_if_due(Context& c, Open& open);
// What an action is about: the marked rows, else the open case, else the row one is at.
[[nodiscard]] std::vector<CaseId> chosen(const Open& open);

// --- deeds.cpp: what is done with cases
void take(Context& c, Open& open);
void hand(Context& c, Open& open, const MemberId& to);
void sort(Context& c, Open& open, const SortedAs& as);
void join(Context& c, Open& open, CaseId other);
void part(Context& c, Open& open, CaseId part);
void close(Context& c, Open& open, std::optional<bool> kept);
void reopen(Context& c, Open& open);
// None: nobody, or somebody who left.
[[nodiscard]] const MemberId* holder_of(const Context& c, CaseId id);
void keep_promise(Context& c, Open& open, EnvelopeId promise);
void take_over(Context& c, Open& open);
// --- pending.cpp: ten seconds, then they are handed out
void hold(Context& c, Open& open, Did did, std::vector<Deed> deeds, std::optional<Writing> written = {});
void seal_due(Context& c, Open& open, std::int64_t until_ms);  // INT64_MAX: all of them
void undo(Context& c, Open& open, std::uint64_t number);
void events_added(Context& c, Open& open, RequestId request, const EventsAdded& event);
void retry(Context& c, Open& open, CaseId id);

// --- writing.cpp
void open_writing(Context& c, Open& open, Writing::What what);
void open_door_note(Context& c, Open& open);
void close_writing(Context& c, Open& open);
void drop_writing(Context& c, Open& open);
void forget_writing(Context& c, Open& open, std::size_t index);
void choose_due(Context& c, Open& open, const Day& day);
void move_due(Context& c, Open& open, int by);
void choose_way(Context& c, Open& open, By by);
void choose_ready(Context& c, Open& open, const std::string& id);
void save(Context& c, Open& open);
void send_all(Context& c, Open& open);
void begin_voice(Context& c, Open& open);
void drop_voice(Context& c, Open& open);

// --- fields.cpp
[[nodiscard]] Secret* field_text(State& state, Field field);
[[nodiscard]] text::FieldRules rules_of(Context& c, Field field);
void focus(Context& c, Field field, std::size_t caret);
void leave_field(State& state);
void type(Context& c, std::string_view typed);
void put(Context& c, Field field, std::string_view words);
void backspace(Context& c);
void choose_layer(State& state, const std::string& layer);
void field_key(Context& c, const FieldKeyed& keyed);
void search_changed(Context& c);
void key_pressed(Context& c, const KeyPressed& key);
void escape(Context& c, Open& open);

// --- door.cpp
void add_street(Context& c, Open& open);
void mark_door(Context& c, Open& open, DoorMark mark, int by);
void send_behalf(Context& c, Open& open);
void close_behalf(Open& open);

}  // namespace wv::desk
