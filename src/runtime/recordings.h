// Recorded human voices: assets/speech/LANGUAGE/KEY.wav (or .opus, .ogg) says the text of that key in that
// language. Found by the words themselves, so that what is heard is what is seen: a text that was changed is
// no longer its recording.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "content/content.h"
#include "base/pcm.h"
#include "ports/files.h"

namespace wv::runtime {

class Recordings {
 public:
  explicit Recordings(const content::Content& content);
  [[nodiscard]] bool has(std::string_view language, std::string_view text) const;
  // None when nobody recorded these words, or the file can't be read: then the synthesizer says them. The
  // answer comes at once where the file is at hand.
  void find(std::string_view language, std::string_view text,
            std::function<void(std::optional<Pcm>)> answer) const;

 private:
  const ports::Files& on_;
  std::map<std::pair<std::string, std::string>, std::string> files_;  // language, words
};

// For `check`: a file that no text asks for, that can't say its text, that is a second one, or that can't be
// read.
void check_recordings(const content::Content& content, Findings& findings);

}  // namespace wv::runtime
