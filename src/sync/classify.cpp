#include "sync/classify.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "sync/couchdb_rule.h"

namespace wv::sync {

namespace {

using For = Row::For;

constexpr int kAny = 999;

// The first row that fits counts.
constexpr std::array kTable = {
    // couchdb: acknowledged by 201 with `ok`, our id and a rev (looked at below; without them: asked again by
    // GET)
    Row{For::couchdb, Step::put, 201, 201, Verdict::ask, ""},
    // 202: fewer nodes than a quorum have it. Kept, asked again later
    Row{For::couchdb, Step::put, 202, 202, Verdict::unsure, "sync.later"},
    // already there, 409: GET, compare
    Row{For::couchdb, Step::put, 409, 409, Verdict::ask, ""},
    // webdav: PUT under a temporary name, then MOVE; acknowledged by 201 or 204, and it reads back the same
    // (what else of 2xx some servers say is no more and no less: the envelope read back decides)
    Row{For::webdav, Step::put, 200, 206, Verdict::on, ""},
    Row{For::webdav, Step::move, 200, 206, Verdict::ask, ""},
    // already there, 412: read back and compare
    Row{For::webdav, Step::move, 412, 412, Verdict::ask, ""},
    // RFC 4918 says 409 where a folder on the way is missing
    Row{For::webdav, Step::put, 409, 409, Verdict::no_box, "sync.no_box"},
    // reading back: the envelope itself decides (`compare`)
    Row{For::both, Step::read, 200, 200, Verdict::on, ""},
    // not there after all: in doubt, so later again
    Row{For::both, Step::read, 404, 404, Verdict::wait, "sync.unclear"},
    // bringing down
    Row{For::couchdb, Step::pull, 200, 200, Verdict::on, ""},
    Row{For::webdav, Step::pull, 207, 207, Verdict::on, ""},
    Row{For::webdav, Step::pull, 200, 200, Verdict::on, ""},
    // 400, 413 and 422 count against the envelope that was sent; five of them park it
    Row{For::both, Step::put, 400, 400, Verdict::refused, "sync.refused"},
    Row{For::both, Step::put, 413, 413, Verdict::refused, "sync.refused"},
    Row{For::both, Step::put, 422, 422, Verdict::refused, "sync.refused"},
    Row{For::both, Step::move, 400, 400, Verdict::refused, "sync.refused"},
    Row{For::both, Step::move, 413, 413, Verdict::refused, "sync.refused"},
    Row{For::both, Step::move, 422, 422, Verdict::refused, "sync.refused"},
};

// The same at every step, after the rows above.
struct Common {
  int least, most;
  Verdict verdict;
  const char* trouble;
};
constexpr std::array kCommon = {
    // redirects are not followed
    Common{300, 399, Verdict::wait, "sync.redirect"},
    // 401 stops and tells; 403 too, but is asked again: CouchDB's lock for five wrong passwords passes by
    // itself
    Common{401, 401, Verdict::stop, "sync.denied"},
    Common{403, 403, Verdict::locked, "sync.denied"},
    // 404 on a box makes that box wait and tell
    Common{404, 404, Verdict::no_box, "sync.no_box"},
    // a proxy on the way asks for its own credentials
    Common{407, 407, Verdict::wait, "sync.proxy_login"},
    // somebody holds a lock on the file (RFC 4918 §11.3)
    Common{423, 423, Verdict::wait, "sync.locked"},
    // 408, 425, 429 and 5xx wait
    Common{408, 408, Verdict::wait, "sync.busy"},
    Common{425, 425, Verdict::wait, "sync.busy"},
    Common{429, 429, Verdict::wait, "sync.busy"},
    Common{503, 503, Verdict::wait, "sync.busy"},
    Common{507, 507, Verdict::wait, "sync.full"},
    Common{511, 511, Verdict::wait, "sync.portal"},
    Common{500, 599, Verdict::wait, "sync.server"},
    // any status not named waits
    Common{0, kAny, Verdict::wait, "sync.unclear"},
};

bool fits(Kind kind, For row) { return row == For::both || (row == For::couchdb) == (kind == Kind::couchdb); }

// What CouchDB says when the document is on its disk: {"ok":true,"id":"…","rev":"…"}.
bool acknowledges(const std::string& body, const std::string& id) {
  const auto parsed = parse_json(body, "the reply");
  if (!parsed || !parsed.value().is_object()) return false;
  const Json& said = parsed.value();
  const auto rev = said.find("rev");
  return said.value("ok", Json()) == Json(true) && said.value("id", Json()) == Json(id) &&
         rev != said.end() && rev->is_string() && !rev->get_ref<const std::string&>().empty();
}

bool says_the_rule(const std::string& body) {
  const auto parsed = parse_json(body, "the reply");
  if (!parsed || !parsed.value().is_object()) return false;
  const Json reason = parsed.value().value("reason", Json());
  return reason.is_string() && reason.get_ref<const std::string&>().starts_with(kRuleSays);
}

std::string lower_start(std::string_view text) {
  constexpr std::size_t kLooked = 512;
  std::string out;
  for (const char c : text.substr(0, kLooked)) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (space && out.empty()) continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
  return out;
}

}  // namespace

std::span<const Row> table() { return kTable; }

bool is_web_page(const ports::HttpReply& reply) {
  if (lower_start(reply.header("content-type")).find("text/html") != std::string::npos) return true;
  const std::string start = lower_start(reply.body);
  return start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head") ||
         start.starts_with("<script") || start.find("<html") != std::string::npos;
}

Outcome classify(Kind kind, Step step, const ports::HttpReply& reply, const std::string& id) {
  Outcome outcome;
  read_times(reply, outcome);
  const bool success = reply.status >= 200 && reply.status < 300;
  // A reply with HTML in it is a captive portal, never success. Apache words its 201 and 204 as a page too;
  // with webdav that proves nothing either way, since only the envelope read back acknowledges.
  const bool polite_page =
      kind == Kind::webdav && (step == Step::put || step == Step::move) && reply.status != 200;
  if (success && is_web_page(reply) && !polite_page) {
    outcome.trouble = "sync.portal";
    return outcome;
  }
  // A 403 with the words of our own rule is about this one message; any other is about the user.
  if (kind == Kind::couchdb && step == Step::put && reply.status == 403 && says_the_rule(reply.body)) {
    outcome.verdict = Verdict::refused;
    outcome.trouble = "sync.refused";
    return outcome;
  }
  for (const Row& row : kTable) {
    if (!fits(kind, row.kind) || row.step != step || reply.status < row.least || reply.status > row.most)
      continue;
    outcome.verdict = row.verdict;
    outcome.trouble = row.trouble;
    if (kind == Kind::couchdb && step == Step::put && reply.status == 201 && acknowledges(reply.body, id))
      outcome.verdict = Verdict::acknowledged;
    return outcome;
  }
  for (const Common& row : kCommon) {
    if (reply.status < row.least || reply.status > row.most) continue;
    outcome.verdict = row.verdict;
    outcome.trouble = row.trouble;
    return outcome;
  }
  outcome.trouble = "sync.unclear";
  return outcome;
}

Outcome compare_text(std::string_view text, const crypto::SealedEnvelope& ours) {
  Outcome outcome;
  outcome.trouble = "sync.unclear";
  const auto theirs = crypto::parse(text, "the target's copy");
  if (theirs && theirs.value().id() == ours.id()) {
    const bool equal = theirs.value().box() == ours.box() && crypto::same(theirs.value(), ours);
    outcome.verdict = equal ? Verdict::acknowledged : Verdict::conflict;
    outcome.read_back = true;
    outcome.trouble = equal ? "" : "sync.conflict";
    return outcome;
  }
  // Something else lies there for certain only when it is a whole document; half a reply proves nothing.
  const auto parsed = parse_json(text, "the target's copy");
  if (!parsed || !parsed.value().is_object()) return outcome;
  const Json& said = parsed.value();
  if (said.value("_id", Json()) != Json(ours.id()) && said.value("id", Json()) != Json(ours.id()))
    return outcome;
  outcome.verdict = Verdict::conflict;
  outcome.trouble = "sync.conflict";
  return outcome;
}

Outcome compare(Kind kind, const ports::HttpReply& reply, const crypto::SealedEnvelope& ours) {
  Outcome outcome = classify(kind, Step::read, reply, ours.id());
  if (outcome.verdict != Verdict::on) return outcome;
  Outcome compared = compare_text(reply.body, ours);
  compared.server_ms = outcome.server_ms;
  return compared;
}

}  // namespace wv::sync
