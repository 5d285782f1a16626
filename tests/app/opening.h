// How the tests of this room begin: the example's words and forms, read once, and a device where nobody is
// yet.
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "app/update.h"
#include "content/content.h"
#include "places.h"
#include "fakes/disk_files.h"

namespace wv::app_test {

inline const content::Content& example() {
  static const content::Content kContent = [] {
    Findings findings;
    const std::string assets = (source_folder() / "assets").string();
    auto content = content::load_content(fakes::disk(), assets, assets + "/example/config.json", findings);
    REQUIRE_FALSE(has_fault(findings));
    return content;
  }();
  return kContent;
}

struct Opening {
  app::State state;
  app::Effects effects;  // all of them, in order

  explicit Opening(std::string language = "nl")
      : state(app::first_state(example(), app::Mode::kiosk, {std::move(language), app::TextSize::normal})) {
    at_ms(0);
  }
  void at_ms(std::int64_t ms) { then(app::TimePassed{LocalTime{Instant{1780300800000 + ms}, 120}, ms}); }
  void at(std::int64_t seconds) { at_ms(seconds * 1000); }
  void then(const app::Event& event) {
    for (auto& e : app::update(state, event, example())) effects.push_back(std::move(e));
  }
  template <class... E>
  void all(const E&... events) {
    (then(events), ...);
  }
  template <class S>
  [[nodiscard]] const S* on() const {
    return std::get_if<S>(&state.screen);
  }
  template <class E>
  [[nodiscard]] const E* last() const {  // effect of that kind
    for (auto e = effects.rbegin(); e != effects.rend(); ++e)
      if (const E* found = std::get_if<E>(&*e)) return found;
    return nullptr;
  }
  template <class E>
  [[nodiscard]] std::size_t asked() const {
    std::size_t n = 0;
    for (const auto& e : effects) n += std::holds_alternative<E>(e) ? 1 : 0;
    return n;
  }
};

}  // namespace wv::app_test
