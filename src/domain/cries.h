// Whether a message is a cry for help, or about an official letter (S6):
// weights that were learned from examples (tests/cries), over what the words are about and how they are
// spelled; each sentence also by itself, in its own language. Pure and in whole numbers: the same text is
// heard alike on every machine. It keeps nothing; its working memory is overwritten. A damaged or foreign
// file is refused as a whole.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/cry_features.h"
#include "domain/cry_lexicon.h"
#include "domain/cry_text.h"

namespace wv::domain {

inline constexpr std::string_view kCryFormat = "wijkverbinder-cries/2\n";

struct Cry {
  bool danger = false;   // 112, Veilig Thuis, 113
  bool letters = false;  // objections, fines, eviction: whom to ring
};

struct CryScores {
  std::int64_t danger = 0, letters = 0;  // 0 is the threshold; kCryUnit is one unit of log odds
};
inline constexpr std::int64_t kCryUnit = 4096 * 32;

struct CryLanguage {
  std::string code;
  SoundRules rules;
  CryLexicon lexicon;
  std::vector<std::int8_t> guess;  // a weight for each language feature, in sixteenths of a bit
  std::int32_t danger_from = 0, letters_from = 0;  // thresholds, in kCryUnit / 1024
};

struct CryWeights {
  std::vector<std::int8_t> letters, concepts;  // in thirty-seconds
};

class CryDetector {
 public:
  [[nodiscard]] static Result<CryDetector> read(std::string_view file);

  // `screen`: the language of the screen, believed when the text leaves it open.
  [[nodiscard]] Cry hear(std::string_view text, std::string_view screen) const;
  [[nodiscard]] CryScores scores(std::string_view text, std::string_view screen) const;

  // For the trainer: the languages that a text may be in, the likeliest first; windows of a text.
  [[nodiscard]] WipingVector<std::size_t> languages_of(std::string_view text, std::string_view screen) const;
  [[nodiscard]] static std::vector<CryFeatures> features_of(std::string_view text,
                                                            const CryLanguage& language);
  [[nodiscard]] const std::vector<CryLanguage>& languages() const { return languages_; }
  [[nodiscard]] std::uint64_t made_from() const { return made_from_; }  // hash of the files it was trained on
  CryDetector(std::vector<CryLanguage> languages, CryWeights danger, CryWeights letters,
              std::uint64_t made_from)
      : languages_(std::move(languages)),
        danger_(std::move(danger)),
        letters_(std::move(letters)),
        made_from_(made_from) {}

 private:
  CryDetector() = default;
  std::vector<CryLanguage> languages_;
  CryWeights danger_, letters_;
  std::uint64_t made_from_ = 0;
};

[[nodiscard]] std::uint64_t cry_checksum(std::string_view bytes);  // of the file, against damage
[[nodiscard]] std::uint64_t cry_hash(std::string_view bytes,
                                     std::uint64_t hash = 0xcbf29ce484222325ULL);  // FNV-1a

}  // namespace wv::domain
