#include "services/member_device.h"

#include <algorithm>
#include <utility>

#include "base/stamp.h"
#include "services/member_inside.h"

namespace wv::services {
namespace {

Trouble trouble_of(const std::string& code) {
  const Trouble why = parse_trouble(code);
  return why == Trouble::none ? Trouble::other : why;
}

}  // namespace

MemberDevice::Inside::Inside(Tools t, crypto::Belief b, outbox::ErasedIds ids)
    : tools(std::move(t)),
      belief(std::move(b)),
      erased(std::move(ids)),
      cases({tools.store, tools.platform.sealer(), tools.platform.random(), tools.outbox, tools.log,
             tools.refuse},
            [this](const CaseNews& told) { news(told); }),
      vault(tools.store, tools.platform.sealer(), tools.log),
      writer(std::make_shared<EventWriter>(EventWriter::Tools{
          tools.store, tools.platform.sealer(), tools.platform.random(), tools.outbox, tools.log})),
      job_tools{tools.platform, tools.store, tools.outbox, tools.log, 0, {}} {}

void MemberDevice::Inside::tell(desk::Event event, RequestId request) {
  event.request = request;
  const Report to = report;  // who is told may listen no more
  if (to) to(std::move(event));
}

void MemberDevice::Inside::set_now(const Moment& moment) {
  now = moment;
  const Day likely = tools.days.likely(day_of(moment.wall));
  if (std::exchange(today, likely) != likely && open && !opening) believe_now();
}

// --- who I am, and who the others are ---

std::optional<casebook::MemberId> MemberDevice::Inside::member_of(const crypto::IdentityFace& face) const {
  if (content() == nullptr) return std::nullopt;
  for (const crypto::Member& member : content()->members)
    for (const crypto::Device& device : member.devices)
      if (device.sign.kid == face.sign.kid && member.term.covers(today) && device.term.covers(today))
        return casebook::MemberId{member.id};
  return std::nullopt;
}

desk::Team MemberDevice::Inside::team_now(const casebook::MemberId& me) const {
  desk::Team team;
  team.me = me;
  if (content() == nullptr) return team;
  team.closed_days = content()->closed_days;
  for (const crypto::Member& member : content()->members) {
    desk::Member one{{member.id}, member.name, false, false};
    one.living = member.term.covers(today) &&
                 std::any_of(member.devices.begin(), member.devices.end(),
                             [&](const crypto::Device& device) { return device.term.covers(today); });
    if (!content()->confidential.empty()) {
      const auto& holders = content()->confidential.front().holders;
      one.confidential = std::find(holders.begin(), holders.end(), member.id) != holders.end();
    }
    if (member.away)
      one.away = desk::Away{member.away->term.from, member.away->term.until, {member.away->deputy}};
    const auto& alarm = content()->alarm;
    one.alarm = alarm.empty() || std::find(alarm.begin(), alarm.end(), member.id) != alarm.end();
    team.members.push_back(std::move(one));
  }
  return team;
}

int MemberDevice::Inside::device_number() const {
  if (content() != nullptr && open)
    for (const crypto::Member& member : content()->members)
      for (const crypto::Device& device : member.devices)
        if (device.sign.kid == open->identity.face.sign.kid && device.number) return *device.number;
  return tools.device_number;
}

Stamp MemberDevice::Inside::stamp(bool confirmed_now) const {
  return tools.days.stamp(day_of(now.wall), confirmed_now ? outbox::Confirmed::yes : outbox::Confirmed::no);
}

std::vector<casebook::EnvelopeId> MemberDevice::Inside::gone() const {
  std::vector<casebook::EnvelopeId> ids;
  if (erased)
    for (const std::string& text : *erased)
      if (const auto id = casebook::parse_id<casebook::EnvelopeId>(text)) ids.push_back(*id);
  return ids;
}

void MemberDevice::Inside::believe_now() {
  if (!open || opening) return;
  open->team = content() == nullptr ? CaseTeam() : CaseTeam(*content());
  cases.believe(belief, today, tools.days.day_to_delete_by());
  tell(desk::TeamChanged{team_now(open->me)});
}

// --- the casebook's news, and what was written ---

void MemberDevice::Inside::news(const CaseNews& told) {
  if (told.trouble) tools.log.note(told.trouble->code);
  if (!open) return;
  if (const auto first = std::exchange(opening, nullptr)) {
    first->told.team = team_now(open->me);
    first->told.whole = told.whole;
    const bool behalf = !first->told.number.empty();
    tell(std::move(first->told), first->request);
    wipe(voice);
    if (behalf) vault.drop(kBehalf);
    return;
  }
  if (told.changed.empty()) return;
  desk::CasesChanged changed{told.changed, std::exchange(mine, {}), told.whole};
  for (casebook::CaseId& id : changed.mine)
    if (const casebook::Summary* shown = cases.book()->summary(id)) id = shown->id;
  tell(std::move(changed));
}

void MemberDevice::Inside::written(WrittenEvents events) {
  desk::EventsAdded added;
  for (const auto& refused : events.refused)
    added.refused.push_back({refused.deed, trouble_of(refused.code)});
  if (open && !events.files.empty()) {
    mine = std::move(events.cases);
    cases.take_own(std::move(events.files));
    mine.clear();
  }
  tell(std::move(added), events.request);
}

// --- a submission on somebody's behalf ---

void MemberDevice::Inside::store(desk::StoreSubmission effect) {
  const RequestId request = effect.request;
  crypto::Recipients to =
      content() == nullptr ? crypto::Recipients() : crypto::current_recipients(*content());
  if (to.empty()) {
    domain::wipe(effect.submission);
    return tell(desk::SubmissionFailed{Trouble::other}, request);
  }
  if (job) job->forget();
  job_tools.device_number = device_number();
  job_tools.recipients = std::move(to);
  job = std::make_shared<SubmissionJob>(
      job_tools, SubmissionJob::Request(std::move(effect.submission), {}, stamp(effect.clock_confirmed)),
      nullptr);
  const StoredFor whom{request, epoch, open ? open->identity.face.seal.jwk : ""};
  job->run([weak = weak_from_this(), whom](app::Event event) {
    const auto self = weak.lock();
    if (!self) return;
    if (auto* done = std::get_if<app::SubmissionStored>(&event)) return self->stored(whom, std::move(*done));
    if (const auto* failed = std::get_if<app::SubmissionFailed>(&event)) {
      const Trouble why = trouble_of(failed->code);
      if (self->job) self->job->forget();  // the desk has the words still, or sealed them
      self->job_ended();
      self->tell(desk::SubmissionFailed{why}, whom.request);
    }
  });
}

void MemberDevice::Inside::stored(const StoredFor& whom, app::SubmissionStored done) {
  const auto numbers = std::make_shared<app::SubmissionStored>(std::move(done));
  lay_beside(std::string(numbers->envelope.view()), [weak = weak_from_this(), whom, numbers] {
    const auto self = weak.lock();
    if (!self) return;
    if (self->epoch == whom.epoch) {
      self->job_ended();
      self->cases.look();
      return self->tell(desk::SubmissionStored{numbers->number.clone(), numbers->code.clone()}, whom.request);
    }
    DeskVault::Parts parts;
    parts.push_back(std::move(numbers->number));
    parts.push_back(std::move(numbers->code));
    self->vault.keep(kBehalf, whom.seal_jwk, std::move(parts));
    self->job_ended();
  });
}

void MemberDevice::Inside::job_ended() {
  job.reset();
  for (const auto& next : std::exchange(after_job_, {})) next();
}

void MemberDevice::Inside::after_job(std::function<void()> next) {
  if (!job) return next();
  after_job_.push_back(std::move(next));
}

// In DATA/inbox as well, so that it is in my own list at once. Where that can't be now, the next unlocking
// lays it there.
void MemberDevice::Inside::lay_beside(const std::string& id, std::function<void()> next) {
  tools.outbox.load(
      id, [weak = weak_from_this(), id, next = std::move(next)](Result<crypto::SealedEnvelope> envelope) {
        const auto self = weak.lock();
        if (!self || !envelope) return next();
        self->tools.store.put("inbox/" + id + ".json", to_bytes(envelope.value().text()),
                              [next](Result<Done>) { next(); });
      });
}

// --- outside ---

MemberDevice::MemberDevice(Tools tools, crypto::Belief belief, outbox::ErasedIds erased)
    : in_(std::make_shared<Inside>(std::move(tools), std::move(belief), std::move(erased))) {}
MemberDevice::~MemberDevice() { in_->lock(); }

void MemberDevice::answer_to(Report listener) { in_->report = std::move(listener); }

void MemberDevice::run(desk::Unlock effect, const Moment& now) {
  in_->set_now(now);
  in_->unlock(std::move(effect));
}
void MemberDevice::run(desk::UnlockByPin effect, const Moment& now) {
  in_->set_now(now);
  in_->unlock_by_pin(std::move(effect));
}
void MemberDevice::run(desk::KeepPin effect, const Moment& now) {
  in_->set_now(now);
  in_->keep_pin(effect.digits);
}
void MemberDevice::run(desk::DropPin, const Moment& now) {
  in_->set_now(now);
  in_->drop_pin();
}

void MemberDevice::run(desk::SealDraft effect, const Moment& now, Bytes voice) {
  in_->set_now(now);
  if (in_->open) {
    DeskVault::Parts parts;
    parts.push_back(std::move(effect.document));
    parts.emplace_back(
        std::string_view(reinterpret_cast<const char*>(voice.data()), effect.voice ? voice.size() : 0));
    in_->vault.keep(kDraft, std::string(in_->open->desk_key.view()), std::move(parts));
  }
  wipe(voice);
}

void MemberDevice::run(desk::KeepStreets effect, const Moment& now) {
  in_->set_now(now);
  if (!in_->open) return;
  DeskVault::Parts parts;
  parts.push_back(std::move(effect.document));
  in_->vault.keep(kStreets, std::string(in_->open->desk_key.view()), std::move(parts));
}

void MemberDevice::run(desk::Lock, const Moment& now) {
  in_->now = now;
  in_->lock();
}

void MemberDevice::run(desk::AddEvents effect, const Moment& now, Bytes voice) {
  in_->set_now(now);
  Inside& in = *in_;
  const casebook::Casebook* book = in.cases.book();
  if (!in.open || book == nullptr) {
    desk::EventsAdded none;
    for (std::size_t i = 0; i < effect.deeds.size(); ++i) none.refused.push_back({i, Trouble::other});
    return in.tell(std::move(none), effect.request);
  }
  const EventPlan plan{*book,
                       [&](casebook::CaseId id) { return in.cases.stamp_of(id); },
                       in.open->team,
                       in.open->identity,
                       in.tools.platform.random(),
                       now.wall,
                       in.stamp(in.confirmed),
                       in.last_seq};
  in.writer->write(plan_events(plan, std::move(effect), std::move(voice)),
                   [weak = in.weak_from_this()](WrittenEvents events) {
                     if (const auto self = weak.lock()) self->written(std::move(events));
                   });
}

void MemberDevice::run(desk::StoreSubmission effect, const Moment& now) {
  in_->set_now(now);
  in_->store(std::move(effect));
}

void MemberDevice::run(desk::DrawWords effect, const Moment& now) {
  in_->set_now(now);
  in_->draw_words(effect.request);
}
void MemberDevice::run(desk::MakeIdentity effect, const Moment& now) {
  in_->set_now(now);
  in_->make_identity(std::move(effect));
}
void MemberDevice::run(desk::LookAtDevice, const Moment& now) {
  in_->set_now(now);
  in_->look_at_device();
}
void MemberDevice::run(desk::GiveRequest effect, const Moment& now) {
  in_->set_now(now);
  in_->give_request(effect.request);
}
void MemberDevice::run(desk::SetIdentityAside effect, const Moment& now) {
  in_->set_now(now);
  in_->set_identity_aside(effect.request);
}
void MemberDevice::run(desk::ChangePassphrase effect, const Moment& now) {
  in_->set_now(now);
  in_->change_passphrase(std::move(effect));
}

Bytes MemberDevice::take_voice() { return std::exchange(in_->voice, {}); }

void MemberDevice::hear(casebook::CaseId, casebook::EnvelopeId voice, Answer<Bytes> answer) {
  in_->cases.open_attachment(voice, std::move(answer));
}

void MemberDevice::register_changed(crypto::Belief belief) {
  in_->belief = std::move(belief);
  in_->open ? in_->believe_now() : in_->look_at_device();
}

void MemberDevice::prepare(const Moment& now) {
  in_->set_now(now);
  in_->look_at_device();
}

void MemberDevice::erased(const outbox::ErasedIds& ids) {
  in_->erased = ids;
  const auto gone = in_->gone();
  in_->cases.erase(gone);
}

void MemberDevice::files_changed() { in_->open ? in_->cases.look() : in_->look_at_device(); }

void MemberDevice::day_changed(const Moment& now, bool confirmed) {
  in_->confirmed = confirmed;
  in_->now = now;
  in_->today = in_->tools.days.likely(day_of(now.wall));
  in_->believe_now();
}

void MemberDevice::idle() {
  in_->vault.retry();
  in_->writer->retry([weak = in_->weak_from_this()] {
    if (const auto self = weak.lock()) self->cases.look();
  });
  if (in_->open && !in_->opening) in_->cases.keep([](Result<Done>) {});
}

const casebook::Casebook* MemberDevice::book() const { return in_->cases.book(); }
CaseCounts MemberDevice::counts() const { return in_->cases.counts(); }
std::vector<KioskKey> MemberDevice::kiosk_keys() const {
  if (in_->content() == nullptr) return {};
  return services::kiosk_keys(in_->cases.sealed_to(), *in_->content(), in_->today);
}
std::size_t MemberDevice::unwritten() const { return in_->vault.unwritten() + in_->writer->held(); }

}  // namespace wv::services
