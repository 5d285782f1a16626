// Ready sentences for answers (assets/desk/ready.json, "wijkverbinder-ready/1"): each one sentence in Dutch
// and in other languages. `translate` says a Dutch text in another language when it is made of them alone,
// and else which sentences it can't: nothing is guessed, and nothing half translated is sent. Read when a
// desk is opened; what is wrong in the file is a finding, and the rest of it counts.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/secret.h"
#include "content/plain_words.h"

namespace wv::ports {
class Files;
}

namespace wv::content {

struct ReadySentence {
  std::string id;
  std::string theme;                                      // "": for all
  std::map<std::string, std::string, std::less<>> words;  // by language; "nl" is always there
};
using ReadySentences = std::vector<ReadySentence>;

[[nodiscard]] ReadySentences read_ready(const Json& json, const std::string& file, Findings& findings);
[[nodiscard]] ReadySentences load_ready(const ports::Files& files, const std::string& asset_dir,
                                        Findings& findings);

struct Translation {
  Secret text;                    // as far as it is known: the others stand in Dutch
  std::vector<Sentence> missing;  // of the Dutch text: no ready sentence, or not in that language
  [[nodiscard]] bool whole() const { return missing.empty(); }
};
[[nodiscard]] Translation translate(std::string_view dutch, const ReadySentences& ready,
                                    std::string_view language);

}  // namespace wv::content
