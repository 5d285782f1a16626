#include "sync/outcome.h"

#include <algorithm>
#include <array>

#include "base/time.h"

namespace wv::sync {

namespace {

constexpr std::int64_t kMostRetryAfterMs = 24LL * 60 * 60 * 1000;  // a server may ask for a day, not for ever

struct Sentence {
  std::string_view trouble, words;
};

constexpr std::array kSentences = {
    Sentence{"sync.offline", "the target can't be reached; look at the network, the messages wait here"},
    Sentence{"sync.timeout",
             "the target gives no answer in time; the messages wait here and are tried again"},
    Sentence{
        "sync.portal",
        "a web page answers in place of the target (a Wi-Fi log-in page?); log in to the network, the messages wait here"},
    Sentence{
        "sync.tls",
        "the target's certificate can't be trusted, so nothing was sent; check the device's clock, ca_file and the target's certificate"},
    Sentence{
        "sync.redirect",
        "the target sends us to another address, which is not followed; put the right url in the settings"},
    Sentence{
        "sync.denied",
        "the target refuses this device's user or password; mend user and password_file, the messages wait here"},
    Sentence{
        "sync.no_box",
        "a box is missing at the target; an administrator makes it with `wijkverbinder sync --setup` (is the stick in?), the messages wait here"},
    Sentence{"sync.server", "the target has a fault of its own; the messages wait here and are tried again"},
    Sentence{"sync.busy", "the target asks for patience; the messages wait here and are tried again"},
    Sentence{"sync.full", "the target has no room left; make room there, the messages wait here"},
    Sentence{
        "sync.locked",
        "a file at the target is locked by somebody; the messages wait here and are tried again, under another temporary name"},
    Sentence{
        "sync.destination",
        "the target takes uploads but can't move them to their names, since a proxy before it changes the address; its administrator mends that (`wijkverbinder sync --setup` tells the rule), the messages wait here"},
    Sentence{
        "sync.proxy_login",
        "the proxy on the way asks for a user and a password; put them into https_proxy in the environment, or let it pass this target without; the messages wait here"},
    Sentence{
        "sync.proxy_denied",
        "the proxy on the way doesn't let this device through to the target; its administrator must allow that host and port, the messages wait here"},
    Sentence{"sync.proxy_down",
             "the proxy on the way doesn't reach the target; the messages wait here and are tried again"},
    Sentence{
        "sync.not_tls",
        "what listens there takes the connection and doesn't speak TLS; is it the port of plain http? Put the right port into the url, the messages wait here"},
    Sentence{
        "sync.taken",
        "another program on this device is sending this queue right now; run it again when that is done"},
    Sentence{
        "sync.later",
        "the target took a message, but on too few of its servers to rely on; it stays here and is asked again"},
    Sentence{
        "sync.unclear",
        "the target answers in a way that can't be relied on; the messages wait here and are tried again"},
    Sentence{
        "sync.refused",
        "the target refuses a message; after five times, when it takes others meanwhile, it is parked in quarantine, and the others go on"},
    Sentence{
        "sync.refuses_all",
        "the target refuses every message, so the fault is there or in the url: an administrator's `wijkverbinder sync --setup` tries it and says what it found; the messages wait here, none is parked"},
    Sentence{"sync.conflict",
             "another message with the same id lies at the target; ours is parked in quarantine"},
    Sentence{"sync.disk",
             "this device's data folder can't be read or written; look at the disk, nothing is lost"},
    Sentence{"sync.compacting", "the target is still clearing deleted messages off its disk"},
    Sentence{
        "sync.not_compacted",
        "deleted messages are still on the target's disk: it did not compact the database; look at its log and its room, then run `sync --retire` again"},
    Sentence{
        "sync.node_away",
        "a node of the cluster is away, so its disk keeps what was deleted; run `sync --retire` again when it is back"},
    Sentence{
        "sync.node_behind",
        "a node of the cluster has not yet caught up with the others, so its disk may keep what was deleted; run `sync --retire` again when it has"},
    Sentence{
        "sync.copies_unseen",
        "whether what was deleted has left the disks of all nodes can't be seen; `sync --retire` needs a server administrator, and no proxy between"},
    Sentence{"sync.settings", "the settings of sync can't be used; run `wijkverbinder check`"},
};

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    seconds = seconds * 10 + (c - '0');
  }
  return seconds;
}

}  // namespace

Outcome going_on() {
  Outcome outcome;
  outcome.verdict = Verdict::on;
  return outcome;
}

Outcome in_trouble(const char* trouble) {
  Outcome outcome;
  outcome.trouble = trouble;
  return outcome;
}

Outcome outcome_of(const Error& error) {
  Outcome outcome;
  const std::string& code = error.code;
  if (code == "http.tls")
    outcome.trouble = "sync.tls";
  else if (code == "http.not_tls")
    outcome.trouble = "sync.not_tls";
  else if (code == "http.proxy_login")
    outcome.trouble = "sync.proxy_login";
  else if (code == "http.proxy_denied")
    outcome.trouble = "sync.proxy_denied";
  else if (code == "http.proxy_down")
    outcome.trouble = "sync.proxy_down";
  else if (code == "http.timeout")
    outcome.trouble = "sync.timeout";
  else if (code == "http.too_large")
    outcome.trouble = "sync.unclear";
  else if (code == "http.bad_request")
    outcome.trouble = "sync.settings";
  else if (code.starts_with("http."))
    outcome.trouble = "sync.offline";
  else
    outcome.trouble = "sync.disk";
  return outcome;
}

// Only the one form that senders must make (IMF-fixdate); what is older or odd is no date to rely on.
std::optional<std::int64_t> parse_http_date(std::string_view text) {  // "Sun, 06 Nov 1994 08:49:37 GMT"
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  if (month == kMonths.end()) return std::nullopt;
  const auto number = static_cast<int>(month - kMonths.begin()) + 1;
  const std::string rfc3339 = std::string(text.substr(12, 4)) + (number < 10 ? "-0" : "-") +
                              std::to_string(number) + "-" + std::string(text.substr(5, 2)) + "T" +
                              std::string(text.substr(17, 8)) + "+00:00";
  const auto time = parse_rfc3339(rfc3339);
  if (!time) return std::nullopt;
  return time->at.ms;
}

void read_times(const ports::HttpReply& reply, Outcome& outcome) {
  outcome.server_ms = parse_http_date(reply.header("date"));
  const std::string_view after = reply.header("retry-after");
  std::optional<std::int64_t> wait_ms;
  if (const auto seconds = parse_seconds(after)) wait_ms = *seconds * 1000;
  // A day and hour is counted from the server's own clock: ours may be wrong.
  else if (const auto until = parse_http_date(after); until && outcome.server_ms)
    wait_ms = *until - *outcome.server_ms;
  if (wait_ms && *wait_ms > 0) outcome.retry_after_ms = std::min(*wait_ms, kMostRetryAfterMs);
}

std::string sentence_of(const std::string& trouble) {
  for (const Sentence& s : kSentences)
    if (s.trouble == trouble) return std::string(s.words);
  return "the target could not be used (" + trouble + "); the messages wait here";
}

}  // namespace wv::sync
