// Bad pages made on purpose: each turns its check of composition.h red, and the good page beside it doesn't.
#include <doctest/doctest.h>

#include "composition.h"

using namespace wv;
using namespace wv::ui;

namespace {

constexpr float kMm = 4;

Device upright() {
  Device d;
  d.width_px = 1000;
  d.height_px = 2000;
  d.px_per_mm = kMm;
  d.type_scale = 1;
  return d;
}

// A page that is right: a bar with its words, a heading over rows that fill the page, a button.
struct Made {
  Tree tree;
  Seen seen{upright()};
  std::vector<ScrollArea> areas;
  std::vector<float> scrolled;
  std::vector<ShownPicture> pictures;

  Made() {
    tree.screen = "made";
    control("bar.help", {20, 1900, 300, 90});
    words("page.heading", NodeRole::heading, {50, 60, 900, 60}, "Klopt dit?");
    for (int i = 0; i < 16; ++i)
      words("row." + std::to_string(i), NodeRole::text, {50, 160 + 100.0f * static_cast<float>(i), 900, 60},
            "Een zin die iets zegt.");
    control("form.next", {500, 1760, 450, 90});
  }
  Node& node(const std::string& id, NodeRole role, const Rect& rect, const std::string& name) {
    Node n;
    n.id = id;
    n.role = role;
    n.name = n.spoken = name;
    n.rect = rect;
    tree.nodes.push_back(n);
    return tree.nodes.back();
  }
  void words(const std::string& id, NodeRole role, const Rect& rect, const std::string& name) {
    node(id, role, rect, name);
    tree.inks.push_back({id, rect, {0, 0, 1000, 2000}});
  }
  Node& control(const std::string& id, const Rect& rect, NodeRole role = NodeRole::button) {
    Node& n = node(id, role, rect, "Verder");
    n.hit = rect;
    tree.inks.push_back({id, rect.inset(8), {0, 0, 1000, 2000}});
    return n;
  }
  void take_away(std::string_view beginning) {
    std::erase_if(tree.nodes, [&](const Node& n) { return n.id.starts_with(beginning); });
    std::erase_if(tree.inks, [&](const Ink& i) { return i.node.starts_with(beginning); });
  }
  [[nodiscard]] std::string faults() const {
    Tally tally;
    std::string all;
    for (const auto& f : judge_composition({tree, seen, areas, scrolled, pictures}, tally))
      all += (all.empty() ? "" : " ") + std::string(id_of(f.check));
    return all;
  }
};

}  // namespace

TEST_CASE("a page that is put together well has no fault") { CHECK(Made().faults().empty()); }

TEST_CASE("a field with an error out of sight is seen") {
  Made page;
  page.words("form.phone.error", NodeRole::alert, {50, 100, 900, 40}, "Er ontbreekt een cijfer.");
  page.control("form.phone", {50, 200, 900, 60}, NodeRole::textbox).editing = true;
  CHECK(page.faults().empty());
  Made below = page;
  below.tree.nodes.back().offscreen = true;
  CHECK(below.faults() == "error_in_view");
  Made under = page;
  under.control("keyboard.a", {50, 180, 900, 300});
  CHECK(under.faults() == "error_in_view");
  Made sentence = page;
  sentence.tree.nodes[sentence.tree.nodes.size() - 2].offscreen = true;
  CHECK(sentence.faults() == "error_in_view");
  // Tiles are one field: one of them in sight is enough, none is not.
  Made tiles;
  tiles.words("form.message.error", NodeRole::alert, {50, 100, 900, 40}, "Kies iets.");
  tiles.control("form.message.lamp", {50, 200, 900, 60});
  tiles.control("form.message.waste", {50, 2200, 900, 60}).offscreen = true;
  CHECK(tiles.faults().empty());
  tiles.tree.nodes[tiles.tree.nodes.size() - 2].offscreen = true;
  CHECK(tiles.faults() == "error_in_view");
}

TEST_CASE("112 below the fold is seen") {
  Made page;
  page.words("danger.line", NodeRole::alert, {50, 1700, 900, 40}, "Gevaar? Bel 112.");
  CHECK(page.faults().empty());
  page.tree.nodes.back().offscreen = true;
  CHECK(page.faults() == "danger_in_view");
  Made without;  // a page for a message
  without.tree.screen = "form";
  without.control("form.message", {50, 200, 900, 60});
  CHECK(without.faults() == "danger_in_view");
  without.words("danger.line", NodeRole::alert, {50, 1700, 900, 40}, "Gevaar? Bel 112.");
  CHECK(without.faults().empty());
}

TEST_CASE("a bar without its words is seen") {
  Made page;
  std::erase_if(page.tree.inks, [](const Ink& i) { return i.node == "bar.help"; });
  CHECK(page.faults() == "bar_words");
  Made cut;
  cut.tree.inks.front().cut = true;
  CHECK(cut.faults() == "bar_words");
}

TEST_CASE("what goes on below and doesn't say so is seen") {
  Made page;
  page.areas.push_back({"page", {0, 0, 1000, 1880}, 1880});
  page.scrolled.push_back(0);
  CHECK(page.faults().empty());
  page.areas.back().content_height = 2400;
  CHECK(page.faults() == "fold");
  page.control("page.more", {400, 1700, 200, 60});
  CHECK(page.faults().empty());
  page.scrolled.back() = 520;  // at its end
  CHECK(page.faults() == "fold");
}

TEST_CASE("beside a keyboard the field's room isn't given to a sign that more lies below") {
  Made page;
  page.areas.push_back({"page", {0, 0, 1000, 1880}, 2400});
  page.scrolled.push_back(0);
  page.control("keyboard.a", {50, 1650, 80, 80});
  CHECK(page.faults().empty());
  page.control("page.more", {400, 1660, 200, 60});  // but where it stands, it tells the truth
  CHECK(page.faults().empty());
  page.scrolled.back() = 520;
  CHECK(page.faults() == "fold");
}

TEST_CASE("the less there is to say, the more a picture may take") {
  Made few;
  few.take_away("row.");
  few.words("row", NodeRole::text, {50, 1050, 900, 600}, "Een ogenblik.");
  few.pictures.push_back({"safe", {100, 150, 800, 860}});
  CHECK(few.faults().empty());
  for (int i = 0; i < 12; ++i)
    few.words("more." + std::to_string(i), NodeRole::text, {50, 1660 + 7.0f * static_cast<float>(i), 900, 6},
              "Een zin die nog iets meer zegt.");
  CHECK(few.faults() == "picture_share");
}

TEST_CASE("in the lower mode the part that is reached is judged, and above it stands a picture") {
  Made page;
  page.seen.device.standing = true;
  page.seen.lower = true;
  for (const int above : {0, 1, 2, 3, 4, 5, 6}) page.take_away("row." + std::to_string(above));
  page.take_away("page.heading");
  for (int i = 10; i < 16; ++i)  // "row.1" took them along
    page.words("row." + std::to_string(i), NodeRole::text,
               {50, 160 + 100.0f * static_cast<float>(i), 900, 60}, "Een zin die iets zegt.");
  CHECK(page.faults() == "unused_height");  // nothing above
  page.pictures.push_back({"wijkverbinder", {300, 100, 400, 600}});
  CHECK(page.faults().empty());
  page.pictures.back().rect.h = 60;
  CHECK(page.faults() == "unused_height");
  page.pictures.back().rect.h = 600;
  page.take_away("row.");
  CHECK(page.faults() == "unused_height");
}

TEST_CASE("a picture that takes too much is seen") {
  Made page;
  page.take_away("row.");
  for (int i = 0; i < 9; ++i)
    page.words("row." + std::to_string(i), NodeRole::text,
               {50, 850 + 100.0f * static_cast<float>(i), 900, 60},
               "Een zin die iets zegt, en daarna nog iets meer.");
  page.pictures.push_back({"glass", {200, 150, 600, 600}});
  CHECK(page.faults().empty());
  page.pictures.back().rect = {200, 130, 700, 700};
  CHECK(page.faults() == "picture_share");
  // Over a page that is a picture there is nothing to say.
  page.tree.screen = "home";
  CHECK(page.faults().empty());
  // Beside its words it counts as large as it is.
  page.tree.screen = "made";
  page.words("beside", NodeRole::text, {10, 400, 150, 40}, "Ernaast");
  CHECK(page.faults().empty());
  page.pictures.push_back({"glass", {300, 900, 400, 400}});
  CHECK(page.faults() == "picture_share");
}

TEST_CASE("a page that is half empty is seen") {
  Made page;
  for (int i = 0; i < 6; ++i) page.take_away("row." + std::to_string(i));
  CHECK(page.faults() == "unused_height");
  // One sentence may stand in the middle, but not on a third of the page.
  Made few;
  few.take_away("row.");
  few.words("row", NodeRole::text, {50, 500, 900, 900}, "Eén ogenblik.");
  CHECK(few.faults().empty());
  few.take_away("row");
  few.words("row", NodeRole::text, {50, 800, 900, 60}, "Eén ogenblik.");
  CHECK(few.faults() == "unused_height");
}

TEST_CASE("a row that looks like a button and is none is seen") {
  Made page;
  page.tree.raised.push_back(page.tree.find("form.next")->rect);
  CHECK(page.faults().empty());
  page.tree.raised.push_back({40, 150, 920, 80});
  CHECK(page.faults() == "raised");
  // A card that holds several texts is a card.
  page.tree.raised.back() = {40, 150, 920, 180};
  CHECK(page.faults().empty());
}
