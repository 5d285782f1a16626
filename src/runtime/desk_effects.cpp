#include "runtime/desk_effects.h"

#include <algorithm>
#include <climits>
#include <utility>

#include "app/voice.h"
#include "base/trouble.h"
#include "runtime/effects.h"

namespace wv::runtime {

namespace {

constexpr std::int64_t kQuietMs = 5'000;  // after the last news nobody waits any more
constexpr float kOwnLoudness = 0.45f;     // heard by whoever sits here, and not by the whole room

content::ReadySentences ready_of(const content::Content& content) {
  Findings told_by_check;
  return content::load_ready(*content.files, content.assets, told_by_check);
}

}  // namespace

DeskEffects::DeskEffects(services::MemberDevice::Tools tools, services::SettingsStore& settings,
                         Recorder& recorder, services::StickTransfer& sticks, const content::Content& content)
    : content_(content),
      ready_(ready_of(content)),
      member_(std::move(tools), {}),
      settings_(settings),
      recorder_(recorder),
      sticks_(sticks) {
  member_.answer_to([this](desk::Event event) { tell(std::move(event)); });
}

void DeskEffects::tell(desk::Event event) {
  if (const auto* unlocked = std::get_if<desk::Unlocked>(&event); unlocked != nullptr && unlocked->voice) {
    recorder_.hold(member_.take_voice());
    has_recorder_ = true;
  }
  if (std::holds_alternative<desk::CasesChanged>(event) || std::holds_alternative<desk::EventsAdded>(event))
    keep_at_ms_ = now_ms_ + kQuietMs;
  if (listener_) listener_(std::move(event));
}

void DeskEffects::end_voice() {
  recorder_.forget();
  has_recorder_ = false;
}

// One line an effect: who does it.
struct DeskEffects::Dispatch {
  DeskEffects& d;
  const services::Moment& now;

  template <class E>
  void operator()(E& e) const {
    d.member_.run(std::move(e), now);
  }
  void operator()(desk::SealDraft& e) const {
    const Bytes voice = e.voice ? d.recorder_.voice() : Bytes();
    d.member_.run(std::move(e), now, voice);
  }
  void operator()(desk::AddEvents& e) const {
    const bool voice = std::any_of(e.deeds.begin(), e.deeds.end(), [](const auto& deed) {
      return std::any_of(deed.steps.begin(), deed.steps.end(), [](const auto& step) { return step.voice; });
    });
    d.member_.run(std::move(e), now, voice ? d.recorder_.voice() : Bytes());
  }
  void operator()(desk::Lock& e) const {
    d.end_voice();
    d.keep_at_ms_ = INT64_MAX;
    d.member_.run(e, now);
  }
  void operator()(desk::HearVoice& e) const {
    d.voice_ = e.request;
    d.has_recorder_ = true;
    d.member_.hear(e.about, e.voice, [&self = d, request = e.request](Result<Bytes> voice) {
      if (self.voice_ != request) return;
      if (voice) {
        self.recorder_.hear(voice.value(), kOwnLoudness, self.now_ms_);
        wipe(voice.value());
        return;
      }
      self.answer(desk::VoicePlayed{}, request);
    });
  }
  void operator()(desk::LookAtPeople& e) const { d.look_at_people(e.request); }
  void operator()(desk::FindSticks& e) const { d.find_sticks(e.request); }
  void operator()(desk::ExchangeWith& e) const { d.read_stick(e.folder, e.request); }
  void operator()(desk::EndExchange&) const { d.sticks_.end(); }
  void operator()(desk::StopHearing&) const { d.recorder_.stop_playing(); }
  void operator()(desk::RecordVoice& e) const {
    d.voice_ = e.request;
    d.has_recorder_ = true;
    d.loudest_ = 0;
    d.recorder_.start(now.steady_ms);
  }
  void operator()(desk::StopVoice&) const { d.recorder_.stop(now.steady_ms); }
  void operator()(desk::DropVoice&) const { d.end_voice(); }
  void operator()(desk::KeepSettings& e) const { d.settings_.keep(e.settings); }
  void operator()(desk::SyncNow&) const {}   // the stage has the sync session
  void operator()(desk::HandOver&) const {}  // and the two sides
};

void DeskEffects::look_at_people(RequestId request) {
  using Follows = desk::People::Follows;
  desk::People people;
  for (const services::KioskKey& kiosk : member_.kiosk_keys()) {
    const Follows follows = kiosk.follows == services::Follows::yes       ? Follows::yes
                            : kiosk.follows == services::Follows::no      ? Follows::no
                            : kiosk.follows == services::Follows::not_yet ? Follows::not_yet
                                                                          : Follows::unknown;
    people.kiosks.push_back({kiosk.device, kiosk.last, follows});
  }
  const services::CaseCounts counts = member_.counts();
  for (const auto& [code, count] : counts.waiting) people.waiting += count;
  for (const auto& [code, count] : counts.broken) people.broken += count;
  answer(desk::PeopleFound{std::move(people)}, request);
}

void DeskEffects::answer(desk::Event event, RequestId request) {
  event.request = request;
  tell(std::move(event));
}

void DeskEffects::find_sticks(RequestId request) {
  sticks_.find([this, request](const std::vector<ports::Stick>& found) {
    desk::SticksFound sticks;
    for (const ports::Stick& stick : found) sticks.sticks.push_back({stick.folder, stick.name});
    answer(std::move(sticks), request);
  });
}

std::function<void(const outbox::Progress&)> DeskEffects::moved(bool writing, RequestId request) {
  return [this, writing, request](const outbox::Progress& p) {
    answer(desk::ExchangeMoved{writing, p.done, p.total}, request);
  };
}

// What came is read before anything is written: an answer to it isn't lost with a stick that turns out bad.
void DeskEffects::read_stick(const std::string& folder, RequestId request) {
  services::StickTransfer::Listener listener;
  listener.moved = moved(false, request);
  listener.ended = [this, folder, request](const services::StickTransfer::Outcome& read) {
    write_stick(folder, read, request);
  };
  sticks_.begin(folder, services::StickTransfer::Way::from_stick, std::move(listener));
}

void DeskEffects::write_stick(const std::string& folder, const services::StickTransfer::Outcome& read,
                              RequestId request) {
  const auto told = [read](const services::StickTransfer::Outcome& written) {
    return desk::ExchangeEnded{read.counts.kept, written.counts.exported + written.counts.carried,
                               read.counts.bad.size(), written.trouble};
  };
  if (read.trouble != Trouble::none) {
    desk::ExchangeEnded ended = told({});
    // What is full while a stick is read is this device, not the stick.
    ended.trouble = read.trouble == Trouble::store_full ? Trouble::store_floor : read.trouble;
    return answer(ended, request);
  }
  services::StickTransfer::Listener listener;
  listener.moved = moved(true, request);
  listener.ended = [this, told, request](const services::StickTransfer::Outcome& written) {
    answer(told(written), request);
  };
  sticks_.begin(folder, services::StickTransfer::Way::to_stick, std::move(listener));
}

void DeskEffects::run(desk::Effect effect, const services::Moment& now) {
  now_ms_ = now.steady_ms;
  std::visit(Dispatch{*this, now}, effect);
}

bool DeskEffects::take(const app::Event& event) {
  if (!has_recorder_) return false;
  std::optional<desk::Event> told;
  if (const auto* heard = std::get_if<app::VoiceHeard>(&event)) {
    loudest_ = std::max(loudest_, heard->level);
    told = desk::VoiceHeard{heard->ms, heard->level};
  } else if (const auto* recorded = std::get_if<app::VoiceRecorded>(&event)) {
    told = desk::VoiceRecorded{recorded->ms, loudest_ < app::kQuietLevel};
  } else if (const auto* failed = std::get_if<app::VoiceFailed>(&event)) {
    told = desk::VoiceFailed{parse_trouble(failed->code)};
  } else if (std::holds_alternative<app::VoicePlayed>(event)) {
    told = desk::VoicePlayed{};
  }
  if (!told) return false;
  told->request = voice_;
  tell(std::move(*told));
  return true;
}

void DeskEffects::pump(const services::Moment& now, bool clock_confirmed) {
  now_ms_ = now.steady_ms;
  const Day today = day_of(now.wall);
  if (!day_ || *day_ != today || confirmed_ != clock_confirmed) {
    day_ = today;
    confirmed_ = clock_confirmed;
    member_.day_changed(now, clock_confirmed);
  }
  if (now.steady_ms < keep_at_ms_) return;
  keep_at_ms_ = INT64_MAX;
  member_.idle();
}

void EffectRunner::open_desk(const content::Content& content) {
  desk_ = std::make_unique<DeskEffects>(
      services::MemberDevice::Tools{
          platform_, store_, outbox_, log_, clock_, content.config.device_number,
          content.asset("words/nl.txt"), !content.config.trial && !content.config.sync.type.empty(),
          [this](const std::vector<std::string>& ids, const Day& on) { erasure_.refuse(ids, on); }},
      settings_, recorder_, sticks_, content);
  sticks_.came_to([this] { files_came(); });
}

DeskEffects* EffectRunner::desk() { return static_cast<DeskEffects*>(desk_.get()); }

}  // namespace wv::runtime
