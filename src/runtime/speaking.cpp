#include "runtime/speaking.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.h"
#include "runtime/silent_sound.h"

namespace wv::runtime {

namespace {

constexpr std::array<float, app::kVolumeSteps> kLoudness{0.10f, 0.22f, 0.42f, 0.70f, 1.0f};

float loudness_of(int volume) {
  return kLoudness[static_cast<std::size_t>(std::clamp(volume, 1, app::kVolumeSteps) - 1)];
}

}  // namespace

Speaking::Speaking(ports::Platform& platform, const content::Content& content,
                   std::unique_ptr<ports::AudioOut> sound)
    : sound_(sound ? std::move(sound) : std::make_unique<SilentSound>()),
      speech_(platform.make_speech(*sound_)),
      recordings_(content) {}

Speaking::~Speaking() { stop(); }

void Speaking::speak(const app::Speak& words) {
  stop();
  turn_ = words.turn;
  wipe(said_);
  if (!words.own_words) said_ = words.text;
  ++said_count_;
  if (words.own_words || !recordings_.has(words.language, words.text)) return synthesize(words);
  recordings_.find(words.language, words.text,
                   [this, words, alive = std::weak_ptr(alive_)](std::optional<Pcm> recorded) {
                     if (alive.expired() || turn_ != words.turn) return;
                     if (!recorded) return synthesize(words);
                     play_recording(std::move(*recorded), loudness_of(words.volume));
                     if (turn_ == words.turn) prepare_next(words);
                   });
}

void Speaking::synthesize(const app::Speak& words) {
  speech_->speak({words.text, words.language, !words.own_words && !words.unkept}, loudness_of(words.volume),
                 [this, turn = words.turn](const Status& how) { over(turn, how); });
  if (turn_ == words.turn) prepare_next(words);
}

void Speaking::play_recording(Pcm sound, float loudness) {
  const Status played =
      sound_->play(std::move(sound), loudness, [this, turn = turn_] { over(turn, Done{}); });
  if (!played) over(turn_, played);
}

void Speaking::prepare_next(const app::Speak& words) {
  if (words.next.empty() || recordings_.has(words.next_language, words.next)) return;
  speech_->prepare({words.next, words.next_language, true});
}

void Speaking::over(std::uint64_t turn, const Status& how) {
  if (turn != turn_) return;
  turn_ = 0;
  if (how)
    answer_(app::LineSpoken{turn});
  else
    answer_(app::SpeechFailed{turn, how.error().code});
}

void Speaking::stop() {
  if (turn_ == 0) return;
  turn_ = 0;
  sound_->stop();
  speech_->stop();
}

void Speaking::forget() {
  stop();
  wipe(said_);
  speech_->forget();
}

void Speaking::tick(std::int64_t now_ms) {
  now_ms_ = now_ms;
  sound_->tick(now_ms);
}

std::int64_t Speaking::next_wake_ms() const { return sound_->next_wake_ms(now_ms_); }

}  // namespace wv::runtime
