// A submission as src/crypto/FORMAT.md writes it ("wijkverbinder-submission/1"): what is sealed, and what the
// wijkverbinder reads. Members that don't apply are left out; members we don't know are kept.
// `to_json` makes one buffer and no copies, so that the caller has one thing to wipe.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "domain/draft.h"
#include "domain/kind.h"
#include "domain/receipt.h"

namespace wv::domain {

struct Place {
  Secret name;
  std::string id;  // "here" or one of the municipality's places; "" when only words were given
};

struct Attachment {  // an envelope of its own; attachment.h has what is in it
  std::string id, media_type;
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct AnswerKeys {  // derived from number and code (src/crypto/FORMAT.md); the device keeps neither
  std::string tag, key;
};

struct Notice {
  std::string version;
  LocalTime shown_at;
};

struct Submission {
  std::string id;  // UUID v4
  Secret receipt;  // 10 digits
  Kind kind = Kind::question;
  Role role = Role::fixer;
  LocalTime created_at;
  std::string language;
  std::string channel;  // kiosk event visit web
  std::string device;
  Secret message;
  std::vector<std::string> tiles;
  std::map<std::string, std::vector<std::string>> fields;
  std::optional<Place> place;
  Contact contact;  // absent way: written as none
  std::vector<Attachment> attachments;
  AnswerKeys answer;
  Notice notice;
  std::vector<std::pair<std::string, std::string>> unknown;  // name → its value as JSON text
};

// What the visitor told; whoever sends adds id, number, time, language, channel, device and notice. A voice
// is an attachment that has its type only: whoever has the sound adds the rest.
[[nodiscard]] Submission to_submission(const Draft& draft);

[[nodiscard]] Bytes to_json(const Submission& submission);
// Error code: submission.broken. Its sentence names the member at fault, never its content.
[[nodiscard]] Result<Submission> parse_submission(std::string_view json);

void wipe(Submission& submission);

}  // namespace wv::domain
