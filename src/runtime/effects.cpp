#include "runtime/effects.h"

#include "services/queue_list.h"

#include <utility>

namespace wv::runtime {

namespace {

using Save = services::QueueCheck::Save;
using Way = services::StickTransfer::Way;

// A resident's own words: heard by whoever stands here, and not by the whole room (A2).
constexpr float kOwnLoudness = 0.45f;

outbox::Confirmed confirmed(bool by_the_network) {
  return by_the_network ? outbox::Confirmed::yes : outbox::Confirmed::no;
}

app::Absences absences_of(const crypto::Register& readers) {
  app::Absences absences;
  for (const crypto::Member& member : readers.members) {
    if (!member.away) continue;
    const auto deputy = std::find_if(readers.members.begin(), readers.members.end(),
                                     [&](const crypto::Member& m) { return m.id == member.away->deputy; });
    if (deputy != readers.members.end())
      absences.push_back({member.name, deputy->name, member.away->term.from, member.away->term.until});
  }
  return absences;
}

// A transfer as the host's screen tells it.
services::StickTransfer::Listener told_by(const services::Report& report, Way way) {
  return {[report](const outbox::Progress& p) {
            report(app::HostEvent{app::TransferMoved{p.done, p.total}});
          },
          [report, way](const services::StickTransfer::Outcome& outcome) {
            const outbox::Transferred& t = outcome.counts;
            app::Transfer told;
            told.moved = way == Way::to_stick ? t.exported : t.imported;
            told.known = t.already_waiting + t.already_sent + t.in_quarantine;
            told.past = t.past;
            told.bad = t.bad.size();
            told.trouble = outcome.trouble;
            report(app::HostEvent{app::TransferEnded{told}});
          }};
}

}  // namespace

EffectRunner::EffectRunner(ports::Platform& platform, const std::string& data_folder,
                           const content::Content& content, crypto::Recipients recipients,
                           std::unique_ptr<ports::AudioOut> sound, crypto::Signers signers,
                           ports::OpenAudioIn microphone, crypto::Signers authority,
                           std::string first_register)
    : platform_(platform),
      store_(platform.store(data_folder)),
      outbox_(store_),
      report_([this](app::Event answer) {
        if (answer_) answer_(std::move(answer));
      }),
      log_(store_, platform.clock().now()),
      clock_(store_, outbox_, log_, content.municipality.retention_months),
      settings_(store_, log_),
      pin_(platform, store_, log_),
      sticks_(platform, outbox_, log_),
      submissions_({platform, store_, outbox_, log_, content.config.device_number, std::move(recipients)}),
      queue_(platform, store_, outbox_, log_, content.config.device_number, submissions_.failure()),
      answers_(platform, store_, std::move(signers),
               content.config.trial ? services::Believes::trial_key_too : services::Believes::signers_only),
      kept_(platform, store_, answers_, log_),
      erasure_(store_, platform.sealer(), log_,
               [this](const outbox::ErasedIds& ids) {
                 outbox_.refuse(ids);
                 if (refuse_) refuse_(ids);
                 if (desk_) desk_->erased(ids);
               }),
      register_(
          store_, platform.sealer(), log_, std::move(authority), std::move(first_register),
          [this](const crypto::Register& readers) {
            submissions_.seal_to(crypto::current_recipients(readers),
                                 readers.confidential.empty()
                                     ? crypto::Recipients()
                                     : crypto::current_recipients(readers.confidential.front()));
            answers_.believe(crypto::member_signers(readers, day_of(platform_.clock().now())));
            erasure_.look(register_.belief().authority());
            if (desk_) desk_->register_changed(register_.belief());
          },
          [this](const crypto::Register& readers, bool forked) {
            report_(app::HostEvent{app::RegisterLooked{readers.next, forked, absences_of(readers)}});
          }),
      slides_(platform, content.municipality.slides),
      slips_(platform.printer(), log_, content.config.printer),
      speaking_(platform, content, std::move(sound)),
      recorder_(speaking_.sound(), std::move(microphone)) {
  speaking_.answer_to(report_);
  recorder_.answer_to([this](app::Event answer) {
    if (desk_ && desk_->take(answer)) return;
    answer.request = voice_;
    report_(std::move(answer));
  });
}

EffectRunner::~EffectRunner() = default;

void EffectRunner::answer_to(std::function<void(app::Event)> listener) { answer_ = std::move(listener); }

void EffectRunner::prepare(services::KeptSettings kept) {
  clock_.prepare();
  if (kept == services::KeptSettings::use) settings_.find(report_);
  log_.note("app.started");
  outbox_.sweep([](Result<std::uint64_t>) {});  // what it can't mend, the summary tells
  queue_.look(Save::rehearse, report_);
  submissions_.make_trial_key();
  register_.look();
}

void EffectRunner::files_came() {
  register_.look();
  // Before a register is in force nobody is known who may have anything erased.
  if (register_.belief().held() != nullptr) erasure_.look(register_.belief().authority());
  if (desk_) desk_->files_changed();
}

// One line an effect: which service does it.
struct EffectRunner::Dispatch {
  EffectRunner& r;
  const services::Moment& now;

  // Every answer carries the id of what was asked.
  template <class E>
  [[nodiscard]] services::Report to(const E& effect) const {
    return [report = r.report_, request = effect.request](app::Event answer) {
      answer.request = request;
      report(std::move(answer));
    };
  }

  void operator()(app::StoreSubmission& e) const {
    r.submissions_.store({std::move(e.submission), r.recorder_.voice(),
                          r.clock_.stamp(day_of(now.wall), confirmed(e.clock_confirmed)), e.confidential},
                         [&runner = r, report = to(e)](app::Event answer) {
                           if (std::holds_alternative<app::SubmissionStored>(answer))
                             runner.recorder_.forget();
                           report(std::move(answer));
                         });
  }
  void operator()(const app::WithdrawSubmission& e) const {
    r.recorder_.forget();
    r.speaking_.forget();
    r.submissions_.withdraw(to(e));
  }
  void operator()(const app::LookIfSent& e) const {
    r.outbox_.was_sent(std::string(e.envelope), [report = to(e)](Result<bool> sent) {
      if (sent && sent.value()) report(app::SubmissionAcknowledged{});
    });
  }
  void operator()(const app::LookAtPrinter& e) const { r.slips_.look(to(e)); }
  void operator()(const app::PrintSlip& e) const { r.slips_.print(e.slip, to(e)); }
  void operator()(const app::ForgetVisitor&) const {
    r.recorder_.forget();
    r.speaking_.forget();
    r.answers_.forget();
    r.submissions_.forget();
  }
  void operator()(const app::RecordVoice& e) const {
    r.voice_ = e.request;
    r.recorder_.start(now.steady_ms);
  }
  void operator()(const app::StopVoice&) const { r.recorder_.stop(now.steady_ms); }
  void operator()(const app::PlayVoice& e) const {
    r.voice_ = e.request;
    r.recorder_.play(kOwnLoudness, now.steady_ms);
  }
  void operator()(const app::StopPlayback&) const { r.recorder_.stop_playing(); }
  void operator()(const app::DropVoice&) const { r.recorder_.forget(); }
  void operator()(const app::Speak& e) const { r.speaking_.speak(e); }
  void operator()(const app::StopSpeaking&) const { r.speaking_.stop(); }
  void operator()(const app::LookForAnswer& e) const { r.answers_.look_for_answer(e, to(e)); }
  void operator()(const app::KeepReceipt& e) const { r.kept_.keep(e, to(e)); }
  void operator()(const app::LookAtKept& e) const { r.kept_.look(to(e)); }
  void operator()(const app::FetchKept& e) const { r.kept_.fetch(to(e)); }
  void operator()(const app::ForgetKept& e) const { r.kept_.forget(e.number, to(e)); }
  void operator()(const app::OpenKept& e) const { r.kept_.open(e.number, to(e)); }
  void operator()(const app::LookAtPublished& e) const {
    r.answers_.look_at_published(r.clock_.likely(day_of(now.wall)), to(e));
  }
  void operator()(const app::LookAtQueue& e) const {
    r.files_came();
    r.queue_.look(e.rehearse ? Save::rehearse : Save::as_known, to(e));
  }
  void operator()(const app::RequeueParked& e) const { r.queue_.requeue_parked(e.id, to(e)); }
  void operator()(const app::ListQueue& e) const { services::list_queue(r.store_, to(e)); }
  void operator()(const app::LookAtPin& e) const { r.pin_.look(now.boot_ms, to(e)); }
  void operator()(app::TryPin& e) const { r.pin_.guess(std::move(e.digits), now.boot_ms, to(e)); }
  void operator()(app::KeepPin& e) const { r.pin_.keep(std::move(e.digits), to(e)); }
  void operator()(const app::FindSticks& e) const {
    r.sticks_.find([report = to(e)](const std::vector<ports::Stick>& sticks) {
      app::SticksFound found;
      for (const ports::Stick& stick : sticks) found.sticks.push_back({stick.folder, stick.name});
      report(app::HostEvent{std::move(found)});
    });
  }
  void operator()(const app::ExportTo& e) const {
    r.sticks_.begin(e.folder, Way::to_stick, told_by(to(e), Way::to_stick));
  }
  void operator()(const app::ImportFrom& e) const {
    r.sticks_.begin(e.folder, Way::from_stick, told_by(to(e), Way::from_stick));
  }
  void operator()(const app::EndTransfer&) const { r.sticks_.end(); }
  void operator()(const app::SyncNow&) const {}  // the stage has the sync session
  void operator()(const app::KeepSettings& e) const { r.settings_.keep(e.settings); }
  void operator()(const app::LookAtDay& e) const {
    r.slides_.look([report = to(e)](app::SlidesFound found) { report(app::HostEvent{std::move(found)}); });
    r.pin_.begin_wait(now.boot_ms);
    r.clock_.look_at_day(e, to(e));
  }
  void operator()(const app::NoteEvent& e) const { r.log_.note(e.code); }
};

void EffectRunner::run(app::Effect effect, const services::Moment& now) {
  log_.set_time(now.wall);
  std::visit(Dispatch{*this, now}, effect);
}

}  // namespace wv::runtime
