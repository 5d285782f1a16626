#include "composition.h"

#include <algorithm>
#include <string_view>

namespace wv::ui {

namespace {

constexpr float kAirMm = 8, kTooLowForMoreMm = 75;

Rect glass_of(const Device& d) {
  return {0, 0, static_cast<float>(d.width_px), static_cast<float>(d.height_px)};
}

// How much of the glass, from its top, somebody who sits doesn't reach.
float out_of_reach(const Seen& seen) {
  if (!seen.lower) return 0;
  const auto low = lowered(seen.device, seen.bottom_mm);
  return low ? static_cast<float>(low->top_px) : 0;
}

Rect joined(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

bool meet(const Rect& a, const Rect& b) {
  const Rect both = a.intersect(b);
  return both.w > 1 && both.h > 1;
}

bool is_in_the_bar(const Node& n) { return n.id.starts_with("bar."); }
bool is_told(const Node& n) {
  for (const NodeRole control :
       {NodeRole::button, NodeRole::radio, NodeRole::checkbox, NodeRole::textbox, NodeRole::img})
    if (n.role == control) return false;
  return n.hit.empty() && !n.name.empty();
}

int words_of(std::string_view text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    words += c != ' ' && !inside ? 1 : 0;
    inside = c != ' ';
  }
  return words;
}

// "12%", of a share.
std::string percent(float share) { return std::to_string(static_cast<int>(share * 100 + 0.5f)) + "%"; }

class Composition {
 public:
  Composition(const Composed& page, Tally& tally) : page_(page), tree_(page.tree), tally_(tally) {}

  std::vector<Flaw> faults() {
    error_in_view();
    danger_in_view();
    bar_labels();
    fold();
    picture();
    height();
    raised();
    return std::move(faults_);
  }

 private:
  void fault(Check check, std::string_view id, std::string what) {
    faults_.push_back(flaw_of(tree_, check, id, std::move(what)));
  }
  [[nodiscard]] float mm(float px) const { return px / page_.seen.device.px_per_mm; }

  [[nodiscard]] bool seen(const Node& n) const {
    if (n.offscreen) return false;
    return std::none_of(tree_.nodes.begin(), tree_.nodes.end(), [&](const Node& key) {
      return key.id.starts_with("keyboard.") && meet(key.rect, n.rect);
    });
  }

  // WCAG 3.3.1: the sentence and the field it is about are on the screen, and not under the keyboard.
  void error_in_view() {
    for (const auto& n : tree_.nodes) {
      const auto dot = n.id.rfind('.');
      const std::string_view last = std::string_view(n.id).substr(dot == std::string::npos ? 0 : dot + 1);
      if (n.role != NodeRole::alert || (last != "error" && last != "full")) continue;
      tally_.looked(Check::error_in_view);
      if (!seen(n)) fault(Check::error_in_view, n.id, "the sentence about an error can't be seen");
      const std::string field = n.id.substr(0, dot);
      bool any = false, one_seen = false;  // tiles are one field together
      for (const auto& m : tree_.nodes) {
        const bool of_it = m.id == field || (m.id.starts_with(field + ".") && is_target(m));
        if (!of_it || !is_target(m)) continue;
        // The field that is typed in is the field, whatever else stands by that name.
        one_seen = m.editing ? seen(m) : one_seen || seen(m);
        any = true;
        if (m.editing) break;
      }
      if (any && !one_seen) fault(Check::error_in_view, field, "the field that has the error can't be seen");
    }
  }

  // Whoever is telling something may be in danger: 112 is there, beside the keyboard too.
  void danger_in_view() {
    const Node* n = tree_.find("danger.line");
    const bool asked =
        tree_.screen == "form" && tree_.overlay.empty() && tree_.find("form.message") != nullptr;
    if (asked && n == nullptr)
      fault(Check::danger_in_view, "danger.line", "a page for a message without 112");
    if (n == nullptr) return;
    tally_.looked(Check::danger_in_view);
    if (!seen(*n)) fault(Check::danger_in_view, n->id, "112 lies below the fold");
  }

  void bar_labels() {
    for (const auto& n : tree_.nodes) {
      if (!is_in_the_bar(n) || !is_target(n)) continue;
      tally_.looked(Check::bar_words);
      const bool labelled = std::any_of(tree_.inks.begin(), tree_.inks.end(), [&](const Ink& i) {
        return i.node == n.id && !i.cut && meet(i.rect, n.rect);
      });
      if (!labelled) fault(Check::bar_words, n.id, "no word stands in it");
    }
  }

  // What goes on below says so, and what doesn't, doesn't.
  void fold() {
    // Beside keys the room is the field's; what stands beside Back and Next may say it.
    const bool keys = std::any_of(tree_.nodes.begin(), tree_.nodes.end(),
                                  [](const Node& n) { return n.editing || n.id.starts_with("keyboard."); });
    if (keys && tree_.find("page.more") == nullptr) return;
    bool more = false;
    for (std::size_t i = 0; i < page_.areas.size(); ++i) {
      const ScrollArea& a = page_.areas[i];
      if (tree_.overlay == "volume" && a.id != "volume") continue;  // the page under the ear's panel
      // Where so little shows that a sign would hide what it speaks of, the bar at the edge has to do.
      if (tree_.find("page.more") == nullptr && mm(a.rect.h) < kTooLowForMoreMm) continue;
      more = more || a.content_height - (i < page_.scrolled.size() ? page_.scrolled[i] : 0) > a.rect.h + 1;
    }
    const Node* told = tree_.find("page.more");
    if (more) tally_.looked(Check::fold);
    if (more && (told == nullptr || told->offscreen || told->hit.empty()))
      fault(Check::fold, page_.areas.front().id, "more lies below, and nothing says so");
    if (!more && told != nullptr) fault(Check::fold, "page.more", "says that more lies below, and none does");
  }

  [[nodiscard]] bool tells_by_pictures() const {
    if (!tree_.overlay.empty()) return false;
    for (const std::string_view screen : {"attract", "home", "roles", "role"})
      if (tree_.screen == screen) return true;
    return false;
  }

  void picture() {
    tally_.looked(Check::picture_share);
    const PictureShare p = tells_by_pictures() ? PictureShare{} : largest_picture(page_);
    if (p.share > limit(false, kMostPictureOfFew, kMostPicture) + 0.005f)
      fault(Check::picture_share, p.name, "takes " + percent(p.share) + " of the page");
    for (std::size_t i = 0; i < page_.pictures.size(); ++i)
      for (std::size_t j = i + 1; j < page_.pictures.size(); ++j)
        if (page_.pictures[i].name == page_.pictures[j].name && is_large(page_.pictures[i]) &&
            is_large(page_.pictures[j]))
          fault(Check::picture_share, page_.pictures[i].name, "stands there twice");
  }

  [[nodiscard]] bool is_large(const ShownPicture& p) const {
    const Rect glass = glass_of(page_.seen.device);
    return p.rect.w * p.rect.h > 0.06f * glass.w * glass.h;
  }

  // From `few` words on, down to `many`.
  [[nodiscard]] float limit(bool controls, float of_few, float of_many) const {
    int said = 0;
    for (const auto& n : tree_.nodes) {
      if (is_in_the_bar(n) || n.id == "trial.banner" || n.id.starts_with("danger.line")) continue;
      said += is_told(n) ? words_of(n.name) : 0;
      said += controls && is_target(n) ? kWordsOfControl : 0;
    }
    const int more = std::clamp(said, kFewWords, kManyWords) - kFewWords;
    const float share = static_cast<float>(more) / static_cast<float>(kManyWords - kFewWords);
    return of_few + share * (of_many - of_few);
  }

  void height() {
    tally_.looked(Check::unused_height);
    const bool low = out_of_reach(page_.seen) > 0;
    const float share = unused_height(page_), most = low ? limit(true, kMostUnusedLowOfFew, kMostUnusedLow)
                                                         : limit(true, kMostUnusedOfFew, kMostUnused);
    if (share > most + 0.005f)
      fault(Check::unused_height, "",
            percent(share) + " of the height is empty (at most " + percent(most) + ")");
    above_reach();
  }

  void above_reach() {
    const float above = out_of_reach(page_.seen);
    if (mm(above) < kAboveReachMm) return;
    tally_.looked(Check::unused_height);
    float highest = 0;
    for (const auto& p : page_.pictures)
      if (p.rect.bottom() <= above + 1) highest = std::max(highest, p.rect.h);
    if (highest < kLeastAboveReach * above)
      fault(Check::unused_height, "", "nothing stands above what can be reached");
  }

  // A row that is drawn as high as a button, says one thing, and does nothing when it is touched. What holds
  // several texts or a button of its own is a card.
  void raised() {
    for (const Rect& r : tree_.raised) {
      tally_.looked(Check::raised);
      int texts = 0;
      bool touched = false;
      std::string_view id;
      for (const auto& n : tree_.nodes) {
        // What is scrolled away takes no touch there, and is judged where it is seen.
        touched = touched || ((is_target(n) || n.offscreen) && meet(n.rect, r));
        if (!is_told(n) || !n.rect.inside(r, 2)) continue;
        ++texts;
        id = n.id;
      }
      if (!touched && texts == 1)
        fault(
            Check::raised, id,
            "stands out like a button of " + std::to_string(static_cast<int>(mm(r.h))) + " mm, and is none");
    }
  }

  const Composed& page_;
  const Tree& tree_;
  Tally& tally_;
  std::vector<Flaw> faults_;
};

// Letters, pictures and controls, as far as they are seen: what somebody looks for. A card's ground is none.
std::vector<Rect> contents(const Composed& page, const Rect& place) {
  std::vector<Rect> list;
  const auto add = [&](const Rect& r) {
    const Rect shown = r.intersect(place);
    if (shown.w > 1 && shown.h > 1) list.push_back(shown);
  };
  for (const auto& i : page.tree.inks) add(i.rect.intersect(i.clip));
  for (const auto& p : page.pictures) add(p.rect);
  for (const auto& n : page.tree.nodes) {
    const bool drawn =
        n.role == NodeRole::img || n.role == NodeRole::textbox || n.role == NodeRole::progressbar;
    const bool ground = n.hit.w > n.rect.w + 1 || n.hit.h > n.rect.h + 1;  // takes a touch anywhere
    const bool row = n.id.starts_with("queue.");  // of ImGui's table, whose letters are no ink of the tree's
    const bool shown = !n.offscreen || n.id == "receipt.qr";  // its squares are neither letters nor a picture
    if (shown && (drawn || row || is_target(n)) && !(ground && n.rect.h > place.h / 2)) add(n.rect);
  }
  return list;
}

}  // namespace

Rect page_place(const Composed& page) {
  Rect place = glass_of(page.seen.device), bar;
  const float mm = page.seen.device.px_per_mm;
  for (const auto& n : page.tree.nodes)
    if (is_in_the_bar(n)) bar = joined(bar, n.rect);
  if (!bar.empty()) {
    if (bar.w > bar.h)
      place.cut_bottom(place.bottom() - bar.y + 4 * mm);
    else if (bar.x < place.w / 2)
      place.cut_start(bar.right() + 2 * mm);
    else
      place.cut_end(place.right() - bar.x + 2 * mm);
  }
  if (const Node* banner = page.tree.find("trial.banner")) place.cut_top(banner->rect.bottom() + mm);
  place.cut_top(std::max(0.0f, out_of_reach(page.seen) - place.y));
  return place;
}

// With no words beside it a picture takes its rows from side to side.
PictureShare largest_picture(const Composed& page) {
  const Rect place = page_place(page);
  PictureShare most;
  for (const auto& p : page.pictures) {
    Rect r = p.rect.intersect(place);
    if (r.empty() || p.name.starts_with("icon:")) continue;
    const bool control = std::any_of(page.tree.nodes.begin(), page.tree.nodes.end(),
                                     [&](const Node& n) { return is_target(n) && r.inside(n.rect, 2); });
    if (control) continue;
    const bool alone = std::none_of(page.tree.inks.begin(), page.tree.inks.end(), [&](const Ink& i) {
      const Rect o = i.rect.intersect(i.clip).intersect(place);
      return o.w > 1 && o.h > 1 && o.y < r.bottom() - 2 && o.bottom() > r.y + 2;
    });
    if (alone) r = {place.x, r.y, place.w, r.h};
    const float share = r.w * r.h / (place.w * place.h);
    if (share > most.share) most = {share, p.name};
  }
  return most;
}

float unused_height(const Composed& page) {
  const Rect place = page_place(page);
  const float air = kAirMm * page.seen.device.px_per_mm * std::max(1.0f, page.seen.device.type_scale);
  std::vector<Rect> list = contents(page, place);
  std::sort(list.begin(), list.end(), [](const Rect& a, const Rect& b) { return a.y < b.y; });
  float at = place.y, sum = 0;
  for (const Rect& r : list) {
    sum += std::max(0.0f, r.y - at - 2 * air);
    at = std::max(at, r.bottom());
  }
  sum += std::max(0.0f, place.bottom() - at - 2 * air);
  return sum / place.h;
}

std::vector<Flaw> judge_composition(const Composed& page, Tally& tally) {
  return Composition(page, tally).faults();
}

}  // namespace wv::ui
