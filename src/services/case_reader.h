// Opens one file of a member's device and says what it holds. Everything that makes it believed is looked at
// here: the envelope's own form; that its name, folder and box agree; the seal; the signature by a key that
// the register names (the document's format first, so that no signature under one counts for another); and
// that id, day, seal and key inside repeat the envelope's. What it gives may be cached.
// Failure, that waits and is looked at anew when something came: cases.no_key (no key here opens it yet; of
// an answer: its message isn't here yet), cases.unknown_signer (signed by a key that the register doesn't
// name), cases.signer_ended (an answer dated outside its signer's term), and what the store says.
// What is broken isn't a failure: it is Held::broken with its code, one of envelope.* seal.failed
// seal.not_signed (the signature doesn't fit) signed.* event.* submission.broken answer.broken keyring.*, and
// of this room: cases.format (a document that isn't for this box), cases.outside (it says other than its
// envelope), cases.misplaced (the file's name, or its folder, is another's).
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "crypto/identity.h"
#include "crypto/keyring.h"
#include "services/case_file.h"
#include "services/case_team.h"

namespace wv::services {

inline constexpr char kNoKey[] = "cases.no_key";
inline constexpr char kConfidential[] = "cases.confidential";
inline constexpr char kUnknownSigner[] = "cases.unknown_signer";
inline constexpr char kSignerEnded[] = "cases.signer_ended";

struct CaseKeys {  // of an unlocked device; overwritten with it
  crypto::Identity identity;
  crypto::Signers authority;  // every one that was ever believed: keyrings
  CaseTeam team;
  std::map<std::string, Secret> halves;  // private, by kid; only those that the register backs
  struct AnswerKey {
    casebook::CaseId case_id;
    Secret key;  // base64url of 32 bytes
  };
  std::map<std::string, AnswerKey> answers;  // by tag, of the submissions that are here
};

struct CaseDocument {
  std::optional<domain::Submission> submission;
  std::optional<casebook::Event> event;
  std::optional<domain::AnswerDocument> answer;
};

struct ReadCaseFile {
  CaseFile file;
  CaseDocument document;
  std::vector<crypto::Half> halves;  // of a keyring
};

// `keys` is asked before the first callback and after; it must outlive them, or `alive` have gone.
void read_case_file(ports::Sealer& sealer, const CaseKeys& keys, std::weak_ptr<void> alive, CaseFile file,
                    std::string_view text, std::function<void(Result<ReadCaseFile>)> answer);

// What a record says, once more: that the document reads, and agrees with its envelope. Cheap: for cached
// ones too. The error is the code of what is broken, or one that waits.
[[nodiscard]] Result<CaseDocument> document_of(const CaseFile& file, const CaseTeam& team);

}  // namespace wv::services
