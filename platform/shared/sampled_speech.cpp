#include "shared/sampled_speech.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"

namespace wv::shared_platform {

namespace {

constexpr std::size_t kMostKept = 4u << 20;  // samples: 8 MB, three minutes of voice

}  // namespace

SampledSpeech::~SampledSpeech() {
  *alive_ = false;
  if (step_ != Step::silent) stop();
}

void SampledSpeech::speak(ports::Utterance words, float loudness, Ended ended) {
  if (step_ != Step::silent) stop();
  next_ = {};
  ended_ = std::move(ended);
  const std::uint64_t turn = ++turn_;
  if (words.may_keep)
    if (const Pcm* ready = kept(words)) return begin(*ready, loudness);
  step_ = Step::making;
  ports::Utterance known{words.may_keep ? words.text : std::string(), words.language, words.may_keep};
  synthesizer_.synthesize(
      std::move(words), [this, alive = alive_, turn, known = std::move(known), loudness](Result<Bytes> wav) {
        if (*alive)
          made(turn, known, loudness, std::move(wav));
        else if (wav)
          wipe(wav.value());
      });
}

void SampledSpeech::made(std::uint64_t turn, const ports::Utterance& words, float loudness,
                         Result<Bytes> wav) {
  Result<Pcm> sound = wav ? parse_wav(wav.value()) : Result<Pcm>(wav.error());
  if (wav) wipe(wav.value());
  if (sound && words.may_keep) keep(words, sound.value());
  if (turn != turn_ || step_ != Step::making) {
    if (sound) wipe(sound.value());
    return;
  }
  if (!sound) return end(sound.error());
  begin(std::move(sound).value(), loudness);
}

void SampledSpeech::begin(Pcm sound, float loudness) {
  const Status played = out_.play(std::move(sound), loudness, [this, alive = alive_, turn = turn_] {
    if (*alive && turn == turn_) end(Done{});
  });
  if (!played) return end(played);
  step_ = Step::sounding;
  make_next();
}

void SampledSpeech::end(const Status& how) {
  step_ = Step::silent;
  next_ = {};
  if (const Ended ended = std::exchange(ended_, {})) ended(how);
}

void SampledSpeech::prepare(ports::Utterance words) {
  next_ = std::move(words);
  if (step_ != Step::making) make_next();
}

void SampledSpeech::make_next() {
  const ports::Utterance words = std::exchange(next_, {});
  if (words.text.empty() || !words.may_keep || kept(words) != nullptr) return;
  synthesizer_.synthesize(words, [this, alive = alive_, words](Result<Bytes> wav) {
    if (!*alive || !wav) return;
    if (auto sound = parse_wav(wav.value())) keep(words, sound.value());
  });
}

void SampledSpeech::stop() {
  if (step_ == Step::sounding) out_.stop();
  step_ = Step::silent;
  ended_ = {};
  next_ = {};
  synthesizer_.cancel();
}

void SampledSpeech::forget() {
  stop();
  // Of what was kept the order alone tells which keys were felt for, one after the other.
  for (Kept& kept : kept_) wipe(kept.sound);
  kept_.clear();
  kept_samples_ = 0;
}

void SampledSpeech::keep(const ports::Utterance& words, const Pcm& sound) {
  if (sound.samples.size() > kMostKept / 4 || kept(words) != nullptr) return;
  kept_.push_front({words.language, words.text, sound});
  kept_samples_ += sound.samples.size();
  while (kept_samples_ > kMostKept) {
    kept_samples_ -= kept_.back().sound.samples.size();
    kept_.pop_back();
  }
}

const Pcm* SampledSpeech::kept(const ports::Utterance& words) {
  const auto it = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) {
    return k.text == words.text && k.language == words.language;
  });
  if (it == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, it);
  return &kept_.front().sound;
}

}  // namespace wv::shared_platform
