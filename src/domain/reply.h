// What comes back to residents, as src/crypto/FORMAT.md writes it: "wijkverbinder-answer/1", for one person,
// and "wijkverbinder-published/1", for everyone. Members we don't know are ignored. An answer may carry the
// tag that it was sealed for (ours do): a signed answer can then not be handed to somebody else. Error codes:
// answer.broken published.broken. No sentence holds anything of the content.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "domain/kind.h"

namespace wv::domain {

inline constexpr std::size_t kMostAnswerBytes = 16000;
inline constexpr std::size_t kMostTitleBytes = 320;
inline constexpr std::size_t kMostPublishedBytes = 4000;  // of one language
inline constexpr std::uint32_t kMostSeq = 1'000'000;

enum class AnswerStatus { received, picked_up, answered, closed };
[[nodiscard]] std::string_view id_of(AnswerStatus status);
[[nodiscard]] std::optional<AnswerStatus> parse_answer_status(std::string_view id);

struct AnswerDocument {
  std::string submission;  // UUID v4
  std::uint32_t seq = 1;   // the highest counts
  AnswerStatus status = AnswerStatus::answered;
  Role role = Role::fixer;
  Secret text;           // may be empty where the status says it all
  std::string language;  // of the text
  LocalTime at;
  std::string tag;  // "" when it isn't told
};
[[nodiscard]] Bytes to_json(const AnswerDocument& document);
[[nodiscard]] Result<AnswerDocument> parse_answer(std::string_view json);
[[nodiscard]] AnswerDocument clone(const AnswerDocument& document);
void wipe(AnswerDocument& document);

struct PublishedDocument {
  enum class Kind { result, news };
  std::string id;  // the same over all its seqs
  std::uint32_t seq = 1;
  Day exp;  // the last day on which it is shown
  Kind kind = Kind::result;
  std::map<std::string, std::string> title, text;  // by language
  std::optional<Role> role;
  Bytes picture;                           // a JPEG or PNG, as it came; empty for none
  std::map<std::string, std::string> alt;  // what the picture shows, by language
};
[[nodiscard]] Bytes to_json(const PublishedDocument& document);
[[nodiscard]] Result<PublishedDocument> parse_published(std::string_view json);

// The words for somebody who reads `wanted`; else those of the first of `others` that has them, else any.
struct InLanguage {
  std::string language, words;
};
[[nodiscard]] InLanguage words_for(const std::map<std::string, std::string>& words, std::string_view wanted,
                                   const std::vector<std::string>& others);

}  // namespace wv::domain
