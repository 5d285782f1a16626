#include "cli/demo_cases.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/sha256.h"
#include "casebook/casebook.h"
#include "crypto/codes.h"
#include "crypto/reply.h"
#include "domain/attachment.h"

namespace wv::cli {
namespace {

using casebook::EnvelopeId;

constexpr std::int64_t kMinuteMs = 60'000, kDayMs = 24 * 60 * kMinuteMs;

struct TellingCase {
  const StoryCase* story = nullptr;
  casebook::CaseId id;
  domain::Submission submission;
  Stamp stamp;
  casebook::Seal seal = casebook::Seal::team;
  std::vector<EnvelopeId> envelopes;  // all of it, in order
  std::optional<EnvelopeId> promise;  // the last one
  std::uint32_t answers = 0;
  Instant last;
};

struct Step {
  std::size_t of = 0;  // which case
  const StoryStep* step = nullptr;
  LocalTime at;
};

Error wrong(const StoryStep& step, const std::string& what) {
  return {Fault::bad_input, "demo.story",
          "cases.json: a step \"" + step.kind + "\" of " + step.by + ": " + what};
}

class Teller {
 public:
  Teller(const Context& context, const Story& story, const Town& town, Bytes voice)
      : context_(context),
        story_(story),
        town_(town),
        voice_(std::move(voice)),
        now_(context.platform.clock().now()),
        calendar_(town.today, {}) {}

  Result<ToldCases> run() {
    membership();
    for (const StoryCase& one : story_.cases)
      if (Status told = begin(one); !told) return told.error();
    book_.refresh();
    for (Step& step : in_order())
      if (Status told = take(step); !told) return told.error();
    if (Status sealed = seal_all(); !sealed) return sealed.error();
    std::erase_if(told_.envelopes, [&](const ToldEnvelope& one) {
      return std::find(told_.erased.begin(), told_.erased.end(), one.envelope.id()) != told_.erased.end();
    });
    told_.cases = cases_.size();
    return std::move(told_);
  }

 private:
  void membership() {
    std::vector<std::pair<casebook::KeyId, casebook::KeyHolder>> keys;
    for (const TownMember& member : town_.members)
      keys.emplace_back(*casebook::parse_key_id(member.identity.face.sign.kid),
                        casebook::KeyHolder{{member.story->id}, true});
    book_.set_membership(casebook::Membership(std::move(keys)));
  }

  // What lies in the hours to come of today happened a moment ago, in its order.
  [[nodiscard]] LocalTime moment(const StoryMoment& when) const {
    const std::int64_t into_today = minute_of_day(now_) * kMinuteMs + now_.at.ms % kMinuteMs;
    Instant at{now_.at.ms - into_today - when.days * kDayMs + when.minute * kMinuteMs};
    const int offset = as_then(at, now_).offset_min;
    at.ms -= (offset - now_.offset_min) * kMinuteMs;
    if (at > now_.at) at.ms = now_.at.ms - (24 * 60 - when.minute) * 1000;
    return as_then(at, now_);
  }

  [[nodiscard]] Day due(int working_days) const {
    if (working_days > 0) return calendar_.by(town_.today, working_days);
    Day day = town_.today;
    for (int left = -working_days; left > 0;) {
      day = add_days(day, -1);
      left -= domain_working(day) ? 1 : 0;
    }
    return day;
  }
  [[nodiscard]] bool domain_working(const Day& day) const {
    return calendar_.between(add_days(day, -1), day) == 1;
  }

  // What is to be sealed, all together in the end: one after the other each would wait for the platform.
  using Answer = std::function<void(Result<crypto::SealedEnvelope>)>;
  struct Job {
    std::size_t kiosk = 0;
    std::string member;
    bool waiting = false;
    std::function<void(Answer)> start;
  };

  void later(TellingCase& of, EnvelopeId id, const std::string& member, std::function<void(Answer)> start) {
    of.envelopes.push_back(id);
    jobs_.push_back({of.story->kiosk, member, of.story->waiting, std::move(start)});
  }

  void seal_later(TellingCase& of, EnvelopeId id, crypto::SealInput input, crypto::Recipients to) {
    const auto held = std::make_shared<crypto::SealInput>(std::move(input));
    later(of, id, "", [this, held, to = std::move(to)](Answer answer) {
      crypto::seal(context_.platform.sealer(), context_.platform.random(), std::move(*held), to,
                   std::move(answer));
    });
  }

  Status seal_all() {
    std::vector<std::optional<crypto::SealedEnvelope>> sealed(jobs_.size());
    std::optional<Error> fault;
    std::size_t left = jobs_.size();
    const auto all = ask<Done>(context_.platform, [&](auto answer) {
      for (std::size_t i = 0; i < jobs_.size(); ++i)
        jobs_[i].start([&, i, answer](Result<crypto::SealedEnvelope> envelope) {
          if (envelope) sealed[i] = std::move(envelope).value();
          if (!envelope) fault = envelope.error();
          if (--left == 0) answer(Done{});
        });
      if (jobs_.empty()) answer(Done{});
    });
    if (!all) return all;
    if (fault) return *fault;
    for (std::size_t i = 0; i < jobs_.size(); ++i)
      told_.envelopes.push_back(
          {std::move(*sealed[i]), jobs_[i].kiosk, std::move(jobs_[i].member), jobs_[i].waiting});
    return Done{};
  }

  // --- a message ------------------------------------------------------------------------------------------

  Status begin(const StoryCase& one) {
    TellingCase made;
    made.story = &one;
    const LocalTime at = moment(one.when);
    made.last = at.at;
    made.stamp = {day_of(at), ClockWas::confirmed};
    made.seal = one.confidential ? casebook::Seal::confidential : casebook::Seal::team;
    cases_.push_back(std::move(made));
    if (!one.name.empty()) named_[one.name] = cases_.size() - 1;
    return one.door ? Status(Done{}) : send(cases_.back(), one, at);
  }

  Status send(TellingCase& of, const StoryCase& one, const LocalTime& at) {
    const StoryKiosk& kiosk = story_.kiosks[std::min(one.kiosk, story_.kiosks.size() - 1)];
    fill(of.submission, one, kiosk, at);
    of.id = *casebook::parse_id<casebook::CaseId>(of.submission.id);
    if (Status keys = give_keys(of.submission, one); !keys) return keys;
    const crypto::Recipients to =
        one.confidential ? town_.confidential() : town_.team_on(of.stamp.day, kiosk.follows);
    if (one.voice) attach(of, to);
    const EnvelopeId id = casebook::submission_of(of.id);
    seal_later(of, id,
               {crypto::Box::inbox, of.submission.id, of.stamp.day, domain::to_json(of.submission),
                crypto::Padding::submission, of.stamp.clock},
               to);
    book_.add(id, of.submission, of.seal);
    return Done{};
  }

  void fill(domain::Submission& made, const StoryCase& one, const StoryKiosk& kiosk, const LocalTime& at) {
    made.id = crypto::uuid_v4(context_.platform.random());
    made.receipt = domain::receipt_number(kiosk.number, ++counted_[kiosk.number]);
    made.kind = one.kind;
    made.role = domain::role_of(one.kind);
    made.created_at = at;
    made.language = one.language;
    made.channel = one.confidential ? "visit" : "kiosk";
    made.device = kiosk.name;
    made.message = one.message;
    made.tiles = one.tiles;
    if (!one.needs.empty()) made.fields["needs"] = one.needs;
    if (!one.with.empty()) made.fields["with"] = {one.with};
    if (!one.place.empty() || !one.place_id.empty()) made.place = domain::Place{one.place, one.place_id};
    made.contact.way = !one.phone.empty()   ? domain::ContactWay::phone
                       : !one.email.empty() ? domain::ContactWay::email
                       : one.comes_here     ? domain::ContactWay::here
                                            : domain::ContactWay::none;
    made.contact.phone = one.phone;
    made.contact.email = one.email;
    made.contact.name = one.contact_name;
    made.notice = {"2026-11", at};
  }

  // Drawn, where nobody looks for it by number and code: making them of those takes a third of a second each.
  Status give_keys(domain::Submission& made, const StoryCase& one) {
    if (!one.shown) {
      Bytes chance(48);
      context_.platform.random().fill(chance);
      made.answer = {to_hex(std::span(chance).first(16)), to_base64url(std::span(chance).subspan(16))};
      return Done{};
    }
    const Secret code = crypto::pick_up_code(context_.platform.random());
    const auto keys = ask<crypto::AnswerKeys>(context_.platform, [&](auto answer) {
      crypto::derive_answer_keys(context_.platform.sealer(), made.receipt, code, answer);
    });
    if (!keys) return keys.error();
    made.answer = {keys.value().tag, keys.value().key};
    told_.shown.push_back(
        {domain::show_receipt_number(made.receipt), std::string(crypto::shown_code(code).view()), one.kiosk});
    return Done{};
  }

  void attach(TellingCase& of, const crypto::Recipients& to) {
    const std::string id = crypto::uuid_v4(context_.platform.random());
    of.submission.attachments.push_back(
        {id, std::string(domain::kVoiceMedia), voice_.size(), sha256_hex(voice_)});
    seal_later(
        of, *casebook::parse_id<EnvelopeId>(id),
        {crypto::Box::inbox, id, of.stamp.day, domain::attachment_json(id, domain::kVoiceMedia, voice_),
         crypto::Padding::attachment, of.stamp.clock},
        to);
  }

  // --- what was done with it ------------------------------------------------------------------------------

  std::vector<Step> in_order() {
    std::vector<Step> steps;
    for (std::size_t i = 0; i < cases_.size(); ++i)
      for (const StoryStep& step : cases_[i].story->steps) {
        LocalTime at = moment(step.when);
        at.at = std::max(at.at, Instant{cases_[i].last.ms + 1000});
        cases_[i].last = at.at;
        steps.push_back({i, &step, at});
      }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.at.at < b.at.at; });
    return steps;
  }

  Status take(const Step& step) {
    TellingCase& of = cases_[step.of];
    const TownMember* member = town_.find(step.step->by);
    if (member == nullptr) return wrong(*step.step, "nobody of this id works there; see people.json");
    auto body = body_of(of, *step.step, *member, step.at);
    if (!body) return body.error();
    casebook::Event event;
    event.id = *casebook::parse_id<EnvelopeId>(crypto::uuid_v4(context_.platform.random()));
    event.queued_on = of.stamp.day;
    event.to = of.seal;
    if (of.id.empty()) of.id = casebook::case_of(event.id);
    event.case_id = of.id;
    book_.refresh();
    if (const casebook::Folded* folded = book_.find(of.id)) event.parents = casebook::next_parents(*folded);
    event.at = step.at.at;
    event.by = *casebook::parse_key_id(member->identity.face.sign.kid);
    event.body = std::move(body).value();
    if (std::holds_alternative<casebook::Promise>(event.body)) of.promise = event.id;
    write(of, event, *member, day_of(step.at));
    ++told_.events;
    book_.add(std::move(event));
    return Done{};
  }

  void write(TellingCase& of, const casebook::Event& event, const TownMember& member, const Day& day) {
    crypto::SealInput input{crypto::Box::cases,          to_text(event.id), of.stamp.day, {},
                            crypto::Padding::submission, of.stamp.clock};
    later(of, event.id, member.story->id,
          [this, input, text = to_string(casebook::to_json(event)), &member,
           to = event.to == casebook::Seal::team ? town_.team_on(day, true)
                                                 : town_.confidential()](Answer answer) {
            crypto::sign_text(context_.platform.sealer(), text, std::string(member.identity.sign_jwk.view()),
                              [this, input, to, answer](Result<std::string> jws) mutable {
                                if (!jws) return answer(jws.error());
                                input.plain = to_bytes(jws.value());
                                crypto::seal(context_.platform.sealer(), context_.platform.random(),
                                             std::move(input), to, answer);
                              });
          });
  }

  Result<EnvelopeId> answer(TellingCase& of, const StoryStep& step, const TownMember& member,
                            const LocalTime& at) {
    domain::AnswerDocument document;
    document.submission = of.submission.id;
    document.seq = ++of.answers;
    const auto status = domain::parse_answer_status(step.status);
    if (!status) return wrong(step, "no status; received, picked_up, answered or closed");
    document.status = *status;
    document.role = of.submission.role;
    document.text = step.text;
    document.language = step.language;
    document.at = at;
    document.tag = of.submission.answer.tag;
    const std::string id = crypto::uuid_v4(context_.platform.random());
    crypto::AnswerInput input{id,
                              of.stamp.day,
                              of.submission.answer.tag,
                              of.submission.answer.key,
                              domain::to_json(document),
                              std::string(member.identity.sign_jwk.view()),
                              of.stamp.clock};
    later(of, *casebook::parse_id<EnvelopeId>(id), member.story->id, [this, input](Answer answer) {
      crypto::seal_answer(context_.platform.sealer(), context_.platform.random(), input, std::move(answer));
    });
    ++told_.answers;
    book_.add(of.envelopes.back(), std::move(document));
    return of.envelopes.back();
  }

  Result<casebook::CaseId> other(const StoryStep& step) const {
    const auto found = named_.find(step.with);
    if (found == named_.end() || cases_[found->second].id.empty())
      return wrong(step, "no case has this name: " + step.with);
    return cases_[found->second].id;
  }

  Result<casebook::Body> body_of(TellingCase& of, const StoryStep& step, const TownMember& member,
                                 const LocalTime& at) {
    const std::string& kind = step.kind;
    if (kind == "opened") return casebook::Body(casebook::Opened{});
    if (kind == "taken") return casebook::Body(casebook::Taken{});
    if (kind == "closed") return casebook::Body(casebook::Closed{});
    if (kind == "reopened") return casebook::Body(casebook::Reopened{});
    if (kind == "note") return casebook::Body(casebook::Note{step.text, domain::parse_role(step.role), {}});
    if (kind == "promise") return casebook::Body(casebook::Promise{due(step.due), step.text});
    if (kind == "given") return casebook::Body(casebook::Given{step.way, step.text});
    if (kind == "handed") return casebook::Body(casebook::Handed{{step.to}});
    if (kind == "forwarded") return casebook::Body(casebook::Forwarded{step.system, step.reference});
    if (kind == "sorted")
      return casebook::Body(casebook::Sorted{
          {}, domain::parse_role(step.role), step.theme.empty() ? std::nullopt : std::optional(step.theme)});
    return body_that_names(of, step, member, at);
  }

  // Those that name something else.
  Result<casebook::Body> body_that_names(TellingCase& of, const StoryStep& step, const TownMember& member,
                                         const LocalTime& at) {
    if (step.kind == "kept") {
      if (!of.promise) return wrong(step, "nothing was promised before");
      return casebook::Body(casebook::Kept{*of.promise});
    }
    if (step.kind == "joined" || step.kind == "parted") {
      const auto with = other(step);
      if (!with) return with.error();
      return step.kind == "joined" ? casebook::Body(casebook::Joined{with.value()})
                                   : casebook::Body(casebook::Parted{with.value()});
    }
    if (step.kind == "answer") {
      const auto envelope = answer(of, step, member, at);
      if (!envelope) return envelope.error();
      return casebook::Body(casebook::Answer{envelope.value(), step.text});
    }
    if (step.kind != "erase") return wrong(step, "there is no such step");
    if (step.confirmed)
      for (const EnvelopeId id : of.envelopes) told_.erased.push_back(to_text(id));
    return casebook::Body(casebook::Erase{of.envelopes});
  }

  const Context& context_;
  const Story& story_;
  const Town& town_;
  Bytes voice_;
  LocalTime now_;
  casebook::WorkCalendar calendar_;
  casebook::Casebook book_;
  std::vector<TellingCase> cases_;
  std::map<std::string, std::size_t> named_;
  std::map<int, std::uint32_t> counted_;  // by device
  std::vector<Job> jobs_;
  ToldCases told_;
};

}  // namespace

Result<ToldCases> tell_cases(const Context& context, const Story& story, const Town& town, Bytes voice) {
  return Teller(context, story, town, std::move(voice)).run();
}

}  // namespace wv::cli
