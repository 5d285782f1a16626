// A voice from SDL's microphone to sealed files: as long as the clock says, as it was said, never without its
// message and never half (I1, I2, S4).
#include "runtime/recorder.h"
#include "runtime/silent_sound.h"
#include "shell/sdl_audio_in.h"

#include <cmath>
#include <numbers>

#include "base/json.h"
#include "base/sha256.h"
#include "crypto/envelope.h"
#include "domain/attachment.h"
#include "shell/disk_microphone.h"
#include "player/application_fixture.h"

using namespace wv;
using namespace wv::shell;
using namespace wv::test;

namespace {

std::vector<std::int16_t> tone(int seconds, double loud = 8000) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(seconds) * media::kVoiceRate);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(
        loud * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i) / media::kVoiceRate));
  return samples;
}

struct Listening {
  runtime::SilentSound sound;
  runtime::Recorder recorder{sound, SdlAudioIn::open};
  app::Events told;
  Listening() {
    recorder.answer_to([this](app::Event event) { told.push_back(std::move(event)); });
  }
  template <class E>
  const E* last() const {
    for (auto it = told.rbegin(); it != told.rend(); ++it)
      if (const auto* e = std::get_if<E>(&*it)) return e;
    return nullptr;
  }
  void until(std::int64_t ms) {
    sound.tick(ms);
    recorder.catch_up(ms);
    recorder.pump(ms);
  }
};

struct Runner {
  fakes::FakePlatform platform;
  runtime::EffectRunner effects{platform, "data", example().content, {}, nullptr, {}, SdlAudioIn::open};
  runtime::Recorder& recorder = effects.recorder();
  app::Events told;
  services::Moment now{first_moment(), 0};
  Runner() {
    effects.answer_to([this](app::Event event) { told.push_back(std::move(event)); });
    effects.prepare();
    settle();
    record();
  }
  void record() {
    effects.run(app::RecordVoice{}, now);
    recorder.catch_up(1000);
    effects.run(app::StopVoice{}, {now.wall, 1000});
  }
  void settle() {
    for (int i = 0; i < 400 && platform.busy(); ++i) platform.pump();
  }
  void begin(const std::string& message, bool with_voice = true) {
    told.clear();
    app::StoreSubmission effect;
    effect.submission.message = message;
    effect.submission.language = "nl";
    effect.submission.channel = "kiosk";
    effect.submission.contact.way = domain::ContactWay::none;
    if (with_voice) effect.submission.attachments.push_back({{}, "audio/ogg", 0, {}});
    effects.run(effect, now);
  }
  void send(const std::string& message, bool with_voice = true) {
    begin(message, with_voice);
    settle();
  }
  template <class E>
  bool heard() const {
    return std::any_of(told.begin(), told.end(),
                       [](const app::Event& e) { return std::holds_alternative<E>(e); });
  }
  std::vector<std::string> files() {
    std::vector<std::string> names;
    for (const auto& name : platform.store("data").names())
      if (name.starts_with("outbox/") && name.ends_with(".json")) names.push_back(name);
    return names;
  }
  std::string opened(const std::string& name) {
    const auto content = platform.store("data").content(name);
    const auto key = platform.store("data").content("trial.private.jwk");
    REQUIRE(content);
    REQUIRE(key);
    const auto envelope = crypto::parse(to_string(*content), name);
    REQUIRE(envelope);
    std::string text;
    crypto::open(platform.sealer(), envelope.value(), to_string(*key), [&](Result<std::string> plain) {
      REQUIRE(plain);
      text = plain.value();
    });
    settle();
    return text;
  }
  // Every message in the outbox names voices that are there, whole; how many voices nobody names.
  std::size_t orphans() {
    std::vector<std::string> named, voices;
    for (const auto& name : files()) {
      const std::string text = opened(name);
      const auto json = parse_json(text, name);
      REQUIRE(json);
      if (json.value().at("format") == "wijkverbinder-attachment/1") {
        voices.push_back("outbox/" + json.value().at("id").get<std::string>() + ".json");
        continue;
      }
      const auto submission = domain::parse_submission(text);
      REQUIRE(submission);
      for (const auto& a : submission.value().attachments) {
        named.push_back("outbox/" + a.id + ".json");
        const auto attached = domain::parse_attachment(opened(named.back()));
        REQUIRE(attached);
        CHECK(attached.value().media_type == a.media_type);
        CHECK(attached.value().data.size() == a.bytes);
        CHECK(sha256_hex(attached.value().data) == a.sha256);
        CHECK(media::decode_voice(attached.value().data));
      }
    }
    for (const auto& name : named) std::erase(voices, name);
    return voices.size();
  }
};

}  // namespace

TEST_CASE("what is said is heard, for as long as the clock says, and can be heard again") {
  const DiskMicrophone microphone(tone(5));
  Listening l;
  l.recorder.start(10'000);
  l.until(11'000);
  REQUIRE(l.last<app::VoiceHeard>() != nullptr);
  CHECK(l.last<app::VoiceHeard>()->ms == 1000);
  CHECK(l.last<app::VoiceHeard>()->level > 0.5f);
  CHECK(l.recorder.next_wake_ms() <= 11'100);
  l.recorder.catch_up(13'000);
  l.recorder.stop(13'000);
  REQUIRE(l.last<app::VoiceRecorded>() != nullptr);
  CHECK(l.last<app::VoiceRecorded>()->ms == 3000);
  CHECK(l.recorder.next_wake_ms() == INT64_MAX);
  const auto back = media::decode_voice(l.recorder.voice());
  REQUIRE(back);
  CHECK(back.value().samples.size() == 3u * media::kVoiceRate);
  l.sound.tick(20'000);
  l.recorder.play(0.5f, 20'000);
  CHECK(l.sound.playing(22'900));
  l.recorder.pump(22'900);
  CHECK(l.last<app::VoicePlayed>() == nullptr);
  l.recorder.pump(23'100);
  CHECK(l.last<app::VoicePlayed>() != nullptr);
  l.recorder.forget();
  CHECK(l.recorder.voice().empty());
}

TEST_CASE("it ends by itself at two minutes; silence has no level") {
  const DiskMicrophone microphone({});
  Listening l;
  l.recorder.start(0);
  l.until(119'000);
  CHECK(l.last<app::VoiceHeard>()->level == 0);
  CHECK(l.last<app::VoiceRecorded>() == nullptr);
  l.until(125'000);
  REQUIRE(l.last<app::VoiceRecorded>() != nullptr);
  CHECK(l.last<app::VoiceRecorded>()->ms == 120'000);
}

TEST_CASE("a microphone that is missing, and one that can't be had, say which") {
  {
    const DiskMicrophone none({}, "no-such-driver");
    Listening l;
    l.recorder.start(0);
    REQUIRE(l.last<app::VoiceFailed>() != nullptr);
    CHECK(l.last<app::VoiceFailed>()->code == "voice.no_microphone");
  }
  const DiskMicrophone refused({});
  std::filesystem::remove(refused.file);
  Listening l;
  l.recorder.start(0);
  REQUIRE(l.last<app::VoiceFailed>() != nullptr);
  CHECK(l.last<app::VoiceFailed>()->code == "voice.refused");
}

TEST_CASE(
    "a message and its voice: two envelopes, the voice named by id and hash, padded in steps of 64 KiB") {
  const DiskMicrophone microphone(tone(2));
  Runner r;
  r.send("");
  REQUIRE(r.heard<app::SubmissionStored>());
  CHECK(r.files().size() == 2);
  CHECK(r.orphans() == 0);
  CHECK(r.recorder.voice().empty());  // it has served
  std::size_t attachments = 0;
  for (const auto& name : r.files()) {
    const auto envelope = crypto::parse(to_string(*r.platform.store("data").content(name)), name);
    REQUIRE(envelope);
    if (envelope.value().size() % 65536 == 0) ++attachments;
  }
  CHECK(attachments == 1);
}

TEST_CASE("whatever step of the disk fails, trying again gives one message with one voice, the same ones") {
  const DiskMicrophone microphone(tone(2));
  Runner whole;
  const std::uint64_t before = whole.platform.store("data").steps();
  whole.send("x");
  const std::uint64_t steps = whole.platform.store("data").steps() - before;
  REQUIRE(steps > 10);
  int failures = 0;
  for (std::uint64_t nth = 1; nth <= steps; ++nth) {
    Runner r;
    r.platform.store("data").fail(nth, "store.io");
    r.send("Kanarie 4711");
    if (r.heard<app::SubmissionFailed>()) {
      ++failures;
      CHECK_FALSE(r.heard<app::SubmissionStored>());
      const auto there = r.files();
      r.send("Kanarie 4711");
      for (const auto& name : there) {
        const auto now = r.files();
        CHECK_MESSAGE(std::find(now.begin(), now.end(), name) != now.end(), "step " << nth);
      }
    }
    REQUIRE_MESSAGE(r.heard<app::SubmissionStored>(), "step " << nth);
    CHECK_MESSAGE(r.files().size() == 2, "step " << nth);
    CHECK_MESSAGE(r.orphans() == 0, "step " << nth);
  }
  CHECK(failures > 7);
}

TEST_CASE("given up before it was sent: the voice doesn't stay behind") {
  const DiskMicrophone microphone(tone(2));
  // After any number of answers of the disk the visitor leaves.
  int with_file = 0;
  for (int answers = 0; answers < 40; ++answers) {
    Runner r;
    r.begin("Kanarie 4711");
    for (int i = 0; i < answers && r.platform.busy(); ++i) r.platform.pump();
    if (!r.files().empty()) ++with_file;
    r.effects.run(app::ForgetVisitor{}, r.now);
    r.settle();
    CHECK_MESSAGE(r.orphans() == 0, "after " << answers << " answers");
    CHECK(r.recorder.voice().empty());
  }
  CHECK(with_file > 0);  // else the loop saw nothing to take back
}

TEST_CASE("a failed try, then other words: the voice goes along once; without it none stays") {
  const DiskMicrophone microphone(tone(2));
  Runner whole;
  const std::uint64_t before = whole.platform.store("data").steps();
  whole.send("x");
  const std::uint64_t steps = whole.platform.store("data").steps() - before;
  for (const bool keeps : {true, false}) {
    for (std::uint64_t nth = 1; nth <= steps; ++nth) {
      Runner r;
      r.platform.store("data").fail(nth, "store.full");
      r.send("Kanarie 4711");
      if (!r.heard<app::SubmissionFailed>()) continue;
      r.send("Kanarie 4712", keeps);
      REQUIRE(r.heard<app::SubmissionStored>());
      const std::size_t left = r.orphans();
      // Only where the first message itself may lie there already, its voice stays with it.
      CHECK_MESSAGE(left <= 1, "step " << nth);
      if (r.files().size() <= (keeps ? 2u : 1u)) CHECK(left == 0);
    }
  }
}
