#include "judge.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

namespace wv::ui {

namespace {

bool is_key(const Node& n) { return n.id.starts_with("keyboard."); }

bool is_words(const Node& n) {
  const NodeRole role = n.role;
  return role == NodeRole::text || role == NodeRole::heading || role == NodeRole::status ||
         (role == NodeRole::note && n.id == "danger.line");
}

// The one thing to do on its page (T1: 20 mm).
bool is_main(const Node& n) {
  for (const std::string_view id :
       {"form.next", "review.send", "receipt.done", "attract.start", "stop.confirm", "idle.stay",
        "home.question", "home.initiative", "home.signal", "home.conversation", "danger.continue"})
    if (n.id == id) return true;
  return false;
}

// Takes a touch anywhere on its page; what is drawn stands over it.
bool is_ground(const Node& n) { return n.hit.w > n.rect.w + 1 || n.hit.h > n.rect.h + 1; }

std::string mm_words(float mm) { return std::to_string(mm).substr(0, 5) + " mm"; }

class Judge {
 public:
  Judge(const Tree& tree, const Seen& seen, text::Fonts& fonts, Tally& tally)
      : tree_(tree), seen_(seen), fonts_(fonts), tally_(tally) {}

  std::vector<Flaw> faults() {
    ids();
    for (const auto& n : tree_.nodes) {
      size(n);
      words(n);
      place(n);
    }
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i)
      for (std::size_t j = i + 1; j < tree_.nodes.size(); ++j) pair(tree_.nodes[i], tree_.nodes[j]);
    for (std::size_t i = 0; i < tree_.inks.size(); ++i) {
      ink(tree_.inks[i]);
      for (std::size_t j = i + 1; j < tree_.inks.size(); ++j) overlap(tree_.inks[i], tree_.inks[j]);
    }
    return std::move(faults_);
  }

 private:
  void fault(Check check, std::string_view id, std::string what) {
    faults_.push_back(flaw_of(tree_, check, id, std::move(what)));
  }
  [[nodiscard]] float mm(float px) const { return px / seen_.device.px_per_mm; }
  [[nodiscard]] Rect glass() const {
    return {0, 0, static_cast<float>(seen_.device.width_px), static_cast<float>(seen_.device.height_px)};
  }

  void ids() {
    tally_.looked(Check::names, tree_.nodes.size());
    std::set<std::string> known;
    for (const auto& n : tree_.nodes)
      if (!known.insert(n.id).second) fault(Check::names, n.id, "two nodes with one id");
  }

  void size(const Node& n) {
    if (!is_target(n) || n.offscreen) return;
    tally_.looked(Check::target_size);
    const bool small_screen = std::min(seen_.device.width_mm(), seen_.device.height_mm()) < 160;
    constexpr float kKeyOfTelephone = 6;  // real ones
    const float key = is_telephone(seen_.device) ? kKeyOfTelephone / seen_.device.real_mm
                      : small_screen             ? 12.0f
                                                 : 15.0f;
    const float least = is_key(n) ? key : is_main(n) ? 20.0f : 15.0f;
    if (mm(n.hit.w) < least - 0.1f || mm(n.hit.h) < least - 0.1f)
      fault(
          Check::target_size, n.id,
          "a target under " + mm_words(least) + ": " + mm_words(mm(n.hit.w)) + " x " + mm_words(mm(n.hit.h)));
    if (!seen_.lower) return;
    tally_.looked(Check::reach);
    const float top = mm(glass().bottom() - n.hit.y) + static_cast<float>(seen_.bottom_mm),
                bottom = top - mm(n.hit.h);
    if (top > 1100.5f || bottom < 799.5f)
      fault(Check::reach, n.id, "out of a seated reach: " + mm_words(bottom) + " to " + mm_words(top));
  }

  void words(const Node& n) {
    tally_.looked(Check::words);
    tally_.looked(Check::glyphs);
    tally_.looked(Check::spoken, is_target(n) ? 1 : 0);
    tally_.looked(Check::contrast, n.cap_px > 0 && n.enabled ? 1 : 0);
    tally_.looked(Check::letter_size, is_words(n) ? 1 : 0);
    if (n.name.empty() && is_words(n)) fault(Check::words, n.id, "no words");
    if (is_target(n) && n.spoken.empty()) fault(Check::spoken, n.id, "nothing to say aloud");
    for (const std::string* text : {&n.name, &n.spoken}) {
      if (text->find("⟦") != std::string::npos || text->find('{') != std::string::npos)
        fault(Check::words, n.id, "an unfilled text: " + *text);
      // A text that is nowhere comes back as its key.
      if (!text->empty() && text->find('.') != std::string::npos && text->find(' ') == std::string::npos &&
          text->find('@') == std::string::npos && text->back() != '.' &&
          std::all_of(text->begin(), text->end(),
                      [](char c) { return (c >= 'a' && c <= 'z') || c == '.' || c == '_'; }))
        fault(Check::words, n.id, "a missing text: " + *text);
      if (!text::missing_glyphs(fonts_, *text).empty())
        fault(Check::glyphs, n.id, "a letter that no font has: " + *text);
    }
    if (n.cap_px > 0 && n.enabled && contrast(n.fg, n.bg) < 4.5)
      fault(Check::contrast, n.id, "contrast " + std::to_string(contrast(n.fg, n.bg)));
    // On a telephone a word too long for it is made smaller before it is broken, down to its size at 100 %.
    const float larger = is_telephone(seen_.device) ? 1.0f : static_cast<float>(seen_.text) / 100;
    if (is_words(n) && mm(n.cap_px) < 3.7f * larger - 0.05f)
      fault(Check::letter_size, n.id, "letters of " + mm_words(mm(n.cap_px)));
  }

  void place(const Node& n) {
    tally_.looked(Check::whole);
    if (n.rect.x < -0.5f || n.rect.right() > glass().w + 0.5f)
      fault(Check::whole, n.id, "beyond the side of the screen");
    if (!n.offscreen && !n.rect.inside(glass(), 1)) fault(Check::whole, n.id, "off the screen");
  }

  void pair(const Node& a, const Node& b) {
    if (a.offscreen || b.offscreen) return;
    const Rect both = a.rect.intersect(b.rect);
    if (is_words(a) && is_words(b) && both.w > 1 && both.h > 1)
      fault(Check::whole, a.id, "words over the words of " + b.id);
    if (!is_target(a) || !is_target(b) || (is_key(a) && is_key(b))) return;
    tally_.looked(Check::target_spacing);
    const float gap_x = std::max(a.hit.x - b.hit.right(), b.hit.x - a.hit.right()),
                gap_y = std::max(a.hit.y - b.hit.bottom(), b.hit.y - a.hit.bottom());
    const float gap = std::max(gap_x, gap_y);
    // A key's neighbour above the keyboard is a field or a button: three millimetres apart like all others.
    const float least = a.id == "bar.stop" || b.id == "bar.stop" ? 6.0f : 3.0f;
    if (mm(gap) < least - 0.3f) fault(Check::target_spacing, a.id, mm_words(mm(gap)) + " from " + b.id);
  }

  // Where letters really are: whole, inside what they belong to, and on nothing else.
  // What a panel covers is not in the tree, and its letters count no more.
  // Neither do those of a node of the same name under it ("page.more" of the page and of the panel).
  [[nodiscard]] bool covered(const Ink& i) const {
    if (i.node.empty() || tree_.overlay.empty()) return false;
    const Node* n = tree_.find(i.node);
    return n == nullptr || (i.node == "page.more" && !i.rect.inside(n->rect, 1));
  }

  void ink(const Ink& i) {
    if (covered(i)) return;
    if (i.cut) fault(Check::whole, i.node, "its words are cut off");
    // An address is one long word and goes on in the next line.
    const bool may_break = i.node == "privacy.contact" || i.node == "privacy.complaint";
    if (i.broken && !may_break) fault(Check::whole, i.node, "a word is broken");
    if (i.rect.x < -1 || i.rect.right() > glass().w + 1)
      fault(Check::whole, i.node, "letters beyond the side of the screen");
    if (!i.rect.inside(i.clip, 1)) return;  // partly scrolled away
    for (const auto& n : tree_.nodes) {
      if (!is_target(n) || n.offscreen || is_ground(n)) continue;
      const Rect both = i.rect.intersect(n.rect);
      if (both.w > 1 && both.h > 1 && !i.rect.inside(n.rect, 1))
        fault(Check::whole, i.node, "letters over the edge of " + n.id);
    }
  }

  void overlap(const Ink& a, const Ink& b) {
    if (covered(a) || covered(b)) return;
    if (!a.rect.inside(a.clip, 1) || !b.rect.inside(b.clip, 1)) return;
    // The same words drawn twice in one place, each time half of them (a bridge that grows), are one text.
    if (a.node == b.node && std::abs(a.rect.x - b.rect.x) < 1 && std::abs(a.rect.y - b.rect.y) < 1 &&
        std::abs(a.rect.w - b.rect.w) < 1)
      return;
    const Rect both = a.rect.intersect(b.rect);
    if (both.w > 1 && both.h > 1) fault(Check::whole, a.node, "letters over the letters of " + b.node);
  }

  const Tree& tree_;
  const Seen& seen_;
  text::Fonts& fonts_;
  Tally& tally_;
  std::vector<Flaw> faults_;
};

}  // namespace

bool is_target(const Node& n) { return n.hit.w > 0 && n.id != "bar.logo"; }

Flaw flaw_of(const Tree& tree, Check check, std::string_view id, std::string what) {
  return {check, tree.screen + (tree.overlay.empty() ? "" : "/" + tree.overlay) + " " + std::string(id),
          std::move(what)};
}

std::vector<Flaw> judge(const Tree& tree, const Seen& seen, text::Fonts& fonts, Tally& tally) {
  return Judge(tree, seen, fonts, tally).faults();
}

namespace {

int count_words(std::string_view text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = static_cast<unsigned char>(c) > ' ' && c != '-' && c != '+';
    words += letter && !inside ? 1 : 0;
    inside = letter;
  }
  return words;
}

// The frame around every page, and what is no sentence of ours. A field's name is its label, read once.
bool not_read(const Node& n) {
  for (const std::string_view id : {"form.progress", "form.back", "form.next", "review.send", "track.find"})
    if (n.id == id) return true;
  return n.role == NodeRole::textbox || n.id.starts_with("bar.") || n.id.starts_with("keyboard.") ||
         n.id.starts_with("language.") || n.id == "trial.banner" || n.id.starts_with("danger.line") ||
         n.id.find(".role") != std::string::npos || n.shows_private || n.role == NodeRole::img;
}

}  // namespace

Reading reading_of(const Tree& tree) {
  Reading r;
  for (const auto& n : tree.nodes) {
    if (not_read(n)) continue;
    const NodeRole role = n.role;
    r.words += count_words(n.name);
    const bool told = role == NodeRole::text || role == NodeRole::note || role == NodeRole::alert ||
                      role == NodeRole::status;
    r.messages +=
        told && n.name.ends_with(".") && !n.id.ends_with(".point") && !n.id.ends_with(".label") ? 1 : 0;
  }
  return r;
}

std::vector<Flaw> judge_dutch(const Tree& tree, Tally& tally) {
  std::vector<Flaw> faults;
  const auto fault = [&](std::string_view id, std::string what) {
    faults.push_back(flaw_of(tree, Check::plain_dutch, id, std::move(what)));
  };
  for (const std::string_view exempt : {"roles", "role", "checklist", "privacy", "health", "settings",
                                        "themes", "results", "answer", "queue"})
    if (tree.screen == exempt && tree.overlay.empty()) return faults;
  if (tree.find("track.kept") != nullptr) return faults;  // a list is as long as what is kept
  tally.looked(Check::plain_dutch);
  // "Ik maak me zorgen om iemand" is the name of a choice.
  for (const auto& n : tree.nodes)
    if (n.id != "form.with.worry" && is_target(n) && !not_read(n) && n.role != NodeRole::textbox &&
        !n.id.starts_with("checklist.") && count_words(n.name) > 5)
      fault(n.id, "a label of " + std::to_string(count_words(n.name)) + " words: " + n.name);
  if (tree.overlay == "help" || tree.overlay == "danger") return faults;
  const bool long_one =
      tree.overlay.empty() && (tree.screen == "home" || tree.screen == "review" || tree.screen == "receipt");
  const Reading r = reading_of(tree);
  if (r.words > (long_one ? 60 : 40)) fault("", std::to_string(r.words) + " words");
  if (r.messages > (long_one ? 6 : 3)) fault("", std::to_string(r.messages) + " messages");
  return faults;
}

}  // namespace wv::ui
