// A voice message as the product decides about it: it completes a page, ends where it should, and is nobody
// else's afterwards.
#include "app/voice.h"

#include "app/pages.h"
#include "app/opening.h"

using namespace wv;
using namespace wv::app;

namespace {

using Problem = VoiceMessage::Problem;

struct Visit : app_test::Opening {
  explicit Visit(domain::Kind kind = domain::Kind::question) { all(StartPressed{}, KindChosen{kind}); }
  void say(std::int64_t ms, float level = 0.6f) {
    all(VoiceOpened{}, VoiceBegun{}, VoiceHeard{ms, level}, VoiceStopped{}, VoiceRecorded{ms});
  }
  const VoiceMessage& voice_message() const { return state.session.voice_message; }
};

}  // namespace

TEST_CASE("a voice completes the page as a tile does, and goes along as an attachment") {
  Visit v;
  v.then(NextPressed{});
  CHECK_FALSE(std::get<Form>(v.state.screen).problems.empty());  // nothing told yet
  v.say(12'300);
  CHECK(v.voice_message().step == VoiceMessage::Step::recorded);
  CHECK(v.voice_message().problem == Problem::none);
  REQUIRE(v.state.session.draft->voice);
  CHECK(v.state.session.draft->voice->ms == 12'300);
  CHECK(std::get<Form>(v.state.screen).problems.empty());
  v.all(OverlayClosed{}, NextPressed{}, ChoiceToggled{"contact", "none"}, NextPressed{}, SendPressed{});
  CHECK(std::holds_alternative<Saving>(v.state.screen));
  REQUIRE(v.asked<StoreSubmission>() == 1);
  for (const auto& e : v.effects)
    if (const auto* store = std::get_if<StoreSubmission>(&e)) {
      REQUIRE(store->submission.attachments.size() == 1);
      CHECK(store->submission.attachments[0].media_type == "audio/ogg");
      CHECK(store->submission.message.empty());
    }
  CHECK(v.asked<DropVoice>() == 0);
}

TEST_CASE("whatever comes over it ends the recording, and what was said is kept") {
  const Event over[] = {HelpOpened{}, StopPressed{}, LanguageOpened{}, OverlayClosed{}};
  for (const Event& event : over) {
    Visit v;
    v.all(VoiceOpened{}, VoiceBegun{}, VoiceHeard{4000, 0.5f}, event);
    CHECK(v.asked<StopVoice>() == 1);
    v.at(1);
    CHECK(v.asked<StopVoice>() == 1);  // once is enough
    v.then(VoiceRecorded{4000});
    CHECK(v.state.session.draft->voice);
  }
}

TEST_CASE("nobody is asked whether they are there while they speak; at two minutes it ends") {
  Visit v;
  v.all(VoiceOpened{}, VoiceBegun{});
  for (std::int64_t s = 1; s <= 120; ++s) {
    v.at(s);
    v.then(VoiceHeard{s * 1000, 0.5f});
  }
  CHECK(v.state.overlay == Overlay::listening);
  v.then(VoiceRecorded{kMostVoiceMs});
  CHECK(v.voice_message().step == VoiceMessage::Step::recorded);
  v.at(120 + 95);
  CHECK(v.state.overlay == Overlay::idle);  // and from then on time counts again
  v.then(StillThere{});
  CHECK(v.state.session.draft->voice);
}

TEST_CASE("too short, too quiet, no microphone: each says so, and typing remains") {
  Visit v;
  v.say(200);
  CHECK(v.voice_message().problem == Problem::too_short);
  CHECK_FALSE(v.state.session.draft->voice);
  CHECK(v.asked<DropVoice>() == 1);
  v.say(5000, 0.05f);
  CHECK(v.voice_message().problem == Problem::quiet);
  CHECK(v.state.session.draft->voice);  // it is theirs to judge
  v.all(VoiceBegun{}, VoiceFailed{"voice.no_microphone"});
  CHECK(v.voice_message().problem == Problem::no_microphone);
  CHECK(v.voice_message().step == VoiceMessage::Step::ready);
  CHECK_FALSE(v.state.session.draft->voice);
  v.all(OverlayClosed{}, TextPut{domain::Field::message, "Dan typ ik"}, NextPressed{});
  CHECK(std::get<Form>(v.state.screen).page == 1);
}

TEST_CASE("once more replaces, wipe removes, and skipping the page forgets it too") {
  Visit v(domain::Kind::conversation);
  v.all(ChoiceToggled{"with", "municipality"}, NextPressed{});
  REQUIRE(std::get<Form>(v.state.screen).page == 1);
  v.say(3000);
  v.all(VoiceBegun{});
  CHECK_FALSE(v.state.session.draft->voice);
  v.all(VoiceHeard{5000, 0.5f}, VoiceStopped{}, VoiceRecorded{5000});
  CHECK(v.state.session.draft->voice->ms == 5000);
  CHECK(v.asked<RecordVoice>() == 2);
  v.all(VoiceRemoved{});
  CHECK_FALSE(v.state.session.draft->voice);
  CHECK(v.asked<DropVoice>() == 1);
  v.say(4000);
  v.all(OverlayClosed{}, SkipPressed{});
  CHECK_FALSE(v.state.session.draft->voice);
  CHECK(v.asked<DropVoice>() == 2);
}

TEST_CASE("the review lets it be heard and changes nothing") {
  Visit v;
  v.say(3000);
  v.all(OverlayClosed{}, NextPressed{}, ChoiceToggled{"contact", "none"}, NextPressed{});
  REQUIRE(std::holds_alternative<Review>(v.state.screen));
  v.all(VoiceOpened{}, VoiceListened{});
  CHECK(v.voice_message().step == VoiceMessage::Step::playing);
  CHECK(v.asked<PlayVoice>() == 1);
  v.all(VoiceRemoved{}, VoiceBegun{});
  CHECK(v.state.session.draft->voice);
  CHECK(v.asked<RecordVoice>() == 1);
  v.then(OverlayClosed{});
  CHECK(v.asked<StopPlayback>() == 1);  // nobody hears it once the page is closed
}

TEST_CASE("the end of a visit ends a voice, and one that comes late belongs to nobody") {
  Visit v;
  v.all(VoiceOpened{}, VoiceBegun{}, VoiceHeard{4000, 0.5f}, StopPressed{}, StopConfirmed{});
  CHECK(v.asked<ForgetVisitor>() == 1);
  v.then(VoiceRecorded{4000});
  CHECK(v.asked<DropVoice>() == 1);
  CHECK_FALSE(v.state.session.draft);
}
