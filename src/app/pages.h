// Which pages a visitor goes through, one question each, and what the fields of a draft are called.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/state.h"
#include "content/content.h"

namespace wv::app {

struct Page {
  const content::PageSpec* spec = nullptr;  // the question; for the details page: the contact question
  bool details = false;                     // number or address (and an optional name) after contact
};

// The pages of the draft's kind as they stand now: the details page is there once phone or e-mail is
// chosen; in event mode pages that may be skipped are left out (L3).
[[nodiscard]] std::vector<Page> pages(const State& state, const content::Content& content);
[[nodiscard]] const Page* current_page(const std::vector<Page>& pages, const Form& form);

// The text of a field; null when there is no such field now.
[[nodiscard]] Secret* field_text(State& state, domain::Field field);
[[nodiscard]] const Secret* field_text(const State& state, domain::Field field);
[[nodiscard]] bool is_chosen(const domain::Draft& draft, std::string_view field, std::string_view choice);
// Whether the page's question has any answer yet.
[[nodiscard]] bool page_filled(const domain::Draft& draft, const content::PageSpec& page);
// Chooses, or takes back, one of the page's choices.
void toggle(domain::Draft& draft, const content::PageSpec& page, const std::string& choice);
// Whether a review shows anything that was told in one's own words or reaches one, or belongs to a
// conversation: what may be hidden from whoever looks over a shoulder (S5).
[[nodiscard]] bool has_own_words(const domain::Draft& draft);
// Skipping means: no answer, also where half of one stood.
void clear_page(domain::Draft& draft, const content::PageSpec& page);
// What is not right yet about number and code on the track page.
[[nodiscard]] domain::FieldProblem track_problem(const State& state);
// Which keyboard a field wants: "" the language's own, else "phone", "email", "number", "code".
[[nodiscard]] std::string_view keyboard_of(domain::Field field);

}  // namespace wv::app
