// What the detector is made from: lexicons as text, example messages as JSON. For the trainer and the
// measuring program; a fault ends the program with a sentence, since nobody but a developer sees it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/cries.h"

namespace cries {

inline const std::vector<std::string> kLanguages = {"nl", "en", "tr", "ar", "pl", "uk"};

struct LexiconSource {
  wv::domain::SoundRules rules;
  std::vector<wv::domain::Token> tokens;
  std::vector<wv::domain::LexiconEntry> entries;
  std::vector<std::vector<std::string>> lines;  // words that are about the same, without * and phrases
};

enum class Kind { danger, letters, lookalikes, everyday };
inline constexpr int kKinds = 4;
inline constexpr const char* kKindNames[kKinds] = {"danger", "letters", "lookalikes", "everyday"};

struct Example {
  std::string text;
  std::size_t language;
  Kind kind;
  int fold;  // 0: measured only; 1 to 4: built on
};

class Source {
 public:
  explicit Source(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::map<std::string, LexiconSource>
  lexicons();                                     // concepts get their numbers by the order of names
  [[nodiscard]] std::vector<Example> examples();  // own/ in folds, more/ to build on
  [[nodiscard]] std::vector<Example> kept_back();
  [[nodiscard]] std::uint64_t hash() const { return hash_; }  // of all files read so far
  [[nodiscard]] const std::vector<std::string>& concepts() const { return concepts_; }

 private:
  [[nodiscard]] std::string file(const std::string& name);
  void read_examples(const std::string& part, std::size_t language, bool folds, std::vector<Example>& out);
  std::string folder_;
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
  std::vector<std::string> concepts_;
};

}  // namespace cries
