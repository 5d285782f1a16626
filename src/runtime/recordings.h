// Recorded human voices: assets/speech/LANGUAGE/KEY.wav (or .opus, .ogg) says the text of that key in that
// language. Found by the words themselves, so that what is heard is what is seen: a text that was changed is
// no longer its recording.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "content/content.h"
#include "base/pcm.h"

namespace wv::runtime {

class Recordings {
 public:
  explicit Recordings(const content::Content& content);
  // None when nobody recorded these words, or the file can't be read: then the synthesizer says them.
  [[nodiscard]] std::optional<Pcm> find(std::string_view language, std::string_view text) const;

 private:
  std::map<std::pair<std::string, std::string>, std::filesystem::path> files_;  // language, words
};

// For `check`: a file that no text asks for, that can't say its text, that is a second one, or that can't be
// read.
void check_recordings(const content::Content& content, Findings& findings);

}  // namespace wv::runtime
