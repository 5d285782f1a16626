// What a reply means: one table, to be read beside TARGETS.md line by line. Pure.
// Nothing here removes anything: `acknowledged` comes from a reply with our own id, or from the envelope
// itself read back and compared (I4).
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "crypto/envelope.h"
#include "ports/http.h"
#include "sync/outcome.h"

namespace wv::sync {

enum class Kind { couchdb, webdav };
enum class Step { put, move, read, pull };

struct Row {
  enum class For { couchdb, webdav, both } kind;
  Step step;
  int least, most;  // status
  Verdict verdict;
  const char* trouble;
};
[[nodiscard]] std::span<const Row> table();

// `put` and `move`: of the envelope with this id.
[[nodiscard]] Outcome classify(Kind kind, Step step, const ports::HttpReply& reply, const std::string& id);
// `read`: the target's copy against ours.
[[nodiscard]] Outcome compare(Kind kind, const ports::HttpReply& reply, const crypto::SealedEnvelope& ours);
// The same for a file's text, however it came: acknowledged, conflict, or sync.unclear.
[[nodiscard]] Outcome compare_text(std::string_view text, const crypto::SealedEnvelope& ours);

[[nodiscard]] bool is_web_page(const ports::HttpReply& reply);

}  // namespace wv::sync
