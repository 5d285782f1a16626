#include "services/event_batch.h"

#include <algorithm>
#include <utility>

#include "crypto/codes.h"

namespace wv::services {
namespace {

Error no_case() {
  return {Fault::not_now, "cases.no_case", "there is no such case here, or not yet; nothing was kept"};
}
Error no_recipient() {
  return {Fault::not_now, "cases.no_recipient",
          "the register has no key to seal this to; ask whoever keeps it"};
}
Error no_keys() {
  return {Fault::bad_input, "answer.no_keys",
          "this submission has no keys for an answer; answer it by its contact"};
}

casebook::EnvelopeId new_id(ports::Random& random) {
  return *casebook::parse_id<casebook::EnvelopeId>(crypto::uuid_v4(random));
}

const domain::Submission* submission_of(const casebook::Casebook& book, casebook::CaseId id) {
  const casebook::Folded* folded = book.find(id);
  if (folded == nullptr) return nullptr;
  for (const casebook::Part& part : folded->parts)
    if (part.id == id) return part.submission;
  return nullptr;
}

// One more than the highest known, here or planned.
std::uint32_t next_seq(const EventPlan& plan, casebook::CaseId id) {
  std::uint32_t& last = plan.last_seq[id];
  const casebook::Folded* folded = plan.book.find(id);
  const std::string submission = to_text(id);
  if (folded != nullptr)
    for (const casebook::ReceivedAnswer& answer : folded->answers)
      if (answer.document->submission == submission) last = std::max(last, answer.document->seq);
  last = std::min(last + 1, domain::kMostSeq);
  return last;
}

class DeedPlan {
 public:
  DeedPlan(const EventPlan& plan, DeedToSeal& deed, casebook::KeyId by) : plan_(plan), deed_(deed), by_(by) {}

  void add(desk::Step step, casebook::Seal seal, std::vector<casebook::EnvelopeId> parents) {
    if (deed_.refused) return;
    EventToSeal made;
    casebook::Event& event = made.event;
    event.id = new_id(plan_.random);
    if (step.id.empty()) {
      if (born_.empty()) born_ = casebook::case_of(event.id);
      event.case_id = born_;
      made.stamp = plan_.fresh;
    } else {
      const auto stamp = plan_.stamp_of(step.id);
      if (!stamp) return refuse(no_case());
      event.case_id = step.id;
      made.stamp = *stamp;
    }
    event.queued_on = made.stamp.day;
    event.to = seal;
    event.parents = deed_.events.empty() ? std::move(parents)
                                         : std::vector<casebook::EnvelopeId>{deed_.events.back().event.id};
    event.at = plan_.now.at;
    event.by = by_;
    event.body = std::move(step.body);
    for (desk::ToldTo& told : step.told) tell(made, std::move(told));
    if (auto* answer = std::get_if<casebook::Answer>(&event.body)) {
      if (made.answers.empty()) return refuse(no_keys());
      answer->envelope = made.answers.front().id;
    }
    if (auto* note = std::get_if<casebook::Note>(&event.body); note != nullptr && step.voice) {
      if (!deed_.voice) deed_.voice = new_id(plan_.random);
      note->voice = deed_.voice;
    }
    deed_.events.push_back(std::move(made));
  }

 private:
  void refuse(Error error) {
    if (!deed_.refused) deed_.refused = std::move(error);
  }
  void tell(EventToSeal& event, desk::ToldTo told) {
    const domain::Submission* submission = submission_of(plan_.book, told.id);
    const auto stamp = plan_.stamp_of(told.id);
    if (submission == nullptr || !stamp) return refuse(no_case());
    if (submission->answer.tag.empty() || submission->answer.key.empty()) return refuse(no_keys());
    AnswerToSeal answer;
    answer.id = new_id(plan_.random);
    answer.case_id = told.id;
    answer.stamp = *stamp;
    answer.key = Secret(std::string_view(submission->answer.key));
    domain::AnswerDocument& document = answer.document;
    document.submission = to_text(told.id);
    document.seq = next_seq(plan_, told.id);
    document.status = told.told.status;
    document.role = told.told.role;
    document.text = std::move(told.told.text);
    document.language = std::move(told.told.language);
    document.at = plan_.now;
    document.tag = submission->answer.tag;
    event.answers.push_back(std::move(answer));
  }

  const EventPlan& plan_;
  DeedToSeal& deed_;
  casebook::KeyId by_;
  casebook::CaseId born_;
};

}  // namespace

EventBatch plan_events(const EventPlan& plan, desk::AddEvents add, Bytes voice) {
  EventBatch batch;
  batch.request = add.request;
  batch.sign_jwk = plan.identity.sign_jwk.clone();
  batch.by = casebook::parse_key_id(plan.identity.face.sign.kid).value_or(casebook::KeyId{});
  batch.voice = std::move(voice);
  for (desk::AddEvents::Ready& ready : add.deeds) {
    DeedToSeal& deed = batch.deeds.emplace_back();
    deed.about = ready.about;
    deed.follows = std::move(ready.follows);
    deed.to = plan.team.recipients(ready.seal);
    if (deed.to.empty()) deed.refused = no_recipient();
    DeedPlan steps(plan, deed, batch.by);
    for (desk::Step& step : ready.steps) steps.add(std::move(step), ready.seal, ready.parents);
  }
  return batch;
}

}  // namespace wv::services
