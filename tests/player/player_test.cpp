// The player's own promises: it touches like a hand, and fails where a hand would.
#include "services/files.h"
#include "player/application_fixture.h"

#include "media/picture.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::test;

TEST_CASE("a journey from the first screen to the receipt and back") {
  TestApplication h;
  CHECK(h.fault(std::string(kToReview) + "tap review.send\nexpect-screen receipt\nexpect receipt.number\ntap "
                                         "receipt.done\nexpect-screen attract") == "");
  CHECK(h.envelopes().size() == 1);
}

TEST_CASE("a missing, disabled or covered node fails with its line, and picture and tree lie beside") {
  TestApplication h;
  CHECK(h.fault("tap attract.start\n\ntap home.nothing\nshot never.png")
            .starts_with("test.play:3: home.nothing is not on the screen"));
  CHECK(std::filesystem::exists(h.out / "failed-line-3.json"));
  CHECK_FALSE(std::filesystem::exists(h.out / "never.png"));
  const auto picture = media::load_picture(fakes::disk(), h.out / "failed-line-3.png");
  REQUIRE(picture);
  CHECK(picture.value().height == 1920);
  CHECK(h.fault("tap home.heading").find("can't be touched") != std::string::npos);
  // While an overlay is up, what lies under it is not in the tree: nobody touches through it.
  CHECK(h.fault("tap bar.help\ntap home.question").find("home.question is not on the screen") !=
        std::string::npos);
}

TEST_CASE("expectations say what they saw") {
  TestApplication h;
  CHECK(h.fault("expect-screen home").find("the screen is attract") != std::string::npos);
  CHECK(h.fault("expect-not attract.start").find("is on the screen") != std::string::npos);
  CHECK(h.fault("expect-text attract.start \"xyzzy\"").find("other words") != std::string::npos);
  CHECK(h.fault("tap attract.start\nexpect-screen home\nexpect-not attract.start\nexpect-text home.heading "
                "\"Wat wilt u doen\"") == "");
}

TEST_CASE("typing goes key by key, through the layers of the keyboard on the screen") {
  TestApplication h;
  CHECK(h.fault("tap attract.start\ntype \"te vroeg\"").find("no field has the keyboard") !=
        std::string::npos);
  CHECK(h.fault("tap home.question\ntap form.message\ntype \"De lamp op Kade 12 is stuk: één week al!\"\n"
                "expect-text form.message \"De lamp op Kade 12 is stuk: één week al!\"") == "");
  CHECK(h.fault("type \"Ж\"").find("no way to type") != std::string::npos);
  CHECK(h.fault("put form.message \"Ж 🇳🇱\"\nexpect-text form.message \"Ж 🇳🇱\"") == "");
  CHECK(h.fault("put form.heading \"x\"").find("no text field") != std::string::npos);
}

TEST_CASE("time: nobody touches, the device asks, and goes back to its first screen") {
  TestApplication h;
  CHECK(h.fault("tap attract.start\nwait 89s\nexpect-not idle.stay\nwait 2s\nexpect idle.stay\ntap "
                "idle.stay\nexpect-screen home\nwait 121s\nexpect-screen attract") == "");
  CHECK(h.player.now().steady_ms >= 212'000);
  CHECK(h.player.now().steady_ms < 216'000);
}

TEST_CASE("another screen, language, size and contrast on the way") {
  TestApplication h;
  CHECK(h.fault("profile tablet-10\ntap attract.start\nlang ar\ntext 200\ncontrast high\ntree a.json\nsize "
                "900x1400\nshot a.png\noffline\nonline") == "");
  CHECK(h.application.stage.state().shown.language == "ar");
  CHECK(h.application.stage.state().shown.text == app::TextSize::largest);
  CHECK(h.application.stage.state().shown.contrast == app::Contrast::high);
  CHECK(h.fault("contrast inverse") == "");
  CHECK(h.application.stage.state().shown.contrast == app::Contrast::inverse);
  const auto picture = media::load_picture(fakes::disk(), h.out / "a.png");
  REQUIRE(picture);
  CHECK(picture.value().width == 900);
  const auto tree = services::read_file(fakes::disk(), (h.out / "a.json").string(), 1u << 20);
  REQUIRE(tree);
  const auto json = parse_json(tree.value(), "a.json");
  REQUIRE(json);
  CHECK(json.value()["dir"] == "rtl");
  CHECK(json.value()["size_px"] == Json::parse("[800,1280]"));
}

TEST_CASE("scrolling by finger until a node is wholly on the screen") {
  TestApplication h("nl", "tablet-10");
  CHECK(h.fault("tap attract.start\ntext 200\ntap home.conversation").find("scrolled away") !=
        std::string::npos);
  CHECK(
      h.fault(
          "scroll home.conversation\nexpect home.conversation\ntap home.conversation\nexpect-screen form") ==
      "");
}

TEST_CASE("a field that is tapped stands in view, also where the page grows shorter under it") {
  for (const char* language : {"ar", "nl"}) {
    TestApplication a(language, "tablet-10");
    REQUIRE(a.fault("text 200\ntap attract.start\nscroll home.question\ntap home.question").empty());
    CHECK_FALSE(a.fault("expect form.message").empty());  // the control: it isn't there by itself
    CHECK(a.fault("scroll form.message\ntap form.message\nexpect form.message") == "");
  }
}

TEST_CASE("keys alone reach and press") {
  TestApplication h;
  CHECK(h.fault("tap attract.start\nkey next\nkey previous\nkey back\nexpect-screen home") == "");
}

TEST_CASE("the same script gives the same pictures") {
  const auto pixels = [](TestApplication& h) {
    REQUIRE(h.play("tap attract.start\ntap home.signal\ntap form.message.lamp"));
    return player::picture_of(h.application.stage, h.application.textures).argb;
  };
  TestApplication a, b;
  CHECK(pixels(a) == pixels(b));
}

TEST_CASE("a disk that fails is on the screen, and trying again works") {
  TestApplication h;
  REQUIRE(h.play(kToReview));
  h.platform.store("data").fail(1, "store.full", fakes::MemoryStore::How::once);
  CHECK(h.fault("tap review.send\nexpect-screen saving\ntap saving.retry\nexpect-screen receipt") == "");
  CHECK(h.envelopes().size() == 1);
  CHECK_FALSE(h.application.effects.failure());
}
