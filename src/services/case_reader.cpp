#include "services/case_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/json.h"
#include "crypto/erased.h"
#include "domain/attachment.h"
#include "domain/reply.h"
#include "domain/submission.h"

namespace wv::services {
namespace {

constexpr char kAnswerFormat[] = "wijkverbinder-answer/1";
constexpr char kSubmissionFormat[] = "wijkverbinder-submission/1";
constexpr char kAttachmentFormat[] = "wijkverbinder-attachment/1";
constexpr std::size_t kAnswerKeyBytes = 32;

Error waits(const char* code) {
  return {Fault::not_now, code, "it can't be opened or believed yet; it waits for a key or a register"};
}
Error broken(const char* code) {
  return {Fault::bad_input, code, "it isn't what its envelope says it is; it is left where it lies"};
}

bool is_waiting(const std::string& code) { return code == kUnknownSigner || code == kSignerEnded; }

std::optional<crypto::Box> box_of(CaseFolder folder) {
  switch (folder) {
    case CaseFolder::inbox: return crypto::Box::inbox;
    case CaseFolder::cases: return crypto::Box::cases;
    case CaseFolder::answers: return crypto::Box::answers;
  }
  return std::nullopt;
}

std::string format_of(std::string_view document) {
  auto json = parse_json(document, "the document");
  if (!json || !json.value().is_object()) return "";
  const auto format = json.value().find("format");
  std::string found = format != json.value().end() && format->is_string() ? format->get<std::string>() : "";
  return found;
}

// The key of an answer as a JWK; nothing when what a message claims is none.
std::optional<std::string> jwk_of(const Secret& key) {
  auto bytes = from_base64url(key);
  const bool right = bytes.ok() && bytes.value().size() == kAnswerKeyBytes;
  if (bytes) wipe(bytes.value());
  if (!right) return std::nullopt;
  std::string jwk;
  jwk.reserve(key.size() + 32);
  jwk += R"({"kty":"oct","k":")";
  jwk += key.view();
  jwk += R"("})";
  return jwk;
}

Result<CaseDocument> submission_of(const CaseFile& file) {
  auto submission = domain::parse_submission(file.content);
  if (!submission) return submission.error();
  if (submission.value().id != to_text(file.id)) return broken("cases.outside");
  CaseDocument document;
  document.submission = std::move(submission).value();
  return document;
}

Result<CaseDocument> event_of(const CaseFile& file, const CaseTeam& team) {
  if (team.find(file.key) == nullptr) return waits(kUnknownSigner);
  auto event = casebook::parse_event(file.content);
  if (!event) return event.error();
  const Status fits = check_outside(event.value(), {file.id, file.stamp.day, file.seal, file.key});
  if (!fits) return fits.error();
  CaseDocument document;
  document.event = std::move(event).value();
  return document;
}

Result<CaseDocument> answer_of(const CaseFile& file, const CaseTeam& team) {
  const CaseTeam::SigningKey* signer = team.find(file.key);
  if (signer == nullptr) return waits(kUnknownSigner);
  auto answer = domain::parse_answer(file.content);
  if (!answer) return answer.error();
  if (answer.value().submission != to_text(file.case_id)) return broken("cases.outside");
  if (!signer->covers(day_of(answer.value().at))) return waits(kSignerEnded);
  CaseDocument document;
  document.answer = std::move(answer).value();
  return document;
}

// One file on its way. Nothing of it is asked of the keys once `alive` has gone.
class Reading : public std::enable_shared_from_this<Reading> {
 public:
  Reading(ports::Sealer& sealer, const CaseKeys& keys, std::weak_ptr<void> alive, CaseFile file,
          std::function<void(Result<ReadCaseFile>)> answer)
      : sealer_(sealer),
        keys_(keys),
        alive_(std::move(alive)),
        file_(std::move(file)),
        answer_(std::move(answer)) {}

  void start(std::string_view text) {
    auto envelope = crypto::parse(text, path_of(file_.folder, file_.id));
    if (!envelope) return end_broken(envelope.error().code);
    envelope_.emplace(std::move(envelope).value());
    file_.stamp = envelope_->stamp();
    if (envelope_->box() != box_of(file_.folder) || envelope_->id() != to_text(file_.id))
      return end_broken("cases.misplaced");
    file_.folder == CaseFolder::answers ? open_answer() : open_sealed();
  }

 private:
  template <class T, class Step>
  std::function<void(Result<T>)> then(Step step) {
    return [self = shared_from_this(), step = std::move(step)](Result<T> result) {
      if (!self->alive_.expired()) return step(std::move(result));
      if constexpr (requires(T & value) { wipe(value); }) {
        if (result) wipe(result.value());
      }
    };
  }

  void open_sealed() {
    const std::string& own = keys_.identity.face.seal.kid;
    const auto& kids = envelope_->kids();
    if (file_.folder == CaseFolder::cases && kids.size() == 1) {
      if (kids.front() == own) return open_ring();
      if (keys_.team.is_device(kids.front())) return end(Held::others_ring);
    }
    for (const std::string& kid : kids) {
      const auto half = keys_.halves.find(kid);
      const auto seal = keys_.team.seal_of(kid);
      if (half == keys_.halves.end() || !seal) continue;
      file_.seal = *seal;
      file_.key = casebook::parse_key_id(kid).value_or(casebook::KeyId{});
      std::string jwk(half->second.view());
      crypto::open(sealer_, *envelope_, jwk, then<std::string>([this](Result<std::string> text) {
                     if (!text) return end_broken(text.error().code);
                     file_.folder == CaseFolder::inbox ? take_document(std::move(text).value())
                                                       : verify(text.value(), crypto::kEventFormat);
                     wipe(text.value());
                   }));
      return wipe(jwk);
    }
    const bool confidential = std::any_of(kids.begin(), kids.end(), [&](const std::string& kid) {
      return keys_.team.seal_of(kid) == casebook::Seal::confidential;
    });
    answer_(waits(confidential ? kConfidential : kNoKey));
  }

  void open_ring() {
    crypto::open_keyring(sealer_, *envelope_, keys_.identity.seal_jwk, keys_.authority,
                         then<std::vector<crypto::Half>>([this](Result<std::vector<crypto::Half>> halves) {
                           // An authority that we don't believe may come to be believed.
                           if (!halves && halves.error().code == "seal.not_signed")
                             return answer_(waits(kUnknownSigner));
                           if (!halves) return end_broken(halves.error().code);
                           halves_ = std::move(halves).value();
                           end(Held::keyring);
                         }));
  }

  void open_answer() {
    const auto found = keys_.answers.find(envelope_->tag());
    if (found == keys_.answers.end()) return answer_(waits(kNoKey));
    file_.case_id = found->second.case_id;
    auto jwk = jwk_of(found->second.key);
    if (!jwk) return end_broken("seal.bad_key");
    crypto::open(sealer_, *envelope_, *jwk, then<std::string>([this](Result<std::string> jws) {
                   if (!jws) return end_broken(jws.error().code);
                   verify(jws.value(), kAnswerFormat);
                   wipe(jws.value());
                 }));
    wipe(*jwk);
  }

  void take_document(std::string text) {
    const std::string format = format_of(text);
    if (format == kAttachmentFormat) {
      wipe(text);
      return end(Held::attachment);
    }
    if (format != kSubmissionFormat) {
      wipe(text);
      return end_broken("cases.format");
    }
    file_.content = Secret(std::move(text));
    file_.case_id = casebook::case_of(file_.id);
    end_document(Held::submission);
  }

  void verify(const std::string& jws, const char* format) {
    if (const auto looks = crypto::claimed(jws, format); !looks) return end_broken(looks.error().code);
    const std::string kid = crypto::claimed_kid(jws);
    const CaseTeam::SigningKey* signer = keys_.team.find(kid);
    if (signer == nullptr)
      return kid.empty() ? end_broken("seal.not_signed") : answer_(waits(kUnknownSigner));
    file_.key = signer->id;
    crypto::verify_text(sealer_, jws, format, {signer->key},
                        then<std::string>([this](Result<std::string> payload) {
                          if (!payload) return end_broken(payload.error().code);
                          file_.content = Secret(std::move(payload).value());
                          end_document(file_.folder == CaseFolder::answers ? Held::answer : Held::event);
                        }));
  }

  void end_document(Held held) {
    file_.held = held;
    auto document = document_of(file_, keys_.team);
    if (!document) {
      const std::string code = document.error().code;
      return is_waiting(code) ? answer_(document.error()) : end_broken(code);
    }
    if (document.value().event) file_.case_id = document.value().event->case_id;
    // A signed answer that carries its tag can't be handed to somebody else.
    if (document.value().answer && !document.value().answer->tag.empty() &&
        document.value().answer->tag != envelope_->tag())
      return end_broken("cases.outside");
    document_ = std::move(document).value();
    end(held);
  }

  void end(Held held) {
    file_.held = held;
    answer_(ReadCaseFile{std::move(file_), std::move(document_), std::move(halves_)});
  }
  void end_broken(const std::string& code) {
    file_.content = Secret(code);
    file_.case_id = {};
    end(Held::broken);
  }

  ports::Sealer& sealer_;
  const CaseKeys& keys_;
  std::weak_ptr<void> alive_;
  CaseFile file_;
  std::optional<crypto::SealedEnvelope> envelope_;
  CaseDocument document_;
  std::vector<crypto::Half> halves_;
  std::function<void(Result<ReadCaseFile>)> answer_;
};

}  // namespace

Result<CaseDocument> document_of(const CaseFile& file, const CaseTeam& team) {
  switch (file.held) {
    case Held::submission: return submission_of(file);
    case Held::event: return event_of(file, team);
    case Held::answer: return answer_of(file, team);
    default: return CaseDocument{};
  }
}

void read_case_file(ports::Sealer& sealer, const CaseKeys& keys, std::weak_ptr<void> alive, CaseFile file,
                    std::string_view text, std::function<void(Result<ReadCaseFile>)> answer) {
  std::make_shared<Reading>(sealer, keys, std::move(alive), std::move(file), std::move(answer))->start(text);
}

}  // namespace wv::services
