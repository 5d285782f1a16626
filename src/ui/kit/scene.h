// What a screen gets to show and to report to, and the few words that several screens say of the
// municipality. A view for one frame: owns nothing.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "app/event.h"
#include "app/state.h"
#include "content/content.h"
#include "ui/kit/frame.h"

namespace wv::ui {

struct Scene {  // what a screen gets
  const app::State& state;
  const content::Content& content;
  Frame& f;
  app::Events& events;
  bool can_lower = false;  // a standing screen whose lower part a seated person reaches (T5)

  template <class E>
  void emit(E event) const {
    events.push_back(app::Event{std::move(event)});
  }
};

[[nodiscard]] bool roomy(const Frame& f);             // a kiosk or a table, not something held in the hand
[[nodiscard]] bool is_low(const Frame& f);            // little height is left beside a keyboard
[[nodiscard]] bool height_is_scarce(const Frame& f);  // of a low screen: letters are large, or it lies
[[nodiscard]] bool lies_small(const Frame& f);        // something held in the hand that lies: wide, and low
[[nodiscard]] bool more_in_foot(const Frame& f);      // "Meer" stands beside Back and Next, if there is room

[[nodiscard]] std::string role_key(domain::Role role, std::string_view rest);
// Nobody at this municipality reads the language shown: the pages say that it takes longer (L2).
[[nodiscard]] bool unread_language(const Scene& s);
[[nodiscard]] const content::Wijkverbinder& wijkverbinder_of(const Scene& s);
// "dinsdag 10–12 uur", in the language shown.
[[nodiscard]] std::string surgery_words(const Scene& s);
// A sentence that names weekdays, and one more when the next of them is closed.
[[nodiscard]] std::string with_closed(const Scene& s, const std::string& text, std::span<const int> weekdays);

}  // namespace wv::ui
