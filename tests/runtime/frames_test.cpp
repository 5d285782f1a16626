// Every frame of whole journeys, drawn by its damage only, against the same frame drawn wholly: pixel by
// pixel the same. The negative control draws damage that is one texture update short and must differ.
#include "player/application_fixture.h"

#include "render/incremental.h"

using namespace wv;
using namespace wv::test;

namespace {

struct Watch {
  explicit Watch(TestApplication& h) : application(h) {}
  void frame() {
    const runtime::Stage& stage = application.application.stage;
    const render::Box screen = stage.screen();
    const auto size = static_cast<std::size_t>(screen.area());
    if (kept.size() != size) {
      kept.assign(size, 0);
      incremental.forget();
    }
    const render::Surface to{kept.data(), screen.right, screen.bottom, screen.right};
    const auto boxes = incremental.draw(stage.shapes(), application.application.textures,
                                        application.application.textures.take_changes(), to);
    ++frames;
    if (boxes.empty()) return;
    ++drawn;
    for (const render::Box& b : boxes) area += b.area();
    const auto whole = player::picture_of(stage, application.application.textures);
    for (std::size_t i = 0; i < size; ++i)
      if (kept[i] != (whole.argb[i] & 0xFFFFFFu)) {
        ++wrong;
        return;
      }
  }
  TestApplication& application;
  render::Incremental incremental;
  std::vector<std::uint32_t> kept;
  int frames = 0, drawn = 0, wrong = 0;
  std::int64_t area = 0;
};

}  // namespace

TEST_CASE("a journey drawn by damage is the journey") {
  for (const auto& [language, profile] :
       {std::pair<std::string, std::string>{"nl", "kiosk-21"}, {"ar", "tablet-10"}}) {
    TestApplication h(language, profile);
    Watch watch(h);
    h.player.on_frame([&] { watch.frame(); });
    CHECK(h.fault("tap attract.start\ntap bar.contrast\ntap bar.contrast\nscroll home.signal\ntap "
                  "home.signal\ntap form.message.lamp\nscroll form.message\n"
                  "tap form.message\nkey next\nput form.message \"Kanarie 4711, ik zie iets\"\ntap "
                  "keyboard.backspace\ntap form.next\ntap form.place.here\n"
                  "tap form.next\ntap form.contact.none\ntap form.next\ntap review.send\ntap "
                  "receipt.done\ntap attract.start\nwait 95s\ntext 200\ntap idle.stay") == "");
    CHECK(watch.wrong == 0);
    CHECK(watch.drawn > 50);
    MESSAGE(language << ": " << watch.frames << " frames, " << watch.drawn << " drawn, "
                     << watch.area / watch.drawn / 1000 << " kpx each");
  }
}

TEST_CASE("negative control: a glyph that is baked unnoticed is seen") {
  TestApplication h;
  REQUIRE(h.play("tap attract.start"));
  render::Incremental incremental;
  const render::Box screen = h.application.stage.screen();
  std::vector<std::uint32_t> kept(static_cast<std::size_t>(screen.area()));
  const render::Surface to{kept.data(), screen.right, screen.bottom, screen.right};
  incremental.draw(h.application.stage.shapes(), h.application.textures,
                   h.application.textures.take_changes(), to);
  // The texture of some mask changes under the very same shapes.
  for (const render::Shape& q : h.application.stage.shapes())
    if (!q.is_fill()) {
      const render::Texture* t = h.application.textures.find(q.texture);
      const std::vector<std::uint32_t> blank(static_cast<std::size_t>(t->width * t->height), 0xFFFFFFFFu);
      h.application.textures.update(q.texture, {0, 0, t->width, t->height}, blank.data());
      break;
    }
  const auto boxes = incremental.draw(h.application.stage.shapes(), h.application.textures, {},
                                      to);  // the change is withheld
  CHECK(boxes.empty());
  const auto whole = player::picture_of(h.application.stage, h.application.textures);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) wrong += kept[i] != (whole.argb[i] & 0xFFFFFFu) ? 1 : 0;
  CHECK(wrong > 0);
}
