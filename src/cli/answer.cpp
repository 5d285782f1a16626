// answer FILE --key PRIVATE.jwk --sign SIGNER.jwk --text-file F: an answer to the submission in FILE, signed,
// sealed under the key that its number and code give, and put into the outbox. What was opened is wiped.
#include "base/bytes.h"
#include "base/utf8.h"
#include "crypto/reply.h"
#include "domain/submission.h"
#include "replies/reply_store.h"
#include "cli/signer.h"
#include "services/files.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostKeyBytes = 65536;
constexpr char kUse[] =
    "use: answer FILE --key PRIVATE.jwk --sign SIGNER.jwk --text-file F [--status received|picked_up|answered|closed] [--seq N] "
    "[--role R] [--lang L]";

struct Wiped {  // what is private here ends with the command, however that ends
  domain::Submission submission;
  domain::AnswerDocument document;
  std::string key, text;
  Signer signer;

  Wiped() = default;
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  ~Wiped() {
    domain::wipe(submission);
    domain::wipe(document);
    for (std::string* words : {&key, &text, &signer.jwk}) wipe(*words);
  }
};

Result<domain::Submission> open_submission(const Context& context, const std::string& path,
                                           const std::string& key_path, std::string& key) {
  const auto text = services::read_named_file(context.platform.files(), path, crypto::kMostEnvelopeBytes);
  if (!text) return text.error();
  auto read = services::read_named_file(context.platform.files(), key_path, kMostKeyBytes);
  if (!read) return read.error();
  key = std::move(read).value();
  const auto envelope = crypto::parse(text.value(), path);
  if (!envelope) return envelope.error();
  if (envelope.value().box() != crypto::Box::inbox) {
    return Error{Fault::bad_input, "envelope.open",
                 path + ": it is no submission but from the box " +
                     std::string(crypto::box_name(envelope.value().box())) + "; name another file"};
  }
  auto document = ask<std::string>(context.platform, [&](auto answer) {
    crypto::open(context.platform.sealer(), envelope.value(), key, answer);
  });
  if (!document) {
    const std::string& about = document.error().code == "seal.bad_key" ? key_path : path;
    return Error{Fault::bad_input, document.error().code, about + ": " + document.error().what};
  }
  auto submission = domain::parse_submission(document.value());
  wipe(document.value());
  if (!submission)
    return Error{Fault::bad_input, submission.error().code, path + ": " + submission.error().what};
  if (submission.value().id != envelope.value().id()) {
    domain::wipe(submission.value());
    return Error{Fault::bad_input, "envelope.mismatch",
                 path + ": /id: inside stands another one; don't answer it, and ask the sender for it again"};
  }
  return submission;
}

// The words, without a mark at their beginning and line ends at their end.
Status read_text(const Context& context, std::string& text) {
  const std::string path = context.arguments.value("--text-file");
  if (path.empty()) return Done{};
  auto read = services::read_named_file(context.platform.files(), path, domain::kMostAnswerBytes);
  if (!read) return read.error();
  text = std::move(read).value();
  while (!text.empty() && std::string_view("\n\r \t").find(text.back()) != std::string_view::npos)
    text.pop_back();
  if (!is_utf8(text))
    return Error{Fault::bad_input, "file.unreadable", path + ": this is not UTF-8; save it as such"};
  warn_of_boxes(context, path, text);
  return Done{};
}

Status fill(const Context& context, Wiped& w) {
  const Arguments& words = context.arguments;
  domain::AnswerDocument& d = w.document;
  d.submission = w.submission.id;
  d.role = w.submission.role;
  d.language = w.submission.language;
  d.tag = w.submission.answer.tag;
  d.at = context.platform.clock().now();
  if (const std::string status = words.value("--status"); !status.empty()) {
    const auto known = domain::parse_answer_status(status);
    if (!known) return wrong_usage("--status: received, picked_up, answered or closed is expected");
    d.status = *known;
  }
  if (const std::string role = words.value("--role"); !role.empty()) {
    const auto known = domain::parse_role(role);
    if (!known) return wrong_usage("--role: fixer, entrepreneur, bridge_builder or mediator is expected");
    d.role = *known;
  }
  if (const std::string language = words.value("--lang"); !language.empty()) d.language = language;
  if (d.status == domain::AnswerStatus::answered && w.text.empty()) {
    return wrong_usage("an answer needs words; name their file with --text-file, or another --status");
  }
  d.text = w.text;
  return Done{};
}

// One more than the highest that is known here.
Result<std::uint32_t> next_seq(const Context& context, const Wiped& w) {
  const auto store = data_store(context);
  if (!store) return store.error();
  replies::ReplyStore replies(*store.value(), context.platform.sealer(), w.signer.believed);
  auto known = ask<std::optional<domain::AnswerDocument>>(context.platform, [&](auto answer) {
    replies.look_up({w.submission.answer.tag, w.submission.answer.key}, w.submission.id, answer);
  });
  if (!known) return known.error();
  if (!known.value()) return 1U;
  const std::uint32_t seq = std::min(known.value()->seq + 1, domain::kMostSeq);
  domain::wipe(*known.value());
  return seq;
}

}  // namespace

Outcome answer_command(const Context& context) {
  const Arguments& words = context.arguments;
  const std::string key_path = words.value("--key");
  if (words.positions.size() != 1 || key_path.empty() || words.value("--sign").empty())
    return wrong_usage(kUse);
  const std::string& path = words.positions[0];
  Wiped w;
  auto signer = read_signer(context);
  if (!signer) return signer.error();
  w.signer = std::move(signer).value();
  auto submission = open_submission(context, path, key_path, w.key);
  if (!submission) return submission.error();
  w.submission = std::move(submission).value();
  if (w.submission.answer.tag.empty() || w.submission.answer.key.empty()) {
    return Error{Fault::bad_input, "answer.no_keys",
                 path + ": this submission has no keys for an answer; answer it by its contact"};
  }
  if (const Status read = read_text(context, w.text); !read) return read.error();
  if (const Status filled = fill(context, w); !filled) return filled.error();
  const auto seq = words.value("--seq").empty() ? next_seq(context, w) : read_seq(words.value("--seq"));
  if (!seq) return seq.error();
  w.document.seq = seq.value();
  const Stamp stamp = stamp_now(context);
  const auto envelope = ask<crypto::SealedEnvelope>(context.platform, [&](auto answer) {
    crypto::AnswerInput input{"",
                              stamp.day,
                              w.submission.answer.tag,
                              w.submission.answer.key,
                              domain::to_json(w.document),
                              w.signer.jwk,
                              stamp.clock};
    crypto::seal_answer(context.platform.sealer(), context.platform.random(), std::move(input), answer);
  });
  if (!envelope)
    return Error{envelope.error().fault, envelope.error().code, path + ": " + envelope.error().what};
  return queue_reply(context, envelope.value(),
                     {{"seq", w.document.seq}, {"status", domain::id_of(w.document.status)}});
}

}  // namespace wv::cli
