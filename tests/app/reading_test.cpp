// Reading aloud as it is decided: what is said when, how loud, what stops it, and what nobody hears.
#include "app/opening.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

struct Ear : app_test::Opening {
  void at(std::int64_t ms) { then(TimePassed{LocalTime{Instant{1780300800000 + ms}, 120}, ms}); }
  void then(const Event& event) { effects = update(state, event, example()); }  // of the last event
  const Speak* said() const {
    for (const auto& e : effects)
      if (const auto* speak = std::get_if<Speak>(&e)) return speak;
    return nullptr;
  }
  bool stopped() const {
    for (const auto& e : effects)
      if (std::holds_alternative<StopSpeaking>(e)) return true;
    return false;
  }
  std::string text() const { return said() != nullptr ? said()->text : "(nothing)"; }
  void listen() {
    then(ListenPressed{});
    page();
  }
  void page() { then(PageAnnounced{{{"a", "Eerste.", false}, {"b", "Tweede.", false}}}); }
  void over() { then(LineSpoken{state.reading.turn}); }
};

}  // namespace

TEST_CASE("the ear on the first screen goes on, and from then on each page is read line by line") {
  Ear e;
  e.then(ListenPressed{});
  CHECK(std::holds_alternative<Home>(e.state.screen));
  CHECK(e.state.overlay == Overlay::none);
  e.page();
  REQUIRE(e.said() != nullptr);
  CHECK(e.text() == "Eerste.");
  CHECK(e.said()->language == "nl");
  CHECK(e.said()->volume == kUsualVolume);
  CHECK(e.said()->next == "Tweede.");
  e.over();
  CHECK(e.text() == "Tweede.");
  e.over();
  CHECK(e.text() == "(nothing)");
  CHECK(e.state.reading.lines.empty());
}

TEST_CASE("with the ear off nothing is said, but for: are you still there") {
  Ear e;
  e.then(StartPressed{});
  e.page();
  CHECK(e.said() == nullptr);
  e.at(91'000);
  REQUIRE(e.state.overlay == Overlay::idle);
  e.page();
  CHECK(e.text() == "Eerste.");
  e.then(SpeechFailed{e.state.reading.turn, "speech.no_program"});
  CHECK(e.state.overlay == Overlay::idle);  // it stands on the screen as well
}

TEST_CASE("any touch stops the voice, and an answer that comes late changes nothing") {
  Ear e;
  e.listen();
  const auto turn = e.state.reading.turn;
  e.then(Touched{});
  CHECK(e.stopped());
  CHECK(e.state.reading.lines.empty());
  e.then(LineSpoken{turn});
  CHECK(e.said() == nullptr);
  e.then(SpeechFailed{turn, "speech.failed"});
  CHECK(e.state.overlay == Overlay::none);
}

TEST_CASE("a second page takes the voice from the first") {
  Ear e;
  e.listen();
  e.then(PageAnnounced{{{"c", "Andere.", false}}});
  CHECK(e.stopped());
  CHECK(e.text() == "Andere.");
}

TEST_CASE("the panel: louder and softer within bounds, again, stop; it goes when the page was read") {
  Ear e;
  e.listen();
  const auto asked = e.state.reading.asked;
  e.then(Touched{});
  e.then(ListenPressed{});
  CHECK(e.state.overlay == Overlay::volume);
  CHECK(e.state.reading.asked == asked + 1);
  e.page();
  for (int i = 0; i < 7; ++i) {
    e.then(Touched{});
    CHECK(e.stopped());
    e.then(VolumeStepped{1});
    CHECK(e.text() == "Eerste.");  // goes on where it was
  }
  CHECK(e.said()->volume == kVolumeSteps);
  for (int i = 0; i < 7; ++i) e.then(VolumeStepped{-1});
  CHECK(e.said()->volume == 1);
  e.over();
  e.over();
  CHECK(e.state.overlay == Overlay::none);
  e.then(ListenPressed{});
  e.page();
  e.then(ReadingStopped{});
  CHECK(e.stopped());
  CHECK(e.state.overlay == Overlay::none);
  CHECK(e.state.reading.mode == Reading::Mode::off);
}

TEST_CASE("no voice is said on the screen, and the keys go on without it") {
  Ear e;
  e.listen();
  e.then(SpeechFailed{e.state.reading.turn, "speech.no_voice"});
  CHECK(e.state.overlay == Overlay::volume);
  CHECK(e.state.reading.trouble == Trouble::speech_no_voice);
  e.then(OverlayClosed{});
  e.then(KeysUsed{});
  CHECK(e.state.reading.mode == Reading::Mode::off);
  e.then(ListenPressed{});  // asked for, it is tried again
  CHECK(e.state.reading.trouble == Trouble::none);
  e.page();
  CHECK(e.said() != nullptr);
}

TEST_CASE("a name in another language is said by its own voice, or with an accent where there is none") {
  Ear e;
  e.listen();
  e.then(PageAnnounced{{{"language.tr", "Türkçe", false, "tr"}, {"b", "Tweede.", false}}});
  REQUIRE(e.said() != nullptr);
  CHECK(e.said()->language == "tr");
  CHECK(e.said()->next_language == "nl");
  e.then(SpeechFailed{e.state.reading.turn, "speech.no_voice"});
  CHECK(e.text() == "Türkçe");
  CHECK(e.said()->language == "nl");
  CHECK(e.state.reading.trouble == Trouble::none);
  e.then(SpeechFailed{e.state.reading.turn, "speech.no_voice"});  // no voice at all
  CHECK(e.said() == nullptr);
  CHECK(e.state.reading.trouble == Trouble::speech_no_voice);
}

TEST_CASE("keys: a keypad's own names are said, in each language, and no key that it doesn't have") {
  content::Content named = example();
  named.config.keys = {{{"", "de pijl naar rechts"}},
                       {{"", "de pijl naar links"}},
                       {{"", "de ronde toets"}, {"en", "the round key"}},
                       {{"", "F1"}}};
  const auto welcome = [&](const std::string& language, const content::Content& content) {
    State state = first_state(content, Mode::kiosk, {language, TextSize::normal});
    std::string said;
    for (const Event& e :
         std::vector<Event>{StartPressed{}, KeysUsed{}, PageAnnounced{{{"a", "Eerste.", false}}}})
      for (const auto& effect : update(state, e, content))
        if (const auto* speak = std::get_if<Speak>(&effect)) said = speak->text;
    return said;
  };
  for (const auto& language : example().config.languages) {
    CAPTURE(language);
    const std::string said = welcome(language, named);
    CHECK(said.find("F1") != std::string::npos);
    CHECK(said.find(language == "en" ? "the round key" : "de ronde toets") != std::string::npos);
    CHECK(said.find("Enter") == std::string::npos);
    CHECK(said.find("Escape") == std::string::npos);
    CHECK(welcome(language, example()).find("Escape") != std::string::npos);  // the control
  }
}

TEST_CASE("keys: how it works is told once, then the page") {
  Ear e;
  e.then(StartPressed{});
  e.then(KeysUsed{});
  e.page();
  CHECK(e.text() == example().catalog.text("nl", content::Key{"keys.welcome"}));
  e.over();
  CHECK(e.text() == "Eerste.");
  e.page();
  CHECK(e.text() == "Eerste.");
  e.then(FocusAnnounced{{"x", "Verder", false}});
  CHECK(e.text() == "Verder");
}

TEST_CASE("a resident's own words: asked first, softly, and wiped") {
  Ear e;
  e.listen();
  for (int i = 0; i < 5; ++i) e.then(VolumeStepped{1});
  const auto before = e.state.reading.own_asked;
  e.then(OwnWordsAllowed{});  // without the question
  CHECK(e.state.reading.own_asked == before);
  e.then(OwnWordsAsked{});
  CHECK(e.state.overlay == Overlay::own_words);
  e.then(OverlayClosed{});
  CHECK(e.state.reading.own_asked == before);
  e.then(OwnWordsAsked{});
  e.then(OwnWordsAllowed{});
  CHECK(e.state.reading.own_asked == before + 1);
  e.then(PageAnnounced{{{"review.message", "Kanarie", true}, {"b", "Openbaar", false}}});
  REQUIRE(e.said() != nullptr);
  CHECK(e.said()->own_words);
  CHECK(e.said()->volume == 1);
  e.state.overlay = Overlay::volume;  // the panel keeps its place in a page, never in these
  e.then(Touched{});
  CHECK(e.state.reading.lines.empty());
}

TEST_CASE("a number is said as one that isn't kept, also in parts, and isn't made before it is its turn") {
  Ear e;
  e.then(ListenPressed{});
  std::string number;
  for (int i = 0; i < 60; ++i) number += "Nummer " + std::to_string(i) + ". ";
  e.then(
      PageAnnounced{{{"a", "Bewaar dit.", false}, {"b", number, false, "", true}, {"c", "Klaar.", false}}});
  REQUIRE(e.said() != nullptr);
  CHECK_FALSE(e.said()->unkept);
  CHECK(e.said()->next.empty());
  e.over();
  int parts = 0;
  for (; e.said() != nullptr && e.said()->unkept; ++parts) e.over();
  CHECK(parts > 1);
  REQUIRE(e.said() != nullptr);
  CHECK(e.text() == "Klaar.");
  e.then(PageAnnounced{{{"a", "Bewaar dit.", false}, {"b", "Nummer", false}}});  // negative control
  CHECK(e.said()->next == "Nummer");
}

TEST_CASE("a long text is spoken a few sentences at a time, and none is lost") {
  Ear e;
  e.then(ListenPressed{});
  std::string text, heard;
  for (int i = 0; i < 60; ++i) text += "Zin nummer " + std::to_string(i) + " is kort. ";
  e.then(PageAnnounced{{{"a", text, false}}});
  int parts = 0;
  for (; e.said() != nullptr; ++parts) {
    CHECK(e.text().size() <= 400);
    heard += e.text();
    e.over();
  }
  CHECK(parts > 3);
  CHECK(heard == text);
}

TEST_CASE("whoever listens has twice the time, counted from the end of the voice") {
  Ear e;
  e.listen();
  e.at(80'000);
  e.over();
  e.over();
  e.at(80'000 + 179'000);
  CHECK(e.state.overlay == Overlay::none);
  e.at(80'000 + 181'000);
  CHECK(e.state.overlay == Overlay::idle);
  CHECK(idle_grace_ms(e.state, example()) == 60'000);
  e.at(80'000 + 181'000 + 61'000);
  CHECK(std::holds_alternative<Attract>(e.state.screen));
}

TEST_CASE("nothing is said while somebody records: the microphone would hear it") {
  Ear e;
  e.listen();
  e.then(KindChosen{domain::Kind::question});
  e.then(VoiceOpened{});
  e.page();
  CHECK(e.said() != nullptr);
  e.then(Touched{});
  e.then(VoiceBegun{});
  e.page();
  CHECK(e.said() == nullptr);
  e.then(FocusAnnounced{{"x", "Stop", false}});
  CHECK(e.said() == nullptr);
  e.then(VoiceRecorded{4000});
  e.then(FocusAnnounced{{"x", "Luister", false}});
  CHECK(e.text() == "Luister");
}

TEST_CASE("the next person finds silence and the usual loudness") {
  Ear e;
  e.listen();
  e.then(VolumeStepped{2});
  e.then(StopConfirmed{});
  CHECK(e.stopped());
  CHECK(e.state.reading.mode == Reading::Mode::off);
  CHECK(e.state.reading.volume == kUsualVolume);
  CHECK(e.state.reading.lines.empty());
}
