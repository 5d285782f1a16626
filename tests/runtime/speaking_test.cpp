// From "speak this" to sound and back: one voice, the next line ready, recordings first, own words kept
// nowhere.
#include "runtime/speaking.h"

#include <algorithm>
#include <fstream>

#include "media/encode_voice.h"
#include "player/application_fixture.h"
#include "runtime/recordings.h"
#include "runtime/silent_sound.h"
#include "ui/kit/aloud.h"

using namespace wv;
using namespace wv::test;

namespace {

struct Voice {
  fakes::FakePlatform platform;
  runtime::Speaking speaking;
  app::Events events;
  std::int64_t now = 1000;

  explicit Voice(const content::Content& content = example().content)
      : speaking(platform, content, std::make_unique<runtime::SilentSound>()) {
    speaking.answer_to([this](app::Event e) { events.push_back(std::move(e)); });
    speaking.tick(now);
  }
  void say(std::uint64_t turn, const std::string& text, const std::string& next = {}, bool own = false) {
    speaking.speak({turn, text, "nl", own ? 1 : 3, own, next, "nl"});
    fakes::settle(platform);
  }
  void pass(std::int64_t ms) {
    now += ms;
    speaking.tick(now);
    fakes::settle(platform);
  }
  std::size_t asked(const std::string& text) const {
    const auto& all = const_cast<Voice*>(this)->platform.synthesizer().asked;
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const auto& u) { return u.text == text; }));
  }
  const app::LineSpoken* spoken() const {
    return events.empty() ? nullptr : std::get_if<app::LineSpoken>(&events.back());
  }
};

}  // namespace

TEST_CASE("a line is made, played for its time, and told to be over once") {
  Voice v;
  v.say(7, "Hallo", "Daarna");
  CHECK(v.asked("Hallo") == 1);
  CHECK(v.asked("Daarna") == 1);  // ready before it is its turn
  CHECK(v.events.empty());
  CHECK(v.speaking.next_wake_ms() == v.now + 300);
  v.pass(299);
  CHECK(v.events.empty());
  v.pass(1);
  REQUIRE(v.spoken() != nullptr);
  CHECK(v.spoken()->turn == 7);
  v.pass(500);
  CHECK(v.events.size() == 1);
  v.say(8, "Daarna");
  CHECK(v.asked("Daarna") == 1);
  CHECK(v.speaking.sound().playing(v.now));
}

TEST_CASE("the next one takes the place of what is spoken; stop is at once") {
  Voice v;
  v.say(1, "Een lange zin die nog niet uit is");
  v.say(2, "Nu dit");
  CHECK(v.platform.synthesizer().cancelled == 1);
  v.pass(6 * 60);
  REQUIRE(v.spoken() != nullptr);
  CHECK(v.spoken()->turn == 2);
  v.say(3, "Weg");
  v.speaking.stop();
  CHECK_FALSE(v.speaking.sound().playing(v.now));
  v.pass(5000);
  CHECK(v.events.size() == 1);
}

TEST_CASE("stopped while it is still being made, it is never heard") {
  Voice v;
  v.speaking.speak({1, "Hallo", "nl", 3, false, "", ""});
  v.speaking.stop();
  fakes::settle(v.platform);
  CHECK_FALSE(v.speaking.sound().playing(v.now));
  CHECK(v.events.empty());
}

namespace {

// As a browser's: it says when it ended, and no sample of it is ever seen.
struct OwnVoice final : ports::Speech {
  void speak(ports::Utterance words, float loudness, Ended ended) override {
    spoken.push_back(words.text);
    loud = loudness;
    over = std::move(ended);
  }
  void prepare(ports::Utterance words) override { prepared = words.text; }
  void stop() override { over = {}; }
  void forget() override { ++forgotten; }
  std::vector<std::string> spoken;
  std::string prepared;
  float loud = 0;
  int forgotten = 0;
  Ended over;
};

struct OwnPlatform {
  fakes::FakePlatform platform;
  OwnVoice* voice = nullptr;
  OwnPlatform() {
    platform.own_voice = [this] {
      auto made = std::make_unique<OwnVoice>();
      voice = made.get();
      return made;
    };
  }
};

}  // namespace

TEST_CASE("a platform that speaks by itself says when it ended, and no sample passes the loudspeaker") {
  OwnPlatform own;
  runtime::Speaking speaking(own.platform, example().content, std::make_unique<runtime::SilentSound>());
  app::Events events;
  speaking.answer_to([&](app::Event e) { events.push_back(std::move(e)); });
  speaking.tick(1000);
  speaking.speak({7, "Hallo", "nl", 5, false, "Daarna", "nl"});
  CHECK(own.voice->spoken == std::vector<std::string>{"Hallo"});
  CHECK(own.voice->prepared == "Daarna");
  CHECK(own.voice->loud == 1.0f);
  CHECK(own.platform.synthesizer().asked.empty());
  CHECK_FALSE(speaking.sound().playing(1000));
  CHECK(speaking.next_wake_ms() == INT64_MAX);
  speaking.tick(100'000);
  CHECK(events.empty());  // negative control: time alone ends nothing
  own.voice->over(Done{});
  REQUIRE(events.size() == 1);
  CHECK(std::get<app::LineSpoken>(events[0]).turn == 7);
  speaking.speak({8, "Nog iets", "nl", 3, false, "", ""});
  own.voice->over(Error{Fault::not_now, "speech.no_voice", ""});
  REQUIRE(events.size() == 2);
  CHECK(std::get<app::SpeechFailed>(events[1]).code == "speech.no_voice");
  speaking.forget();
  CHECK(own.voice->forgotten == 1);
}

TEST_CASE("no voice is an error, never silence") {
  Voice v;
  v.platform.synthesizer().voiceless.insert("nl");
  v.say(4, "Hallo");
  REQUIRE(v.events.size() == 1);
  const auto* failed = std::get_if<app::SpeechFailed>(&v.events[0]);
  REQUIRE(failed != nullptr);
  CHECK(failed->turn == 4);
  CHECK(failed->code == "speech.no_voice");
}

TEST_CASE("what comes often is kept; a resident's own words are made anew each time, softly, and not noted") {
  Voice v;
  v.say(1, "Verder");
  v.say(2, "Verder");
  CHECK(v.asked("Verder") == 1);
  const std::string before = v.speaking.said();
  v.say(3, "Kanarie", {}, true);
  v.say(4, "Kanarie", {}, true);
  CHECK(v.asked("Kanarie") == 2);
  CHECK(v.speaking.said() != "Kanarie");
  CHECK(before == "Verder");
  CHECK(dynamic_cast<runtime::SilentSound&>(v.speaking.sound()).loudness() < 0.2f);
}

TEST_CASE("of a number or a code no sound is kept; after a visit nothing is") {
  Voice v;
  for (std::uint64_t turn = 1; turn < 3; ++turn) {
    app::Speak code{turn, "K, 7, M, 4", "nl", 3, false, "", "", true};
    v.speaking.speak(code);
    fakes::settle(v.platform);
  }
  CHECK(v.asked("K, 7, M, 4") == 2);
  CHECK(v.speaking.said() == "K, 7, M, 4");  // heard like all else
  v.say(3, "Letter k");
  v.say(4, "Letter k");
  CHECK(v.asked("Letter k") == 1);  // negative control: what isn't marked is kept
  v.speaking.forget();
  CHECK(v.speaking.said().empty());
  v.say(5, "Letter k");
  CHECK(v.asked("Letter k") == 2);
}

TEST_CASE("a recorded voice says its own words, and the synthesizer all others") {
  const auto assets = std::filesystem::temp_directory_path() /
                      ("wv-voices-" + std::to_string(reinterpret_cast<std::uintptr_t>(&example())));
  std::filesystem::create_directories(assets / "speech" / "nl");
  const auto write = [&](const std::string& name, const Bytes& bytes) {
    std::ofstream(assets / "speech" / "nl" / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  };
  write("home.heading.wav", fakes::FakeSynthesizer::silence(1234));
  write("form.next.wav", to_bytes("no sound at all"));
  write("home.greeting.wav",
        fakes::FakeSynthesizer::silence(10));  // has a name in it: no recording can say it
  write("receipt.kept.opus", media::encode_voice(std::vector<std::int16_t>(media::kVoiceRate / 2)).value());
  write("form.back.ogg", to_bytes("OggS, and then nothing"));
  write("form.skip.mp3", to_bytes("ID3"));
  write("no.such.text.wav", fakes::FakeSynthesizer::silence(10));
  write("home.heading.opus", media::encode_voice(std::vector<std::int16_t>(media::kVoiceRate / 2)).value());
  content::Content content = example().content;
  content.assets = assets.string();
  Findings findings;
  runtime::check_recordings(content, findings);
  const auto told = [&](std::string_view file, std::string_view what) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
      return f.file.ends_with(file) && f.what.find(what) != std::string::npos;
    });
  };
  CHECK(told("form.next.wav", "can't be used"));
  CHECK(told("form.back.ogg", "can't be used"));
  CHECK(told("form.skip.mp3", "ends in something else"));
  CHECK(told("no.such.text.wav", "no text"));
  CHECK(told("home.greeting.wav", "a name or a number"));
  CHECK(told("home.heading.wav", "another recording"));
  CHECK(findings.size() == 6);  // and nothing about receipt.kept.opus
  std::filesystem::remove(assets / "speech" / "nl" / "home.heading.opus");
  {
    Voice v(content);
    const std::string kept = content.catalog.text("nl", content::Key{"receipt.kept"});
    v.say(9, kept);
    CHECK(v.platform.synthesizer().asked.empty());
    CHECK(v.speaking.next_wake_ms() == v.now + 500);
    const std::string heading = content.catalog.text("nl", content::Key{"home.heading"}),
                      next = content.catalog.text("nl", content::Key{"form.next"});
    v.say(1, heading);
    CHECK(v.platform.synthesizer().asked.empty());
    CHECK(v.speaking.next_wake_ms() == v.now + 1234);
    v.say(2, next);
    CHECK(v.asked(next) == 1);
    v.say(3, heading + " Nu?");
    CHECK(v.asked(heading + " Nu?") == 1);
  }
  std::filesystem::remove_all(assets);
}

TEST_CASE(
    "the whole way: the ear reads page after page, each touch ends it, and the voice is gone with the visitor") {
  TestApplication h;
  auto& voice = h.application.effects.speaking();
  CHECK(h.fault("tap attract.listen\nexpect-screen home") == "");
  CHECK(voice.said().find("wijkverbinder") != std::string::npos);
  CHECK(h.fault("wait 60s\nexpect-screen home") == "");
  CHECK(voice.said().starts_with("Gevaar? Bel 1 1 2."));
  CHECK(h.fault("tap home.question") == "");
  CHECK(voice.said() == "Vraag 1 van 2");
  CHECK(h.fault("tap form.message.letter") == "");
  CHECK(voice.said() == "Brief, gekozen");
  CHECK(h.fault("tap form.message.letter\ntap form.next\nexpect form.message.error") == "");
  CHECK(voice.said() ==
        h.application.stage.tree().find("form.message.error")->spoken);  // errors are told at once
  CHECK(h.fault("tap bar.stop\ntap stop.confirm\nexpect-screen attract") == "");
  CHECK_FALSE(voice.sound().playing(h.player.now().steady_ms));
  const auto count = voice.said_count();
  CHECK(h.fault("tap attract.start\ntap home.idea\n") != "");
  CHECK(voice.said_count() == count);
}

TEST_CASE("the receipt is read whole, number and code sign by sign") {
  TestApplication h;
  CHECK(
      h.fault(
          "tap attract.listen\ntap home.question\ntap form.message.letter\ntap form.next\ntap form.contact.none\ntap form.next\ntap review.send\nexpect-screen receipt") ==
      "");
  const auto& asked = h.platform.synthesizer().asked;
  const auto from = asked.size();
  const auto spoken = [&](const char* id) {
    const auto* node = h.application.stage.tree().find(id);
    REQUIRE_MESSAGE(node != nullptr, id);
    return node->spoken;
  };
  const std::string number = spoken("receipt.number"), code = spoken("receipt.code");
  CHECK(h.fault("wait 120s\nexpect receipt.covered") == "");  // by then they are covered
  std::string all;
  for (const auto& u : asked) all += u.text + "\n";
  CHECK(all.find(number) != std::string::npos);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  CHECK(std::count_if(number.begin(), number.end(), is_digit) == 10);
  CHECK(std::adjacent_find(number.begin(), number.end(),
                           [&](char a, char b) { return is_digit(a) && is_digit(b); }) == number.end());
  CHECK(all.find(code) != std::string::npos);
  CHECK(all.find(spoken("receipt.heading")) != std::string::npos);
  CHECK(asked.size() > from);
}

TEST_CASE("own words are heard only after the question, and nothing says them else") {
  TestApplication h;
  const auto heard = [&](const std::string& words) {
    const auto& asked = h.platform.synthesizer().asked;
    return std::any_of(asked.begin(), asked.end(),
                       [&](const auto& u) { return u.text.find(words) != std::string::npos; });
  };
  CHECK(
      h.fault(
          "tap attract.listen\ntap home.question\nput form.message \"Kanarie 4711\"\ntap form.next\ntap form.contact.none\ntap form.next\nwait 120s\nexpect-screen review") ==
      "");
  CHECK_FALSE(heard("Kanarie"));
  CHECK(h.fault("tap bar.listen\ntap volume.own\nexpect private.no\ntap private.no\nwait 60s") == "");
  CHECK_FALSE(heard("Kanarie"));
  CHECK(h.fault("tap bar.listen\ntap volume.own\ntap private.yes\nexpect-screen review") == "");
  CHECK(heard("Kanarie"));
  CHECK(dynamic_cast<runtime::SilentSound&>(h.application.effects.speaking().sound()).loudness() < 0.2f);
}

TEST_CASE("by feel: the first tap says what it is, the second does it; sliding says what one slides over") {
  TestApplication h;
  auto& voice = h.application.effects.speaking();
  REQUIRE(h.fault("tap attract.start\nkey next") == "");
  const auto at = [&](const char* id) { return h.application.stage.tree().find(id)->hit.centre(); };
  const auto finger = [&](ui::FingerEvent::What what, ui::Point p) {
    h.application.stage.finger({what, 1, p, h.player.now().steady_ms});
    REQUIRE(h.fault("wait 50ms") == "");
  };
  using What = ui::FingerEvent::What;
  finger(What::down, at("home.signal"));
  CHECK(voice.said() == ui::spoken_with_role(*h.application.stage.tree().find(
                            "home.signal")));  // while the finger is still down
  finger(What::up, at("home.signal"));
  CHECK(h.fault("expect-screen home") == "");
  finger(What::down, at("home.question"));
  finger(What::move, at("home.conversation"));
  CHECK(voice.said() == ui::spoken_with_role(*h.application.stage.tree().find("home.conversation")));
  CHECK(voice.said().ends_with(", knop"));
  finger(What::up, at("home.conversation"));
  CHECK(h.fault("expect-screen home") == "");
  finger(What::down, at("home.conversation"));
  finger(What::up, at("home.conversation"));
  CHECK(h.fault("expect-screen form") == "");
}

TEST_CASE("by feel: two fingers move the list, a palm beside the finger changes nothing") {
  TestApplication h;
  REQUIRE(
      h.fault(
          "profile tablet-10\ntext 200\ntap attract.start\nscroll home.roles\ntap home.roles\nkey next") ==
      "");
  auto& stage = h.application.stage;
  const auto focused = [&] { return stage.view().focus(); };
  const auto finger = [&](ui::FingerEvent::What what, std::int64_t id, ui::Point p) {
    stage.finger({what, id, p, h.player.now().steady_ms});
    REQUIRE(h.fault("wait 20ms") == "");
  };
  using What = ui::FingerEvent::What;
  const auto area = stage.view().areas().back();
  REQUIRE(area.content_height > area.rect.h);
  const auto top = [&] { return stage.view().scroll_of(area.id); };
  const ui::Point middle = area.rect.centre();
  const float mm = stage.device().px_per_mm;
  const auto draw = [&](ui::Point to, float beside_mm) {
    const auto beside = [&](float share) {
      return ui::Point{middle.x + 40 * mm, middle.y - share * beside_mm * mm};
    };
    finger(What::down, 1, middle);
    finger(What::down, 2, beside(0));
    for (int i = 1; i <= 10; ++i) {
      const float share = static_cast<float>(i) / 10;
      finger(What::move, 1, {middle.x + share * (to.x - middle.x), middle.y + share * (to.y - middle.y)});
      finger(What::move, 2, beside(share));
    }
    finger(What::up, 2, beside(1));
    finger(What::up, 1, to);
  };
  finger(What::down, 1, middle);
  finger(What::up, 1, middle);
  const std::string felt = focused();
  const float before = top();
  draw({middle.x, middle.y - 30 * mm}, 30);
  CHECK(top() > before + 15 * mm);
  CHECK(focused() == felt);  // nothing was felt on the way
  draw(stage.tree().find("bar.help")->hit.centre(), 1);
  CHECK(focused() == "bar.help");  // the palm rests: the finger feels as if alone
  // A journey by feel comes to the end of a list too.
  CHECK(
      h.fault(
          "scroll roles.mediator\ntap roles.mediator\nscroll roles.mediator\ntap roles.mediator\nexpect-screen role\nkey back\nexpect-screen roles\nscroll roles.fixer\ntap roles.fixer\nexpect-screen roles") ==
      "");
}

TEST_CASE(
    "\"Bent u er nog?\" is said, also to who reads for oneself, and twice as long to wait for who listens") {
  TestApplication h;
  auto& voice = h.application.effects.speaking();
  CHECK(h.fault("tap attract.start\nwait 91s\nexpect idle.stay") == "");
  const auto& asked = h.platform.synthesizer().asked;
  CHECK(std::any_of(asked.begin(), asked.end(),
                    [](const auto& u) { return u.text.find("Bent u er nog?") != std::string::npos; }));
  CHECK(h.fault("wait 31s\nexpect-screen attract") == "");
  CHECK(
      h.fault(
          "key next\ntap attract.start\nwait 170s\nexpect-screen home\nexpect-not idle.stay\nwait 40s\nexpect idle.stay\nwait 20s\nexpect idle.stay\nwait 45s\nexpect-screen attract") ==
      "");
  CHECK_FALSE(voice.sound().playing(h.player.now().steady_ms));
}

TEST_CASE("a voice that is missing is said on the screen") {
  TestApplication h;
  h.platform.synthesizer().installed = false;
  CHECK(
      h.fault(
          "tap attract.listen\nexpect-screen volume\nexpect-text volume.heading \"Voorlezen kan hier nog niet.\"\ntap volume.close\nexpect-screen home") ==
      "");
  // The keys work all the same, one tap acts again, and nobody is told twice.
  CHECK(h.fault("key next\nkey next\nexpect-not volume.heading\ntap home.question\nexpect-screen form") ==
        "");
}
