#include "ui/screens/story_table.h"

#include <algorithm>
#include <cmath>

#include "app/story.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::int64_t kTogetherMs = 700;

std::string without_or_with(const Scene& s, bool with) {
  return s.f.text(with ? "roles.with"_k : "roles.without"_k);
}

}  // namespace

StoryNow story_now(const Scene& s, const app::Roles& roles) {
  StoryNow now{roles, {}};
  auto& motion = s.f.motion;
  for (std::size_t i = 0; i < domain::kRoles.size(); ++i)
    now.plate.built[i] = motion.glide(id_of_role(domain::kRoles[i]), roles.built[i] ? 1.0f : 0.0f,
                                      {.whole_ms = app::kStoryStepMs - 200, .first = {}});
  // Only once the last bridge stands both worlds turn to one another.
  const bool stand = *std::min_element(now.plate.built.begin(), now.plate.built.end()) >= 1;
  now.plate.together =
      motion.glide("roles.together", stand ? 1.0f : 0.0f, {.whole_ms = kTogetherMs, .first = {}});
  now.plate.waving = now.plate.together;
  if (roles.at) now.plate.at = static_cast<std::size_t>(*roles.at);
  if (roles.before) now.plate.before = static_cast<std::size_t>(*roles.before);
  now.plate.duck = motion.glide("roles.duck", roles.duck ? 1.0f : 0.0f, {.whole_ms = 6000, .first = {}});
  return now;
}

void use_stone(const Scene& s, const StoryNow& now, domain::Role role) {
  if (now.stands(static_cast<std::size_t>(role)))
    s.emit(app::RoleOpened{role});
  else
    s.emit(app::StoneTouched{role});
}

void name_stone(const Scene& s, const StoryNow& now, domain::Role role, const RoleWords& words, Node& node) {
  const bool stands = now.stands(static_cast<std::size_t>(role));
  const auto& terms = words.terms[stands ? 1 : 0];
  const std::string both = without_or_with(s, stands) + ": " + terms[0] + ". " + terms[1] + ".";
  const std::string stone = s.f.text(content::Key{"story.stone." + std::string(domain::id_of(role))});
  node.name = stands ? words.says : stone;
  node.spoken = stands ? words.says + ". " + words.does + ". " + both
                       : stone + ". " + s.f.text("story.stone.open"_k) + ". " + both;
}

StoryTable::StoryTable(const Scene& s, const StoryNow& now, float width, float high)
    : s_(s), f_(s.f), now_(now), width_(width) {
  const float longest = longest_word();
  for (const float scene : {56.0f, 48.0f, 40.0f, 34.0f, 29.0f, 25.0f, 20.0f}) {
    scene_mm_ = scene;
    fits_ = ground().pictured() && longest <= term_room(f_, ground()) && height() <= high;
    if (fits_) break;
  }
}

float StoryTable::height() const {
  const Banks b = ground();
  float sum = names_height(b) + f_.mm(2);
  for (const auto role : domain::kRoles) sum += row_of(s_, role, b, width_).high();
  return sum;
}

void StoryTable::draw(const Rect& whole, float spare) const {
  const Banks b = ground();
  const UnmirroredRect west(whole, f_.rtl());
  const float middle = std::round(whole.x + whole.w / 2);
  const Rect left{middle - b.gap / 2 - b.bank, whole.y, b.bank, whole.h};
  const Rect right{middle + b.gap / 2, whole.y, b.bank, whole.h};
  const Rect river{left.right(), whole.y + f_.mm(2), right.x - left.right(), whole.h - f_.mm(4)};
  draw_river(f_, west(river), west(river.inset(-f_.mm(6), 0)));
  draw_bank(f_, west(left), f_.theme().leefwereld);
  draw_bank(f_, west(right), f_.theme().systeemwereld);
  float y = whole.y + names(west(left), west(right), b);
  const float extra = std::min(f_.mm(9), std::max(0.0f, spare) / 4);
  for (std::size_t i = 0; i < domain::kRoles.size(); ++i) {
    Row row = row_of(s_, domain::kRoles[i], b, whole.w);
    row.above += extra * 0.4f;
    row.between += extra * 0.3f;
    row.below += extra * 0.3f;
    one(i, row, {whole.x, y, whole.w, row.high()}, left, right);
    y += row.high();
  }
}

// Of all sixteen terms: what a bank must be able to hold on one line.
float StoryTable::longest_word() const {
  float longest = 0;
  for (const auto role : domain::kRoles)
    for (const auto& state : words_of(s_, role).terms)
      for (const auto& term : state) longest = std::max(longest, f_.type.word_width(term, term_look(f_)));
  return longest;
}

Banks StoryTable::ground() const { return banks_of(f_, width_, scene_mm_); }

Words StoryTable::name_look() const {
  return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink};
}
std::string StoryTable::name(std::size_t world) const {
  return f_.text(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k) + ": " +
         f_.text(world == 0 ? "world.leefwereld.line"_k : "world.systeemwereld.line"_k);
}
float StoryTable::names_height(const Banks& b) const {
  float high = 0;
  for (std::size_t world = 0; world < 2; ++world)
    high = std::max(high, f_.type.height_of(name(world), name_look(), b.bank - 2 * b.pad));
  return high + f_.mm(6);
}
float StoryTable::names(const Rect& left, const Rect& right, const Banks& b) const {
  const float high = names_height(b);
  for (std::size_t world = 0; world < 2; ++world) {
    const Rect r = (world == 0 ? left : right).inset(b.pad, 0);
    const Colour ground = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
    const float tall = f_.type.height_of(name(world), name_look(), r.w);
    f_.words(world == 0 ? "roles.leefwereld" : "roles.systeemwereld",
             {r.x, r.y + (high - tall) * 0.6f, r.w, tall}, name(world), name_look(), ground,
             NodeRole::heading);
  }
  return high;
}

void StoryTable::one(std::size_t i, const Row& row, const Rect& at, const Rect& left,
                     const Rect& right) const {
  const domain::Role role = domain::kRoles[i];
  const UnmirroredRect west({at.x, at.y, at.w, at.h}, f_.rtl());
  const Rect place{at.x + row.banks.deck, std::round(at.y + row.above), at.w - 2 * row.banks.deck, row.deck};
  const float arch = f_.mm(2.6f);
  const Rect river{left.right(), place.y, right.x - left.right(), place.h};
  bridge(i, row, place, {river.x, place.bottom(), river.w, arch}, river);
  const Cell cell{s_, role, row, now_.stands(i), result_shown(now_.plate.built[i])};
  const float y = place.bottom() + row.between;
  cell.draw(0, west({left.x, y, left.w, row.cells}));
  cell.draw(1, west({right.x, y, right.w, row.cells}));
}

// A stone that waits, or the bridge that it became; one touch builds it, the next opens the role.
void StoryTable::bridge(std::size_t i, const Row& row, const Rect& place, const Rect& span,
                        const Rect& river) const {
  const domain::Role role = domain::kRoles[i];
  const std::string id = id_of_role(role);
  const float pressed = f_.press(id), sunk = pressed * f_.mm(1);
  const Deck deck{s_, role, row.words, bridge_grown(now_.plate.built[i]), pressed};
  deck.draw(place.moved(0, sunk), span.moved(0, sunk), river.moved(0, sunk));
  Node& n = f_.node(id, NodeRole::button, row.words.says, place);
  name_stone(s_, now_, role, row.words, n);
  if (now_.stands(i)) {
    n.fg = rgb(0xFFFFFF);
    n.bg = role_colour(role);
    n.cap_px = f_.type.cap_px(type::kBody);
  }
  if (f_.target(id, place)) use_stone(s_, now_, role);
}

}  // namespace wv::ui
