#include "sync/webdav.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sha256.h"
#include "outbox/names.h"
#include "sync/classify.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostFile = 8u << 20;
constexpr int kTemporaryNames = 3;  // of one envelope, when a lock stays
constexpr int kForgetTries = 5;
constexpr std::uint64_t kFilesOfAPage = 250;

Outcome ended() {
  Outcome outcome;
  outcome.verdict = Verdict::on;
  return outcome;
}

// A whole reply with what can't be any document: not a page of a portal, nor JSON that somebody else wrote.
bool is_torn(const ports::HttpReply& reply, const Outcome& outcome) {
  return reply.status == 200 && outcome.trouble == "sync.unclear" && !is_web_page(reply) &&
         !parse_json(reply.body, "the target's copy");
}

}  // namespace

std::string WebDav::place(crypto::Box box, const std::string& name) const {
  return box_path(settings_, box) + "/" + name;
}

std::string WebDav::temporary(const crypto::SealedEnvelope& envelope) const {
  constexpr std::size_t kLetters = 8;
  const auto locked = locked_.find(envelope.id());
  const std::string turn = locked == locked_.end() ? "" : std::to_string(locked->second % kTemporaryNames);
  const std::string mark = sha256_hex(to_bytes(device_tag_ + envelope.id() + turn)).substr(0, kLetters);
  return place(envelope.box(), envelope.id() + "." + mark + std::string(kTemporary));
}

void WebDav::restore_findings(const std::string& findings) {
  for (const Form form : forms_for(settings_.url)) {
    if (findings != name_of(form)) continue;
    form_ = form;
    known_ = true;
  }
}

// A lock that a broken upload left can stay for an hour and more: another name goes round it.
void WebDav::change_name(const crypto::SealedEnvelope& envelope) {
  forget_temporary(envelope);
  ++locked_[envelope.id()];
}

struct WebDav::Moving {
  crypto::SealedEnvelope envelope;
  Delivered done;
  std::vector<Form> forms;
  std::size_t at = 0;
  Outcome first;   // of the first form that wasn't understood
  int status = 0;  // its
};

namespace {

std::vector<Form> forms_to_try(const std::string& url, Form first) {
  std::vector<Form> forms = forms_for(url);
  if (const auto found = std::find(forms.begin(), forms.end(), first); found != forms.end())
    std::rotate(forms.begin(), found, found + 1);
  return forms;
}

Form next_form(const std::string& url, Form form) {
  const std::vector<Form> forms = forms_for(url);
  const auto found = std::find(forms.begin(), forms.end(), form);
  return found == forms.end() || found + 1 == forms.end() ? forms.front() : *(found + 1);
}

// RFC 4918 §9.9.4: a 207 to a MOVE tells what went wrong with each; there is one, so its status is the reply.
Outcome of_multistatus(const ports::HttpReply& reply, const std::string& id) {
  ports::HttpReply inner = reply;
  constexpr std::string_view kProtocol = "HTTP/1.1 ";
  const std::size_t at = reply.body.find(kProtocol);
  inner.status = at == std::string::npos ? 0 : std::atoi(reply.body.c_str() + at + kProtocol.size());
  inner.body.clear();
  return classify(Kind::webdav, Step::move, inner.status >= 400 ? inner : reply, id);
}

}  // namespace

void WebDav::deliver(const crypto::SealedEnvelope& envelope, Delivered done) {
  auto request = request_to(settings_, "PUT", temporary(envelope));
  request.headers = {{"Content-Type", "application/json"}};
  request.body = envelope.text();
  http_.send(std::move(request), [this, envelope, done = std::move(done)](Result<ports::HttpReply> reply) {
    if (!reply) return done(outcome_of(reply.error()));
    const Outcome outcome = classify(Kind::webdav, Step::put, reply.value(), envelope.id());
    if (reply.value().status == 423) change_name(envelope);
    if (outcome.verdict != Verdict::on) return done(outcome);
    move(std::make_shared<Moving>(Moving{envelope, done, forms_to_try(settings_.url, form_), 0, {}, 0}));
  });
}

void WebDav::move(const std::shared_ptr<Moving>& work) {
  if (work->at == work->forms.size()) return not_moved(work);
  const Form form = work->forms[work->at++];
  const std::string final_url =
      request_to(settings_, "", place(work->envelope.box(), work->envelope.id() + ".json")).url;
  auto request = request_to(settings_, "MOVE", temporary(work->envelope));
  request.headers = {{"Destination", destination(form, final_url)}, {"Overwrite", "F"}};
  http_.send(std::move(request), [this, work, form](Result<ports::HttpReply> reply) {
    if (!reply) return work->done(outcome_of(reply.error()));
    moved(work, form, reply.value());
  });
}

void WebDav::moved(const std::shared_ptr<Moving>& work, Form form, const ports::HttpReply& reply) {
  const crypto::SealedEnvelope& envelope = work->envelope;
  const Outcome outcome = classify(Kind::webdav, Step::move, reply, envelope.id());
  if (blames_destination(reply.status)) {
    if (work->status == 0) {
      work->status = reply.status;
      work->first = outcome;
    }
    return move(work);
  }
  if (reply.status == 423) change_name(envelope);
  if (outcome.verdict == Verdict::refused) forget_temporary(envelope);
  if (outcome.verdict != Verdict::ask)
    return work->done(reply.status == 207 ? of_multistatus(reply, envelope.id()) : outcome);
  const bool was_there = reply.status == 412;
  read_back(envelope, was_there, [this, form, done = work->done](const Outcome& read) {
    const bool decided = read.verdict == Verdict::acknowledged || read.verdict == Verdict::conflict;
    if (decided) {
      form_ = form;
      known_ = true;
    } else if (read.trouble == "sync.unclear" && form_ == form) {
      form_ = next_form(settings_.url, form);  // it may have gone to where that form leads and nobody looks
    }
    done(read);
  });
}

// No form was understood. One of this server's that was understood before says that it is this message; a 403
// is about rights; else the address is what it doesn't like, if it is there at all.
void WebDav::not_moved(const std::shared_ptr<Moving>& work) {
  if (work->status == 403) return work->done(work->first);
  if (work->status == 400 && known_) {
    forget_temporary(work->envelope);
    return work->done(work->first);
  }
  auto request = request_to(settings_, "PROPFIND", place(work->envelope.box(), ""));
  request.headers = {{"Depth", "0"}};
  http_.send(std::move(request), [work](Result<ports::HttpReply> reply) {
    if (!reply) return work->done(outcome_of(reply.error()));
    Outcome outcome = classify(Kind::webdav, Step::pull, reply.value(), "");
    if (outcome.verdict != Verdict::on) return work->done(outcome);
    outcome.verdict = Verdict::wait;
    outcome.trouble = "sync.destination";
    work->done(outcome);
  });
}

void WebDav::read_back(const crypto::SealedEnvelope& envelope, bool was_there, Delivered done) {
  auto request = request_to(settings_, "GET", place(envelope.box(), envelope.id() + ".json"));
  request.headers = {{"Cache-Control", "no-cache"}};
  request.most_reply_bytes = kMostFile;
  http_.send(std::move(request), [this, envelope, was_there,
                                  done = std::move(done)](Result<ports::HttpReply> reply) {
    if (!reply) return done(outcome_of(reply.error()));
    const Outcome outcome = compare(Kind::webdav, reply.value(), envelope);
    const bool decided = outcome.verdict == Verdict::acknowledged || outcome.verdict == Verdict::conflict;
    if (was_there && decided) forget_temporary(envelope);
    if (was_there && is_torn(reply.value(), outcome)) return mend(envelope, outcome, done);
    done(outcome);
  });
}

// An upload that broke off can outlive the next one on the server and cut it short under its last name. No
// envelope is in such a piece, and ours has that name, so the whole one may take its place; then it is read
// back.
void WebDav::mend(const crypto::SealedEnvelope& envelope, const Outcome& unclear, Delivered done) {
  auto request = request_to(settings_, "MOVE", temporary(envelope));
  request.headers = {
      {"Destination",
       destination(form_, request_to(settings_, "", place(envelope.box(), envelope.id() + ".json")).url)},
      {"Overwrite", "T"}};
  http_.send(std::move(request),
             [this, envelope, unclear, done = std::move(done)](Result<ports::HttpReply> reply) {
               // Who may not write over it lets it wait, as before: that is no reason to stop the others.
               const bool moved = reply && (reply.value().status == 201 || reply.value().status == 204);
               if (!moved) return done(unclear);
               read_back(envelope, false, done);
             });
}

// The delivery doesn't wait for it, `settle` does. What stays behind all the same, `retire` clears away.
void WebDav::forget_temporary(const crypto::SealedEnvelope& envelope) {
  ++forgetting_;
  forget(temporary(envelope), kForgetTries);
}

void WebDav::forget(const std::string& path, int tries_left) {
  http_.send(request_to(settings_, "DELETE", path),
             [this, path, tries_left](const Result<ports::HttpReply>& reply) {
               // Any reply is an answer, "you may not" too; only a line that broke is worth another try.
               const bool broke = !reply && reply.error().code == "http.cut";
               if (broke && tries_left > 1) return forget(path, tries_left - 1);
               if (--forgetting_ > 0) return;
               for (const Delivered& done : std::exchange(settled_, {})) Target::settle(done);
             });
}

void WebDav::settle(Delivered done) {
  if (forgetting_ == 0) return Target::settle(std::move(done));
  settled_.push_back(std::move(done));
}

// --- bringing down, and retiring: both walk through a box, file by file ---------------------------------

struct WebDav::Walk {
  crypto::Box box;
  Pull pull;        // of a pull
  Expired expired;  // of a retirement
  bool retires = false;
  std::deque<std::string> names, leftovers;
  std::uint64_t removed = 0, taken = 0;

  void end(const Outcome& outcome) const {
    if (retires)
      expired.ended(outcome, removed);
    else
      pull.ended(outcome, "");
  }
};

void WebDav::pull(Pull pull) {
  auto work = std::make_shared<Walk>();
  work->box = pull.box;
  work->pull = std::move(pull);
  list(work);
}

void WebDav::retire(crypto::Box box, Expired expired) {
  auto work = std::make_shared<Walk>();
  work->box = box;
  work->expired = std::move(expired);
  work->retires = true;
  list(work);
}

void WebDav::list(const std::shared_ptr<Walk>& work) {
  http_.send(listing_request(settings_, place(work->box, "")), [this, work](Result<ports::HttpReply> reply) {
    if (!reply) return work->end(outcome_of(reply.error()));
    const Outcome outcome = classify(Kind::webdav, Step::pull, reply.value(), "");
    if (outcome.verdict != Verdict::on) return work->end(outcome);
    auto listed = listed_in_multistatus(reply.value().body);
    if (work->pull.newest_first)
      std::stable_sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) {
        return a.modified_ms.value_or(0) > b.modified_ms.value_or(0);
      });
    for (Listed& one : listed) {
      const auto id = outbox::id_of(one.name);
      if (id && (work->retires || !work->pull.known(*id))) work->names.push_back(std::move(one.name));
    }
    if (work->retires)
      for (std::string& name : leftovers_in(reply.value())) work->leftovers.push_back(std::move(name));
    next(work);
  });
}

void WebDav::next(const std::shared_ptr<Walk>& work) {
  if (work->names.empty()) return clear_up(work);
  const std::string name = work->names.front();
  work->names.pop_front();
  auto request = request_to(settings_, "GET", place(work->box, name));
  request.most_reply_bytes = kMostFile;
  http_.send(std::move(request), [this, work, name](Result<ports::HttpReply> reply) {
    if (!reply && reply.error().code == "http.too_large")
      return next(work);  // one that is too long is not one of ours
    if (!reply) return work->end(outcome_of(reply.error()));
    if (reply.value().status == 404) return next(work);  // gone meanwhile
    const Outcome outcome = classify(Kind::webdav, Step::pull, reply.value(), "");
    if (outcome.verdict != Verdict::on) return work->end(outcome);
    if (!work->retires) {
      work->pull.found(reply.value().body);
      const bool page = ++work->taken % kFilesOfAPage == 0 && work->pull.page_end;
      return page ? work->pull.page_end([this, work] { next(work); }) : next(work);
    }
    const auto envelope = crypto::parse(reply.value().body, name);
    if (envelope && work->expired.is_past(envelope.value().id(), envelope.value().stamp()))
      return remove(work, name);
    next(work);
  });
}

// After what had passed its day: the pieces of uploads that broke off and were never begun again.
void WebDav::clear_up(const std::shared_ptr<Walk>& work) {
  if (work->leftovers.empty()) return work->end(ended());
  const std::string name = work->leftovers.front();
  work->leftovers.pop_front();
  http_.send(request_to(settings_, "DELETE", place(work->box, percent_encoded(name))),
             [this, work](const Result<ports::HttpReply>& reply) {
               if (!reply) return work->end(outcome_of(reply.error()));
               clear_up(work);
             });
}

void WebDav::remove(const std::shared_ptr<Walk>& work, const std::string& name) {
  http_.send(request_to(settings_, "DELETE", place(work->box, percent_encoded(name))),
             [this, work](Result<ports::HttpReply> reply) {
               if (!reply) return work->end(outcome_of(reply.error()));
               const int status = reply.value().status;
               if (status == 200 || status == 204)
                 ++work->removed;
               else if (status != 404)
                 return work->end(classify(Kind::webdav, Step::pull, reply.value(), ""));
               next(work);
             });
}

void WebDav::ask_time(Delivered done) {
  auto request = request_to(settings_, "PROPFIND", "");
  request.headers = {{"Depth", "0"}};
  http_.send(std::move(request), [done = std::move(done)](Result<ports::HttpReply> reply) {
    done(reply ? classify(Kind::webdav, Step::pull, reply.value(), "") : outcome_of(reply.error()));
  });
}

}  // namespace wv::sync
