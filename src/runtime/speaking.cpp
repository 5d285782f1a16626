#include "runtime/speaking.h"

#include <algorithm>
#include <array>
#include <climits>

#include "base/bytes.h"

namespace wv::runtime {

namespace {

constexpr std::array<float, app::kVolumeSteps> kLoudness{0.10f, 0.22f, 0.42f, 0.70f, 1.0f};
constexpr std::size_t kMostKept = 4u << 20;  // samples: 8 MB, three minutes of voice

}  // namespace

Speaking::Speaking(ports::Speech& speech, const content::Content& content, std::unique_ptr<Sound> sound)
    : speech_(speech), sound_(std::move(sound)), recordings_(content) {}

Speaking::~Speaking() {
  *alive_ = false;
  stop();
}

void Speaking::speak(const app::Speak& words) {
  stop();
  turn_ = words.turn;
  next_ = words.next;
  next_language_ = words.next_language;
  wipe(said_);
  if (!words.own_words) said_ = words.text;
  ++said_count_;
  const bool kept_nowhere = words.own_words || words.unkept;
  if (!words.own_words) {
    if (const auto* ready = kept(words.language, words.text)) return begin(words.turn, *ready, words.volume);
    if (auto recorded = recordings_.find(words.language, words.text))
      return begin(words.turn, std::move(*recorded), words.volume);
  }
  speech_.speak({words.text, words.language},
                [this, alive = alive_, turn = words.turn, language = words.language,
                 text = kept_nowhere ? std::string() : words.text, own = kept_nowhere,
                 volume = words.volume](Result<Bytes> wav) {
                  if (*alive)
                    made(turn, language, text, own, volume, std::move(wav));
                  else if (wav)
                    wipe(wav.value());
                });
}

void Speaking::made(std::uint64_t turn, const std::string& language, const std::string& text, bool own_words,
                    int volume, Result<Bytes> wav) {
  Result<media::Pcm> sound = wav ? media::parse_wav(wav.value()) : Result<media::Pcm>(wav.error());
  if (wav) wipe(wav.value());
  if (sound && !own_words) keep(language, text, sound.value());
  if (turn != turn_ || sounding_) {
    if (sound) media::wipe(sound.value());
    return;
  }
  if (sound) return begin(turn, std::move(sound).value(), volume);
  turn_ = 0;
  answer_(app::SpeechFailed{turn, sound.error().code});
}

void Speaking::begin(std::uint64_t turn, media::Pcm sound, int volume) {
  const float loudness = kLoudness[static_cast<std::size_t>(std::clamp(volume, 1, app::kVolumeSteps) - 1)];
  if (const Status played = sound_->play(std::move(sound), loudness, now_ms_); !played) {
    turn_ = 0;
    answer_(app::SpeechFailed{turn, played.error().code});
    return;
  }
  sounding_ = true;
  prepare_next();
}

void Speaking::prepare_next() {
  const std::string text = std::exchange(next_, {});
  if (text.empty() || kept(next_language_, text) != nullptr || recordings_.find(next_language_, text)) return;
  speech_.speak({text, next_language_},
                [this, alive = alive_, language = next_language_, text](Result<Bytes> wav) {
                  if (!*alive || !wav) return;
                  if (auto sound = media::parse_wav(wav.value())) keep(language, text, sound.value());
                });
}

void Speaking::stop() {
  next_.clear();
  if (turn_ == 0) return;
  turn_ = 0;
  sounding_ = false;
  sound_->stop();
  speech_.cancel();
}

void Speaking::forget() {
  stop();
  wipe(said_);
  wipe(next_);
  // Of what was kept the order alone tells which keys were felt for, one after the other.
  for (Kept& kept : kept_) media::wipe(kept.sound);
  kept_.clear();
  kept_samples_ = 0;
}

void Speaking::tick(std::int64_t now_ms) {
  now_ms_ = now_ms;
  sound_->tick(now_ms);
  if (!sounding_ || sound_->playing(now_ms)) return;
  sounding_ = false;
  answer_(app::LineSpoken{std::exchange(turn_, 0)});
}

std::int64_t Speaking::next_wake_ms() const { return sound_->next_wake_ms(now_ms_); }

void Speaking::keep(const std::string& language, const std::string& text, const media::Pcm& sound) {
  if (sound.samples.size() > kMostKept / 4 || kept(language, text) != nullptr) return;
  kept_.push_front({language, text, sound});
  kept_samples_ += sound.samples.size();
  while (kept_samples_ > kMostKept) {
    kept_samples_ -= kept_.back().sound.samples.size();
    kept_.pop_back();
  }
}

const media::Pcm* Speaking::kept(const std::string& language, const std::string& text) {
  const auto it = std::find_if(kept_.begin(), kept_.end(),
                               [&](const Kept& k) { return k.text == text && k.language == language; });
  if (it == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, it);
  return &kept_.front().sound;
}

}  // namespace wv::runtime
