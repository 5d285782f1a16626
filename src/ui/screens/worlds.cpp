#include "ui/screens/worlds.h"

#include <array>
#include <cmath>
#include <string>

namespace wv::ui {

namespace {

// In units of the plate: worlds 640 x 800, the river 320 between them (assets/illustrations/README.md).
constexpr float kWorld = 640, kHigh = 800, kRiver = 320, kFarRiver = 560, kBank = 40, kBankTop = 428;
constexpr float kDrift = 78;  // how far each world stands off without a wijkverbinder
constexpr float kBridgeHigh = 120;
constexpr std::array<float, 4> kBridgeTop{428, 512, 598, 684};
constexpr Rect kFigure{52, 314, 216, 324};  // from the river's west edge, when it has stepped in
constexpr float kStepFrom = -150;           // the wijkverbinder comes from where people live

struct Plate {  // plate units to px, over the middle of the river
  float scale, middle, top;
  [[nodiscard]] float px(float units) const { return std::round(units * scale); }
  [[nodiscard]] Rect at(float x, float y, float w, float h) const {
    return {middle + std::round(x * scale), top + px(y), px(w), px(h)};
  }
};

void bridge(Frame& f, const UnmirroredRect& west, const Plate& p, std::size_t i, float grown) {
  if (grown <= 0) return;
  const Rect whole = p.at(-kRiver / 2, kBridgeTop[i], kRiver, kBridgeHigh);
  const std::string name = "story-bridge-" + std::string(domain::id_of(domain::kRoles[i]));
  const float half = std::round(whole.w / 2 * grown);
  const auto part = [&](const Rect& clip) {
    f.paint().push_clip(west(clip));
    f.paint().picture(name, west(whole));
    f.paint().pop_clip();
  };
  if (grown >= 1) return void(f.paint().picture(name, west(whole)));
  part({whole.x, whole.y, half, whole.h});
  part({whole.right() - half, whole.y, half, whole.h});
}

}  // namespace

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

float bridge_grown(float together, std::size_t role) {
  return eased(phase(together, 0.3f + 0.1f * static_cast<float>(role), 0.36f));
}
float result_shown(float together, std::size_t role) {
  return phase(together, 0.48f + 0.1f * static_cast<float>(role), 0.22f);
}

void draw_worlds(Frame& f, const Rect& box, float together) {
  const UnmirroredRect west(box, f.rtl());
  const float scale = std::max(box.h / kHigh, box.w / (2 * kWorld + kRiver));
  const Plate p{scale, std::round(box.x + box.w / 2), std::round(box.bottom() - kHigh * scale)};
  const float off = kDrift * (1 - eased(phase(together, 0, 0.6f)));
  const float edge = kRiver / 2 + off;
  f.paint().push_clip(box);
  f.paint().picture("story-river", west(p.at(-kFarRiver / 2, 0, kFarRiver, kHigh)));
  const Rect here = p.at(-edge - kWorld, 0, kWorld, kHigh), there = p.at(edge, 0, kWorld, kHigh);
  // Past the outer edge of a world that has come in, its own sky and street go on: there is no rim to see.
  f.paint().picture("world-leefwereld", west(here));
  f.paint().picture("world-systeemwereld", west(there));
  f.paint().picture("story-bank-west",
                    west({here.right(), p.at(0, kBankTop, 0, 0).y, p.px(kBank), p.px(kHigh - kBankTop)}));
  f.paint().picture("story-bank-east", west({there.x - p.px(kBank), p.at(0, kBankTop, 0, 0).y, p.px(kBank),
                                             p.px(kHigh - kBankTop)}));
  for (std::size_t i = 0; i < 3; ++i) bridge(f, west, p, i, bridge_grown(together, i));
  // On the third bridge, in front of the first two and behind the last, as soon as it bears.
  const float stepped = phase(together, 0.45f, 0.4f);
  const Rect figure =
      p.at(kFigure.x - kRiver / 2 + kStepFrom * (1 - eased(stepped)), kFigure.y, kFigure.w, kFigure.h);
  f.paint().picture("story-wijkverbinder", west(figure), std::min(1.0f, stepped * 9));
  bridge(f, west, p, 3, bridge_grown(together, 3));
  // Overcast while the worlds are apart.
  f.paint().fill(box, rgb(0x4E5875).with_alpha(0.2f * (1 - phase(together, 0.3f, 0.7f))));
  f.paint().pop_clip();
}

}  // namespace wv::ui
