#include "services/event_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "crypto/reply.h"
#include "crypto/signed_text.h"
#include "domain/attachment.h"

namespace wv::services {
namespace {

constexpr std::array kOrder = {CaseFolder::inbox, CaseFolder::answers, CaseFolder::cases};

ReadCaseFile own_file(CaseFolder folder, casebook::EnvelopeId id, Held held, const Stamp& stamp) {
  ReadCaseFile own;
  own.file.folder = folder;
  own.file.id = id;
  own.file.held = held;
  own.file.stamp = stamp;
  return own;
}

// Shared, because what runs later is copied.
std::shared_ptr<ReadCaseFile> shared_own(CaseFolder folder, casebook::EnvelopeId id, Held held,
                                         const Stamp& stamp) {
  return std::make_shared<ReadCaseFile>(own_file(folder, id, held, stamp));
}

ReadCaseFile without_words(const ReadCaseFile& own) {
  return own_file(own.file.folder, own.file.id, own.file.held, own.file.stamp);
}

Secret secret_of(const Bytes& bytes) {
  return Secret(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

bool all_done(const Result<std::vector<Status>>& said) {
  return said &&
         std::all_of(said.value().begin(), said.value().end(), [](const Status& one) { return one.ok(); });
}

}  // namespace

struct EventWriter::Work {
  EventBatch batch;
  Answer answer;
  std::vector<Job> jobs;
  std::size_t next = 0;
  std::vector<Made> made;
  bool keeps_all = false;

  [[nodiscard]] bool refused(std::size_t deed) const { return batch.deeds[deed].refused.has_value(); }
  void refuse(std::size_t deed, const Error& error) {
    if (!refused(deed)) batch.deeds[deed].refused = error;
  }
};

void EventWriter::write(EventBatch batch, Answer answer) {
  const auto work = std::make_shared<Work>();
  work->batch = std::move(batch);
  work->answer = std::move(answer);
  for (std::size_t i = 0; i < work->batch.deeds.size(); ++i) {
    const DeedToSeal& deed = work->batch.deeds[i];
    if (deed.refused || deed.events.empty()) continue;
    last_of_[{work->batch.request.value, deed.about}] = deed.events.back().event.id;
    if (deed.voice) work->jobs.push_back({i, 0, {}, true});
    for (std::size_t e = 0; e < deed.events.size(); ++e) {
      for (std::size_t a = 0; a < deed.events[e].answers.size(); ++a) work->jobs.push_back({i, e, a, false});
      work->jobs.push_back({i, e, {}, false});
    }
  }
  works_.push_back(work);
  if (works_.size() == 1) begin(work);
}

void EventWriter::keep_all() {
  for (const SharedWork& work : works_) {
    work->keeps_all = true;
    // Nobody needs the words of what is sealed any more.
    for (Made& made : work->made) made.own = without_words(made.own);
  }
}

// What it follows was written, or refused, by now.
void EventWriter::begin(const SharedWork& work) {
  for (DeedToSeal& deed : work->batch.deeds) {
    if (deed.refused || deed.events.empty()) continue;
    auto& parents = deed.events.front().event.parents;
    for (const RequestId follows : deed.follows) {
      const auto last = last_of_.find({follows.value, deed.about});
      if (last == last_of_.end() || parents.size() >= casebook::kMostParents) continue;
      if (std::find(parents.begin(), parents.end(), last->second) == parents.end())
        parents.push_back(last->second);
    }
  }
  next_job(work);
}

void EventWriter::next_job(const SharedWork& work) {
  while (work->next < work->jobs.size() && work->refused(work->jobs[work->next].deed)) ++work->next;
  if (work->next == work->jobs.size()) {
    work->batch.sign_jwk.clear();  // all is signed
    wipe(work->batch.voice);
    return write_folder(work, 0);
  }
  const Job job = work->jobs[work->next++];
  if (job.voice) return seal_voice(work, job);
  job.answer ? seal_answer(work, job) : sign_event(work, job);
}

void EventWriter::seal_voice(const SharedWork& work, const Job& job) {
  const DeedToSeal& deed = work->batch.deeds[job.deed];
  const Stamp stamp = deed.events.front().stamp;
  crypto::SealInput input;
  input.id = to_text(*deed.voice);
  input.queued_on = stamp.day;
  input.clock = stamp.clock;
  input.plain = domain::attachment_json(input.id, domain::kVoiceMedia, work->batch.voice);
  input.padding = crypto::Padding::attachment;
  const auto kept = shared_own(CaseFolder::inbox, *deed.voice, Held::attachment, stamp);
  crypto::seal(tools_.sealer, tools_.random, std::move(input), deed.to,
               [self = shared_from_this(), work, job, kept](Result<crypto::SealedEnvelope> envelope) {
                 self->sealed(work, job, std::move(envelope), std::move(*kept));
               });
}

void EventWriter::seal_answer(const SharedWork& work, const Job& job) {
  AnswerToSeal& one = work->batch.deeds[job.deed].events[job.event].answers[*job.answer];
  crypto::AnswerInput input;
  input.id = to_text(one.id);
  input.queued_on = one.stamp.day;
  input.clock = one.stamp.clock;
  input.tag = one.document.tag;
  input.key = std::string(one.key.view());
  input.document = domain::to_json(one.document);
  input.signer_jwk = std::string(work->batch.sign_jwk.view());
  const auto kept = shared_own(CaseFolder::answers, one.id, Held::answer, one.stamp);
  kept->file.key = work->batch.by;
  kept->file.case_id = one.case_id;
  kept->file.content = secret_of(input.document);
  kept->document.answer = std::move(one.document);
  one.key.clear();
  crypto::seal_answer(tools_.sealer, tools_.random, std::move(input),
                      [self = shared_from_this(), work, job, kept](Result<crypto::SealedEnvelope> envelope) {
                        self->sealed(work, job, std::move(envelope), std::move(*kept));
                      });
}

void EventWriter::sign_event(const SharedWork& work, const Job& job) {
  DeedToSeal& deed = work->batch.deeds[job.deed];
  EventToSeal& one = deed.events[job.event];
  Bytes payload = to_json(one.event);
  const auto kept = shared_own(CaseFolder::cases, one.event.id, Held::event, one.stamp);
  kept->file.seal = one.event.to;
  kept->file.key = one.event.by;
  kept->file.case_id = one.event.case_id;
  kept->file.content = secret_of(payload);
  std::string text = to_string(payload);
  wipe(payload);
  std::string jwk(work->batch.sign_jwk.view());
  const std::string id = to_text(one.event.id);
  const Stamp stamp = one.stamp;
  kept->document.event = std::move(one.event);
  crypto::sign_text(tools_.sealer, std::move(text), std::move(jwk),
                    [self = shared_from_this(), work, job, kept, id, stamp](Result<std::string> jws) {
                      if (!jws) return self->sealed(work, job, jws.error(), std::move(*kept));
                      crypto::SealInput input{
                          crypto::Box::cases,          id,         stamp.day, to_bytes(jws.value()),
                          crypto::Padding::submission, stamp.clock};
                      wipe(jws.value());
                      crypto::seal(self->tools_.sealer, self->tools_.random, std::move(input),
                                   work->batch.deeds[job.deed].to,
                                   [self, work, job, kept](Result<crypto::SealedEnvelope> envelope) {
                                     self->sealed(work, job, std::move(envelope), std::move(*kept));
                                   });
                    });
}

void EventWriter::sealed(const SharedWork& work, const Job& job, Result<crypto::SealedEnvelope> envelope,
                         ReadCaseFile own) {
  if (!envelope) {
    work->refuse(job.deed, envelope.error());
  } else {
    own.file.bytes = envelope.value().text().size();
    if (work->keeps_all) own = without_words(own);
    work->made.push_back({job.deed, std::move(envelope).value(), std::move(own)});
  }
  next_job(work);
}

void EventWriter::write_folder(const SharedWork& work, std::size_t folder) {
  if (folder == kOrder.size()) return queue(work);
  std::vector<ports::Named> files;
  std::vector<std::size_t> deeds;
  for (const Made& made : work->made) {
    if (made.own.file.folder != kOrder[folder] || work->refused(made.deed)) continue;
    files.push_back({made.envelope.id() + ".json", to_bytes(made.envelope.text())});
    deeds.push_back(made.deed);
  }
  if (files.empty()) return write_folder(work, folder + 1);
  tools_.store.write_all(name_of(kOrder[folder]), std::move(files), ports::Store::Over::refuse,
                         [self = shared_from_this(), work, folder, deeds](Result<std::vector<Status>> said) {
                           for (std::size_t i = 0; i < deeds.size(); ++i) {
                             const Status& one = said ? said.value()[i] : Status(said.error());
                             if (!one) work->refuse(deeds[i], one.error());
                           }
                           self->write_folder(work, folder + 1);
                         });
}

void EventWriter::queue(const SharedWork& work) {
  std::vector<crypto::SealedEnvelope> envelopes;
  std::vector<std::size_t> deeds;
  for (const Made& made : work->made) {
    if (work->refused(made.deed)) continue;
    envelopes.push_back(made.envelope);
    deeds.push_back(made.deed);
  }
  if (envelopes.empty()) return clean_up(work);
  tools_.outbox.put_all(std::move(envelopes),
                        [self = shared_from_this(), work, deeds](Result<std::vector<Status>> said) {
                          for (std::size_t i = 0; i < deeds.size(); ++i) {
                            const Status& one = said ? said.value()[i] : Status(said.error());
                            if (!one) work->refuse(deeds[i], one.error());
                          }
                          self->clean_up(work);
                        });
}

// A row is whole or not at all: what was written of one that is refused goes again, the queue first. While
// the device is locked it is held instead: nobody could say it once more.
void EventWriter::clean_up(const SharedWork& work) {
  std::map<std::string, std::vector<std::string>> surplus;
  std::set<std::size_t> whole;  // rows all of which was sealed
  for (std::size_t i = 0; i < work->batch.deeds.size(); ++i) {
    const auto jobs =
        std::count_if(work->jobs.begin(), work->jobs.end(), [&](const Job& job) { return job.deed == i; });
    const auto made =
        std::count_if(work->made.begin(), work->made.end(), [&](const Made& one) { return one.deed == i; });
    if (jobs > 0 && jobs == made) whole.insert(i);
  }
  for (const Made& made : work->made) {
    if (!work->refused(made.deed)) continue;
    if (work->keeps_all && whole.contains(made.deed)) {
      held_.push_back({made.own.file.folder, made.envelope});
      continue;
    }
    surplus["outbox"].push_back(made.envelope.id() + ".json");
    surplus[name_of(made.own.file.folder)].push_back(made.envelope.id() + ".json");
  }
  if (work->keeps_all)
    for (const std::size_t deed : whole) {
      if (work->refused(deed)) tools_.log.note(work->batch.deeds[deed].refused->code);
      work->batch.deeds[deed].refused.reset();
    }
  if (surplus.empty()) return end(work);
  const auto left = std::make_shared<std::size_t>(surplus.size());
  for (auto& [folder, names] : surplus)
    tools_.store.remove_all(folder, std::move(names),
                            [self = shared_from_this(), work, left](Result<std::vector<Status>>) {
                              if (--*left == 0) self->end(work);
                            });
}

void EventWriter::end(const SharedWork& work) {
  WrittenEvents written;
  written.request = work->batch.request;
  for (std::size_t i = 0; i < work->batch.deeds.size(); ++i) {
    const DeedToSeal& deed = work->batch.deeds[i];
    if (!deed.refused) continue;
    tools_.log.note(deed.refused->code);
    written.refused.push_back({i, deed.refused->code});
    last_of_.erase({work->batch.request.value, deed.about});
  }
  for (Made& made : work->made) {
    if (work->refused(made.deed) || work->keeps_all) continue;
    if (!made.own.file.case_id.empty()) written.cases.push_back(made.own.file.case_id);
    written.files.push_back(std::move(made.own));
  }
  works_.pop_front();
  if (works_.empty()) last_of_.clear();
  work->answer(std::move(written));
  if (!works_.empty()) begin(works_.front());
}

void EventWriter::retry(std::function<void()> written) {
  if (held_.empty() || retrying_) return;
  retrying_ = true;
  write_held(std::exchange(held_, {}), 0, std::move(written));
}

void EventWriter::write_held(std::vector<Unwritten> held, std::size_t folder, std::function<void()> written) {
  const auto all = std::make_shared<std::vector<Unwritten>>(std::move(held));
  const auto failed = [self = shared_from_this(), all] {
    self->held_.insert(self->held_.end(), all->begin(), all->end());
    self->retrying_ = false;
  };
  if (folder < kOrder.size()) {
    std::vector<ports::Named> files;
    for (const Unwritten& one : *all)
      if (one.folder == kOrder[folder])
        files.push_back({one.envelope.id() + ".json", to_bytes(one.envelope.text())});
    if (files.empty()) return write_held(std::move(*all), folder + 1, std::move(written));
    return tools_.store.write_all(name_of(kOrder[folder]), std::move(files), ports::Store::Over::replace,
                                  [self = shared_from_this(), all, folder, failed,
                                   written = std::move(written)](Result<std::vector<Status>> said) {
                                    if (!all_done(said)) return failed();
                                    self->write_held(std::move(*all), folder + 1, written);
                                  });
  }
  std::vector<crypto::SealedEnvelope> envelopes;
  for (const Unwritten& one : *all) envelopes.push_back(one.envelope);
  tools_.outbox.put_all(std::move(envelopes),
                        [self = shared_from_this(), failed, written](Result<std::vector<Status>> said) {
                          if (!all_done(said)) return failed();
                          self->retrying_ = false;
                          if (written) written();
                        });
}

}  // namespace wv::services
