#include "ui/kit/aloud.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::string_view kNoBreak = "\xC2\xA0", kDash = "\xE2\x80\x93";
constexpr std::array<std::string_view, 9> kForTheEye{"\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
                                                     "\xE2\x81\xA9", "\xE2\x80\x8E", "\xE2\x80\x8F",
                                                     "\xE2\x81\xA0", "\xE2\x80\x8B", "\xC2\xAD"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_marks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const auto* mark = std::find_if(kForTheEye.begin(), kForTheEye.end(),
                                    [&](std::string_view m) { return rest.starts_with(m); });
    if (mark != kForTheEye.end()) {
      i += mark->size();
    } else if (rest.starts_with(kNoBreak) || rest.starts_with("\xE2\x80\xAF")) {
      out += ' ';
      i += rest.front() == '\xC2' ? 2 : 3;
    } else if (rest.starts_with(" \xC2\xB7")) {  // a dot in the middle of a line parts two things
      out += ',';
      i += 3;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// Digits with the spaces and hyphens between them, from `at` on.
struct Run {
  std::size_t end = 0, digits = 0, groups = 1;
  bool zero_first = false, zero_later = false;
  [[nodiscard]] bool spelled() const {
    return groups > 1 && groups == digits;
  }                  // "0 0 7": said one by one already
  std::string said;  // one by one, groups apart
};

Run run_of(std::string_view text, std::size_t at) {
  Run run;
  run.zero_first = text[at] == '0';
  std::size_t i = at;
  while (i < text.size()) {
    if (is_digit(text[i])) {
      if (i > at && is_digit(text[i - 1])) run.said += ' ';
      run.said += text[i++];
      ++run.digits;
      run.end = i;
      continue;
    }
    const bool joins = (text[i] == ' ' || text[i] == '-') && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!joins) break;
    ++run.groups;
    run.zero_later = run.zero_later || text[i + 1] == '0';
    run.said += ", ";
    ++i;
  }
  return run;
}

// A number that one rings or copies, rather than one that one counts with: it begins with a nought, or is one
// of the short ones of help (112, 113) and no sentence's count, or has a group that begins with a nought (14
// 030).
bool is_called(const Run& run, std::string_view text, std::size_t at,
               std::span<const std::string> short_numbers) {
  if (run.zero_first) return run.digits > 2;
  if (run.groups > 1) return run.zero_later && run.digits > 4;
  const std::string_view number = text.substr(at, run.digits);
  return std::find(short_numbers.begin(), short_numbers.end(), number) != short_numbers.end();
}

bool is_short_number(std::string_view number) {
  return number.size() >= 2 && number.size() <= 6 && std::all_of(number.begin(), number.end(), is_digit);
}

// 112 is rung all over Europe; 113 and others are the municipality's lines of help.
std::vector<std::string> short_numbers_of(const content::Municipality& m) {
  std::vector<std::string> numbers{"112"};
  for (const std::string& line :
       {m.help.emergency, m.help.domestic_violence, m.help.suicide, m.help.worry, m.help.children, m.phone}) {
    if (is_short_number(line)) numbers.push_back(line);
  }
  return numbers;
}

// "1:05" alone is a length of time; beside a dash ("9:30–12"), or with two digits first, it is an hour.
std::optional<int> seconds_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kSigns = 4;
  if (at + kSigns > text.size() || text[at + 1] != ':' || !is_digit(text[at + 2]) || !is_digit(text[at + 3]))
    return std::nullopt;
  const std::string_view before = text.substr(0, at), after = text.substr(at + kSigns);
  const bool more = !after.empty() && (is_digit(after.front()) || after.front() == ':');
  if (more || before.ends_with(':') || before.ends_with(kDash) || after.starts_with(kDash))
    return std::nullopt;
  return (text[at] - '0') * 60 + (text[at + 2] - '0') * 10 + (text[at + 3] - '0');
}

// What stands there in short, said in full.
void say_instead(std::string& text, std::string_view seen, std::string_view said) {
  for (std::size_t at = 0; !seen.empty() && (at = text.find(seen, at)) != std::string::npos;
       at += said.size())
    text.replace(at, seen.size(), said);
}

}  // namespace

std::string aloud(const content::Catalog& catalog, std::string_view language, std::string_view text,
                  std::span<const std::string> short_numbers) {
  const std::string plain = without_marks(text);
  std::string out;
  bool counted = false;  // the digits that follow are a sentence's count
  for (std::size_t i = 0; i < plain.size();) {
    if (std::string_view(plain).substr(i).starts_with(content::kCountMark)) {
      counted = true;
      i += content::kCountMark.size();
      continue;
    }
    const bool begins = is_digit(plain[i]) && (i == 0 || !is_digit(plain[i - 1]));
    const std::string_view rest = std::string_view(plain).substr(i);
    if (begins) {
      if (const auto seconds = seconds_at(plain, i)) {
        out += content::duration_words(catalog, language, *seconds);
        i += 4;
        continue;
      }
      const Run run = run_of(plain, i);
      if (run.spelled()) {
        out += plain.substr(i, run.end - i);
        i = run.end;
        continue;
      }
      if (!std::exchange(counted, false) && is_called(run, plain, i, short_numbers)) {
        out += run.said;
        i = run.end;
        continue;
      }
    }
    if (rest.starts_with(kDash) && i > 0 && is_digit(plain[i - 1]) && rest.size() > kDash.size() &&
        is_digit(rest[kDash.size()])) {
      out += " " + std::string(catalog.pattern(language, "a11y.to"_k)) + " ";
      i += kDash.size();
      continue;
    }
    out += plain[i++];
  }
  return out;
}

std::string aloud(const content::Catalog& catalog, std::string_view language, std::string_view text) {
  static const std::array<std::string, 2> kDutch{"112", "113"};
  return aloud(catalog, language, text, kDutch);
}

bool is_control(const Node& node) {
  return node.role == NodeRole::button || node.role == NodeRole::radio || node.role == NodeRole::checkbox ||
         node.role == NodeRole::textbox;
}

bool is_in_bar(const Node& node) { return node.region == Region::bar; }

bool is_secret_key(const Node& node) { return node.region == Region::secret_keys; }

namespace {

// A language's own name, and "touch the screen" in each, are said by a voice of that language: by another
// they are noise.
std::string language_of(const Node& n, const content::Content& content, std::string_view page) {
  for (const auto& code : content.config.languages) {
    const bool its_name = n.id == "language." + code,
               calls = n.id.starts_with("attract.touch") &&
                       n.name == content.catalog.pattern(code, "attract.touch"_k);
    if ((its_name || calls) && code != page) return code;
  }
  return {};
}

// What one sees at a glance. The keys of a keyboard are heard a hundred times: they say their letter and
// nothing more.
void finish_manner(Tree& tree, const content::Catalog& catalog, std::string_view page_language) {
  const auto group = [](const Node& n) { return std::string_view(n.id).substr(0, n.id.rfind('.')); };
  const auto is_choice = [](const Node& n) {
    return n.role == NodeRole::radio || n.role == NodeRole::checkbox;
  };
  for (auto& n : tree.nodes) {
    const std::string_view language = n.lang.empty() ? page_language : n.lang;
    if (is_choice(n)) {
      int number = 0, count = 0;
      for (const auto& other : tree.nodes) {
        if (!is_choice(other) || group(other) != group(n)) continue;
        ++count;
        if (&other == &n) number = count;
      }
      if (count > 1)
        n.role_hint = catalog.text(language, "a11y.position"_k,
                                   {{"number", std::to_string(number)}, {"count", std::to_string(count)}});
    } else if (n.role == NodeRole::button && n.region != Region::keyboard && !is_secret_key(n)) {
      n.role_hint = std::string(catalog.pattern(language, "a11y.button"_k));
    } else if (n.shows_private && !is_control(n)) {
      n.role_hint = std::string(catalog.pattern(language, "a11y.hear"_k));
    }
  }
}

std::string with(std::string words, const std::string& more) {
  if (more.empty()) return words;
  while (!words.empty() && (words.back() == '.' || words.back() == ' ')) words.pop_back();
  return words + ", " + more;
}

}  // namespace

void finish_spoken(Tree& tree, const content::Content& content, std::string_view language) {
  const content::Catalog& catalog = content.catalog;
  std::vector<std::pair<std::string, std::string>> hours;  // as seen, as said
  const std::vector<std::string> short_numbers = short_numbers_of(content.municipality);
  for (const auto& w : content.municipality.wijkverbinders)
    hours.emplace_back(content::surgery_words(catalog, language, w.surgery),
                       content::surgery_spoken(catalog, language, w.surgery));
  for (auto& n : tree.nodes) {
    const NodeRole role = n.role;
    if (std::string code = language_of(n, content, language); !code.empty()) n.lang = std::move(code);
    const auto text = [&](content::Key key) {
      return std::string(catalog.pattern(n.lang.empty() ? language : n.lang, key));
    };
    if (!n.shows_private || role == NodeRole::textbox) {
      for (const auto& [seen, said] : hours) say_instead(n.spoken, seen, said);
      n.spoken = aloud(catalog, n.lang.empty() ? language : n.lang, n.spoken, short_numbers);
    }
    const std::string own = n.id + (n.pressed || n.checked ? ".on" : ".off");
    const bool choice = role == NodeRole::radio || role == NodeRole::checkbox;
    if (n.toggles && !n.state_text.empty()) {
      // The screen says more of it than on or off.
    } else if ((n.toggles || choice) && catalog.has(language, content::Key{own}))
      (n.toggles ? n.state_text : n.spoken) =
          text(content::Key{own});  // "…, strong colours on"; "large letters on"
    else if (choice)
      n.state_text = text(n.checked ? "a11y.selected"_k : "a11y.not_selected"_k);
    else if (role == NodeRole::textbox)
      n.state_text = text("a11y.textbox"_k) + ", " +
                     text(n.shows_private || !n.value.empty() ? "a11y.filled"_k : "a11y.empty"_k);
    else if (n.selected)
      n.state_text = text("a11y.selected"_k);
    if (is_control(n) && !n.enabled)
      n.state_text += (n.state_text.empty() ? "" : ", ") + text("a11y.disabled"_k);
    if (n.shows_private && role != NodeRole::textbox) n.state_text = text("a11y.private"_k);
  }
  finish_manner(tree, catalog, language);
}

std::string spoken_label(const Node& node) {
  if (node.shows_private && !is_control(node)) return node.state_text;
  return with(node.spoken, node.state_text);
}

std::string spoken_with_role(const Node& node) { return with(spoken_label(node), node.role_hint); }

namespace {

bool within(const Rect& inner, const Rect& outer) {
  const Point at = inner.centre();
  return outer.contains(at) && inner.w <= outer.w + 1 && inner.h <= outer.h + 1;
}

// Said by a control already: it lies on one, or is the label of the one that follows.
bool said_by_control(const Tree& tree, std::size_t index) {
  const Node& n = tree.nodes[index];
  if (n.shows_private) return false;
  for (const auto& other : tree.nodes)
    if (is_control(other) && within(n.rect, other.rect)) return true;
  for (std::size_t i = index + 1; i < tree.nodes.size() && i <= index + 2; ++i)
    if (is_control(tree.nodes[i]) && tree.nodes[i].spoken == n.spoken) return true;
  return false;
}

}  // namespace

std::vector<const Node*> reading_order(const Tree& tree) {
  std::vector<const Node*> page, keys, below, bar;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const Node& n = tree.nodes[i];
    if (n.id == "page.more") continue;  // whoever goes by ear or keys is taken along
    if (n.spoken.empty() && n.state_text.empty()) continue;
    if (!is_control(n) && !is_in_bar(n) && said_by_control(tree, i)) continue;
    if (n.region == Region::keyboard)
      keys.push_back(&n);
    else if (is_in_bar(n))
      bar.push_back(&n);
    else if (n.region == Region::below)
      below.push_back(&n);  // drawn first, for it stands under every page; heard after it
    else
      page.push_back(&n);
  }
  auto field = std::find_if(page.begin(), page.end(),
                            [](const Node* n) { return n->role == NodeRole::textbox && n->editing; });
  page.insert(field == page.end() ? page.end() : field + 1, keys.begin(), keys.end());
  page.insert(page.end(), below.begin(), below.end());
  page.insert(page.end(), bar.begin(), bar.end());
  return page;
}

std::vector<app::SpokenLine> lines_of(const Tree& tree, Lines what) {
  std::vector<app::SpokenLine> lines;
  for (const Node* n : reading_order(tree)) {
    const NodeRole role = n->role;
    if (what == Lines::own_words) {
      const std::string& words = !n->heard.empty()           ? n->heard
                                 : role == NodeRole::textbox ? n->value
                                                             : n->name;
      if (n->shows_private && !words.empty()) lines.push_back({n->id, words, true, n->lang});
      continue;
    }
    if (is_in_bar(*n) || n->region == Region::keyboard) continue;
    if (what == Lines::alerts && role != NodeRole::alert) continue;
    if (what == Lines::texts && is_control(*n)) continue;
    // Read from top to bottom, only what is chosen is worth a word; what isn't goes without saying.
    const bool plain = (role == NodeRole::radio || role == NodeRole::checkbox) && !n->checked;
    const std::string& words = plain ? n->spoken : spoken_label(*n);
    if (!lines.empty() && lines.back().text == words) continue;  // the keys of a PIN all say the same
    lines.push_back({n->id, words, false, n->lang, n->is_volatile});
  }
  return lines;
}

}  // namespace wv::ui
