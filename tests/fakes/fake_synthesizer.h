// A voice that writes down what it was asked to say and answers with silence, 60 ms a byte of text. Without a
// voice for a language, or without a program, it fails as the real one does.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "fakes/answers.h"
#include "shared/synthesizer.h"

namespace wv::fakes {

class FakeSynthesizer final : public shared_platform::Synthesizer {
 public:
  explicit FakeSynthesizer(Answers& answers) : answers_(answers) {}

  void synthesize(ports::Utterance words, Answer answer) override {
    asked.push_back(words);
    if (!installed)
      return answers_.later<Bytes>(std::move(answer),
                                   Error{Fault::not_now, "speech.no_program", "no synthesizer"});
    if (voiceless.count(words.language) > 0)
      return answers_.later<Bytes>(std::move(answer),
                                   Error{Fault::not_now, "speech.no_voice", "no voice for it"});
    answers_.later<Bytes>(std::move(answer), silence(words.text.size() * 60));
  }
  void cancel() override { ++cancelled; }

  // A mono WAV of 8000 samples a second.
  static Bytes silence(std::size_t ms) {
    const auto bytes = static_cast<std::uint32_t>(ms * 16);
    Bytes wav = to_bytes("RIFF");
    const auto number = [&wav](std::uint32_t value, int size) {
      for (int i = 0; i < size; ++i) wav.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    };
    const auto tag = [&wav](std::string_view name) { wav.insert(wav.end(), name.begin(), name.end()); };
    number(36 + bytes, 4);
    tag("WAVEfmt ");
    number(16, 4), number(1, 2), number(1, 2), number(8000, 4), number(16000, 4), number(2, 2), number(16, 2);
    tag("data");
    number(bytes, 4);
    wav.resize(wav.size() + bytes);
    return wav;
  }

  std::vector<ports::Utterance> asked;
  std::set<std::string> voiceless;  // languages
  bool installed = true;
  int cancelled = 0;

 private:
  Answers& answers_;
};

}  // namespace wv::fakes
