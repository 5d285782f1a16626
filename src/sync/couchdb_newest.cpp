// The newest first: which ids there are told the changes (couchdb.cpp); their documents are asked for from
// the last one on, a page at a time. The cursor counts only at the end, so a pull that broke off begins where
// it did, and asks for what doesn't lie here yet.
#include <algorithm>

#include "sync/classify.h"
#include "sync/couchdb_pulling.h"

namespace wv::sync {

void CouchDb::next_newest(const std::shared_ptr<Pulling>& work) {
  if (work->wanted.empty()) return work->pull.ended(work->outcome, work->cursor());
  Json keys = Json::array();
  const std::size_t count = std::min(work->page, work->wanted.size());
  for (std::size_t i = 0; i < count; ++i) keys.push_back(work->wanted[work->wanted.size() - 1 - i]);
  auto request =
      request_to(settings_, "POST", box_path(settings_, work->pull.box) + "/_all_docs?include_docs=true");
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  request.body = Json{{"keys", std::move(keys)}}.dump();
  request.most_reply_bytes = CouchPage::kMostBytes;
  http_.send(std::move(request), [this, work, count](Result<ports::HttpReply> reply) {
    const bool too_long = !reply && reply.error().code == "http.too_large";
    if (!reply && !too_long) return work->pull.ended(outcome_of(reply.error()), "");
    if (too_long && count > 1) {
      work->page = std::max<std::size_t>(1, count / 4);
      return next_newest(work);
    }
    work->wanted.resize(work->wanted.size() - (too_long ? 1 : 0));  // too long to be one of ours
    if (too_long) return next_newest(work);
    take_newest(work, reply.value());
  });
}

void CouchDb::take_newest(const std::shared_ptr<Pulling>& work, const ports::HttpReply& reply) {
  Outcome outcome = classify(Kind::couchdb, Step::pull, reply, "");
  if (outcome.verdict != Verdict::on) return work->pull.ended(outcome, "");
  auto parsed = parse_json(reply.body, "the documents");
  Json page = parsed ? std::move(parsed).value() : Json();
  if (!page.is_object() || !page.contains("rows") || !page["rows"].is_array()) {
    outcome.verdict = Verdict::wait;
    outcome.trouble = "sync.unclear";
    return work->pull.ended(outcome, "");
  }
  const std::size_t count = std::min(work->page, work->wanted.size());
  work->wanted.resize(work->wanted.size() - count);
  for (Json& row : page["rows"])
    if (const auto document = row.is_object() ? row.find("doc") : row.end();
        row.is_object() && document != row.end() && document->is_object() && !came_back(*document))
      work->pull.found(file_of(std::move(*document)));
  if (reply.body.size() < CouchPage::kMostBytes / 4)
    work->page = std::min<std::size_t>(CouchPage::kMostNewest, work->page * 2);
  if (work->pull.page_end && !work->wanted.empty())
    return work->pull.page_end([this, work] { next_newest(work); });
  next_newest(work);
}

}  // namespace wv::sync
