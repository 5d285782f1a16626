#include "runtime/recorder.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>

namespace wv::runtime {

namespace {

constexpr std::int64_t kLookMs = 50;
constexpr std::int64_t kPatienceMs = 3000;  // a microphone that gave nothing by then gives nothing
constexpr std::size_t kAtOnce = 800;        // samples: what lies on the stack stays small

double energy(std::span<const std::int16_t> samples) {
  double sum = 0;
  for (const std::int16_t sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

// From silence in a quiet room (about -55 dB of the loudest) to a voice near by (-10 dB).
float level_of(double sum, std::size_t count) {
  if (count == 0 || sum <= 0) return 0;
  const double db = 10 * std::log10(sum / static_cast<double>(count) / (32768.0 * 32768.0));
  return static_cast<float>(std::clamp((db + 55) / 45, 0.0, 1.0));
}

std::int64_t ms_of(std::size_t samples) {
  return static_cast<std::int64_t>(samples) * 1000 / media::kVoiceRate;
}

}  // namespace

void Recorder::start(std::int64_t now_ms) {
  forget();
  auto opened = open_microphone_();
  if (!opened) return fail(opened.error().code);
  microphone_ = std::move(opened).value();
  encoder_ = std::make_unique<media::VoiceEncoder>();
  began_ms_ = now_ms_ = now_ms;
}

std::size_t Recorder::due(std::int64_t now_ms) const {
  const std::int64_t ms = std::max<std::int64_t>(0, now_ms - began_ms_);
  return std::min(static_cast<std::size_t>(ms) * media::kVoiceRate / 1000, media::kMostVoiceSamples);
}

float Recorder::listen(std::int64_t now_ms) {
  std::array<std::int16_t, kAtOnce> some{};
  double sum = 0;
  std::size_t count = 0;
  for (const std::size_t until = due(now_ms); encoder_->samples() < until;) {
    const std::size_t got =
        microphone_->take(std::span(some).first(std::min(some.size(), until - encoder_->samples())));
    if (got == 0) break;
    const auto heard = std::span<const std::int16_t>(some).first(got);
    encoder_->add(heard);
    sum += energy(heard);
    count += got;
  }
  wipe(some.data(), sizeof some);
  return level_of(sum, count);
}

void Recorder::stop(std::int64_t now_ms) {
  if (!microphone_) return;
  listen(now_ms);
  microphone_.reset();
  const std::int64_t ms = ms_of(encoder_->samples());
  auto made = encoder_->finish();
  encoder_.reset();
  if (!made) return fail(made.error().code);
  voice_ = std::move(made).value();
  report(app::VoiceRecorded{ms});
}

void Recorder::fail(const std::string& code) {
  forget();
  report(app::VoiceFailed{code});
}

void Recorder::play(float loudness, std::int64_t now_ms) {
  if (!voice_.empty()) hear(voice_, loudness, now_ms);
}

void Recorder::hold(Bytes voice) {
  forget();
  voice_ = std::move(voice);
}

void Recorder::hear(const Bytes& voice, float loudness, std::int64_t now_ms) {
  auto decoded = media::decode_voice(voice);
  if (!decoded) return report(app::VoicePlayed{.heard = false});
  const Status begun = sound_.play(std::move(decoded).value(), loudness);
  playing_ = begun.ok();
  now_ms_ = now_ms;
  if (!begun) report(app::VoicePlayed{.heard = false});
}

void Recorder::stop_playing() {
  if (playing_) sound_.stop();
  playing_ = false;
}

void Recorder::forget() {
  stop_playing();
  microphone_.reset();
  encoder_.reset();
  wipe(voice_);
}

void Recorder::pump(std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (playing_ && !sound_.playing(now_ms)) {
    playing_ = false;
    report(app::VoicePlayed{});
  }
  if (!microphone_) return;
  const float level = listen(now_ms);
  const std::size_t heard = encoder_->samples();
  if (heard == 0 && now_ms - began_ms_ >= kPatienceMs) return fail("voice.refused");
  if (encoder_->full() || microphone_->gone()) return stop(now_ms);
  report(app::VoiceHeard{ms_of(heard), level});
}

std::int64_t Recorder::next_wake_ms() const {
  if (microphone_) return now_ms_ + kLookMs;
  return playing_ ? sound_.next_wake_ms(now_ms_) : INT64_MAX;
}

void Recorder::catch_up(std::int64_t now_ms) {
  if (microphone_ && encoder_->samples() < due(now_ms))
    microphone_->wait_for(due(now_ms) - encoder_->samples());
}

}  // namespace wv::runtime
