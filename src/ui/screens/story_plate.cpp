#include "ui/screens/story_plate.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace wv::ui {

namespace {

// In units of the plate (assets/illustrations/README.md).
constexpr float kWide = 1600, kHigh = 800, kBankTop = 428, kBankHigh = 372;
constexpr std::array<float, 4> kStoneFoot{488, 572, 658, 744}, kBridgeTop{428, 512, 598, 684};
constexpr Rect kRiver{520, 0, 560, 800}, kWater{680, 428, 240, 372}, kWest{0, 0, 640, 800},
    kEast{960, 0, 640, 800};
constexpr Rect kPose{376, 174 - 622, 440, 464};  // over the foot of its stone: y is added
constexpr Rect kMediatorPose{580, 282, 440, 464}, kFigure{692, 314, 216, 324};
constexpr Rect kLamp{246, 186, 166, 291}, kPlan{966, 446, 208, 189}, kTalk{980, 590, 272, 192};
constexpr Rect kCrosses{436, 348, 140, 220}, kOnBridge{730, 238, 140, 220}, kAcross{838, 262, 140, 220};
constexpr std::array<float, 6> kJoints{80, 120, 160, 200, 240, 320};  // where a bridge may be cut

std::string name_of(std::size_t role) { return std::string(domain::id_of(domain::kRoles[role])); }

Rect between(const Rect& a, const Rect& b, float t) {
  const auto mix = [t](float from, float to) { return from + (to - from) * t; };
  return {mix(a.x, b.x), mix(a.y, b.y), mix(a.w, b.w), mix(a.h, b.h)};
}

class Plate {
 public:
  Plate(Frame& f, const Rect& box) : f_(f), west_(box, f.rtl()), box_(box) {
    scale_ = std::max(box.h / kHigh, box.w / kWide);
    left_ = std::round(box.x + (box.w - kWide * scale_) / 2);
    top_ = std::round(box.bottom() - kHigh * scale_);
  }
  // Unmirrored, as the painter wants it. Edges are rounded, not sizes: layers that touch go on touching.
  [[nodiscard]] Rect at(const Rect& units) const { return west_(px(units)); }
  [[nodiscard]] Rect px(const Rect& units) const {
    const float x = left_ + std::round(units.x * scale_), y = top_ + std::round(units.y * scale_);
    return {x, y, left_ + std::round(units.right() * scale_) - x,
            top_ + std::round(units.bottom() * scale_) - y};
  }
  void layer(const std::string& name, const Rect& units, float opacity = 1) const {
    if (opacity > 0) f_.paint().picture("story-" + name, at(units), opacity);
  }
  // One state of a thing over the other: the second comes when the first would be missed otherwise.
  void change(const std::string& name, const Rect& units, float after) const {
    if (after < 1) layer(name + "-before", units);
    layer(name + "-after", units, after);
  }
  void bridge(std::size_t role, float grown) const {
    const Rect whole{640, kBridgeTop[role], 320, 120};
    if (grown >= 1) return layer("bridge-" + name_of(role), whole);
    float stands = 0;  // as far as its joints go
    for (const float joint : kJoints)
      if (joint <= grown * whole.w) stands = joint;
    if (stands <= 0) return;
    f_.paint().push_clip(at({whole.x, whole.y, stands, whole.h}));
    layer("bridge-" + name_of(role), whole);
    f_.paint().pop_clip();
  }
  void overcast(float opacity) const {
    if (opacity > 0) f_.paint().fill(box_, rgb(0x4E5875).with_alpha(opacity));
  }
  [[nodiscard]] Frame& frame() const { return f_; }

 private:
  Frame& f_;
  UnmirroredRect west_;
  Rect box_;
  float scale_ = 1, left_ = 0, top_ = 0;
};

float stepped(float built) { return eased(phase(built, 0, 0.32f)); }

// Lighter with each bridge: .22 .14 .09 .04 0.
float overcast_of(float bridges) {
  constexpr std::array<float, 5> kShade{0.22f, 0.14f, 0.09f, 0.04f, 0};
  const auto at = std::min(static_cast<std::size_t>(bridges), kShade.size() - 2);
  const float t = std::min(bridges - static_cast<float>(at), 1.0f);
  return kShade[at] + (kShade[at + 1] - kShade[at]) * t;
}

Rect pose_of(std::size_t role) {
  return role == 3 ? kMediatorPose : Rect{kPose.x, kPose.y + kStoneFoot[role], kPose.w, kPose.h};
}

// From the stone before, or from the street.
void walk(const Plate& p, const StoryPlate& s) {
  const float share = stepped(s.built[*s.at]);
  const Rect to = pose_of(*s.at);
  Rect from = to;
  if (s.before)
    from.x = pose_of(*s.before).x, from.y = pose_of(*s.before).y;
  else
    from.x -= 90;
  const float here = s.before ? 1.0f : std::min(1.0f, share * 4);
  p.layer("wijkverbinder-" + name_of(*s.at), between(from, to, share), std::min(here, 1 - s.together));
}

// The last bridge that stands bears the one who built it.
std::optional<std::size_t> bears(const StoryPlate& s) {
  for (const std::size_t role : {2U, 3U, 1U, 0U})
    if (bridge_grown(s.built[role]) >= 1) return role;
  return std::nullopt;
}

void things(const Plate& p, const StoryPlate& s) {
  const float all = s.waving;
  p.change("lamp", kLamp, phase(s.built[2], 0.75f, 0.25f));
  const float crossed = phase(s.built[0], 0.75f, 0.25f);
  p.layer("crossing-before", kCrosses, 1 - crossed);
  p.layer("west-away", kWest, 1 - all);
  p.layer("west-waving", kWest, all);
  p.change("plan", kPlan, phase(s.built[1], 0.75f, 0.25f));
  p.change("talk", kTalk, all);
  p.layer("east-away", kEast, 1 - all);
  p.layer("east-waving", kEast, all);
}

// Those that lie farther off than the wijkverbinder, or those before their feet.
void stones(const Plate& p, const StoryPlate& s, std::size_t from, std::size_t until) {
  for (std::size_t role = from; role < until; ++role)
    p.layer("stone-" + name_of(role), {540, kStoneFoot[role] - 54, 112, 80}, 1 - stepped(s.built[role]));
}

void bridges(const Plate& p, const StoryPlate& s) {
  const auto bearing = bears(s);
  const bool whole = s.together > 0 && bearing;
  const std::size_t near = s.at ? *s.at : 0;
  for (std::size_t role = 0; role < 4; ++role) {
    // Between the bridges, so that the next one hides the feet of who stands on this one.
    if (role == 3) stones(p, s, 0, near);
    if (role == 3 && s.at && s.together < 1) walk(p, s);
    p.bridge(role, bridge_grown(s.built[role]));
    if (role == 0)
      p.layer("crossing-after", between(kOnBridge, kAcross, s.waving), phase(s.built[0], 0.75f, 0.25f));
    if (whole && role == *bearing)
      p.layer("wijkverbinder", {kFigure.x, kBridgeTop[role] + 40 - kFigure.h, kFigure.w, kFigure.h},
              s.together);
  }
  stones(p, s, near, 4);
}

}  // namespace

float bridge_grown(float built) { return eased(phase(built, 0.3f, 0.45f)); }
float result_shown(float built) { return phase(built, 0.75f, 0.25f); }

void draw_plate(Frame& f, const Rect& box, const StoryPlate& s) {
  const Plate p(f, box);
  float sum = 0;
  for (const float built : s.built) sum += built;
  f.paint().push_clip(box);
  f.paint().fill(box, f.paint().plate());
  p.layer("river", kRiver);
  p.layer("river-grey", kRiver, 1 - std::min(1.0f, sum));
  p.layer("west", kWest);
  p.layer("east", kEast);
  p.layer("bank-west", {640, kBankTop, 40, kBankHigh});
  p.layer("bank-east", {920, kBankTop, 40, kBankHigh});
  if (s.duck > 0) p.layer("duck", between({700, 440, 76, 46}, {790, 716, 152, 92}, s.duck));
  things(p, s);
  p.overcast(overcast_of(sum));
  bridges(p, s);
  f.paint().pop_clip();
}

StoryPlate plate_at(float share) {
  StoryPlate s;
  for (std::size_t role = 0; role < 4; ++role) {
    s.built[role] = phase(share, 0.22f * static_cast<float>(role), 0.22f);
    if (s.built[role] <= 0) continue;
    s.before = s.at;
    s.at = role;
  }
  s.together = s.waving = phase(share, 0.9f, 0.1f);
  return s;
}

Rect stone_on_plate(Frame& f, const Rect& box, std::size_t role) {
  return Plate(f, box).at({540, kStoneFoot[role] - 54, 112, 80});
}
Rect river_on_plate(Frame& f, const Rect& box) { return Plate(f, box).at(kWater); }

std::string term_scene(domain::Role role, bool with, std::size_t world) {
  return "scene-" + std::string(domain::id_of(role)) + (with ? "-with" : "-without") +
         (world == 0 ? "-leefwereld" : "-systeemwereld");
}

void good_or_bad(Frame& f, const Rect& disc, bool good, float opacity) {
  f.paint().round_fill(disc, disc.w / 2, (good ? rgb(0xF6BE4A) : f.theme().card).with_alpha(opacity));
  if (!good) f.paint().round_border(disc, disc.w / 2, f.mm(0.6f), f.theme().error.with_alpha(opacity));
  f.paint().icon(good ? "check" : "close", disc.inset(disc.w * 0.2f),
                 (good ? rgb(0x17213B) : f.theme().error).with_alpha(opacity));
}

}  // namespace wv::ui
