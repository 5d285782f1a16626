// The UI tree as it is heard (A1–A3): what each node says with its state, in which order one goes
// through a page, and which of it belongs to the page, to the bar, or to a resident alone.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/state.h"
#include "content/content.h"
#include "ui/kit/tree.h"

namespace wv::ui {

// As one says it: telephone numbers and codes digit by digit, "10–12" as "10 to 12", 1:05 as a minute and
// five seconds, no marks for the eye. Of the short numbers of help those are rung that are named; a
// sentence's count is none of them.
[[nodiscard]] std::string aloud(const content::Catalog& catalog, std::string_view language,
                                std::string_view text, std::span<const std::string> short_numbers);
[[nodiscard]] std::string aloud(const content::Catalog& catalog, std::string_view language,
                                std::string_view text);  // 112 and 113

// Finishes what the nodes say: `spoken` becomes speakable, hours of surgery are said in full, `condition`
// says "chosen", "still empty" and such.
void finish_spoken(Tree& tree, const content::Content& content, std::string_view language);

[[nodiscard]] std::string spoken_label(const Node& node);  // words and condition; never a resident's own
[[nodiscard]] std::string spoken_with_role(
    const Node& node);  // and what it is: for who doesn't see that it is a button, or one of four
[[nodiscard]] bool is_control(const Node& node);
[[nodiscard]] bool is_in_bar(const Node& node);
// The digits of a PIN are never said (A3): who doesn't see them counts, as on a telephone's keys.
[[nodiscard]] bool is_secret_key(const Node& node);

// Page first, then the bar; an open keyboard follows its field; a text that its control says already is left
// out.
[[nodiscard]] std::vector<const Node*> reading_order(const Tree& tree);

enum class Lines { all, texts, alerts, own_words };
[[nodiscard]] std::vector<app::SpokenLine> lines_of(const Tree& tree, Lines what);

}  // namespace wv::ui
