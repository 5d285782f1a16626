#include "app/voice.h"

#include <algorithm>

#include "app/editing.h"

namespace wv::app {

namespace {

using Step = VoiceMessage::Step;
using Problem = VoiceMessage::Problem;

VoiceMessage& voice_message(Context& c) { return c.state.session.voice_message; }

bool on_a_page_with_voice(Context& c) {
  if (!c.state.session.draft) return false;
  if (std::holds_alternative<Review>(c.state.screen)) return c.state.session.draft->voice.has_value();
  const auto* spec = current_spec(c);
  return spec != nullptr && spec->type == content::PageType::message;
}

template <class E>
void use(Context& c) {
  c.effects.push_back(E{});
}

}  // namespace

bool uses_voice(const State& state) {
  return state.session.voice_message.step == Step::recording ||
         state.session.voice_message.step == Step::playing;
}

void open_voice(Context& c) {
  if (!on_a_page_with_voice(c)) return;
  const auto& voice = c.state.session.draft->voice;
  const bool held = voice_message(c).held;
  voice_message(c) = {};
  voice_message(c).held = held;
  voice_message(c).step = voice ? Step::recorded : Step::ready;
  voice_message(c).ms = voice ? voice->ms : 0;
  leave_field(c.state);
  c.state.overlay = Overlay::listening;
}

void begin_voice(Context& c) {
  // From the review a message is listened to; changing it is a thing of its own page.
  if (c.state.overlay != Overlay::listening || uses_voice(c.state) ||
      !std::holds_alternative<Form>(c.state.screen))
    return;
  auto& s = voice_message(c);
  c.state.session.draft->voice.reset();
  s = {};
  s.step = Step::recording;
  ask(c, RecordVoice{});
}

void stop_voice(Context& c) {
  if (voice_message(c).step == Step::recording) use<StopVoice>(c);
  if (voice_message(c).step != Step::playing) return;
  use<StopPlayback>(c);
  voice_message(c).step = Step::recorded;
}

void play_voice(Context& c) {
  if (c.state.overlay != Overlay::listening || voice_message(c).step != Step::recorded) return;
  voice_message(c).problem = Problem::none;
  voice_message(c).step = Step::playing;
  ask(c, PlayVoice{});
}

void remove_voice(Context& c) {
  if (voice_message(c).step != Step::recorded || !std::holds_alternative<Form>(c.state.screen)) return;
  c.state.session.draft->voice.reset();
  voice_message(c).step = Step::ready;
  voice_message(c).ms = 0;
}

void voice_heard(Context& c, const VoiceHeard& heard) {
  auto& s = voice_message(c);
  if (s.step != Step::recording) return;
  s.ms = heard.ms;
  s.level = heard.level;
  s.loudest = std::max(s.loudest, heard.level);
}

void voice_recorded(Context& c, const VoiceRecorded& recorded) {
  auto& s = voice_message(c);
  s.held = true;
  if (s.step != Step::recording || !c.state.session.draft)
    return;  // the visit is over: `settle_voice` drops it
  s.ms = recorded.ms;
  s.level = 0;
  if (recorded.ms < kLeastVoiceMs) {
    s.step = Step::ready;
    s.problem = Problem::too_short;
    return;
  }
  s.step = Step::recorded;
  s.problem = s.loudest < kQuietLevel ? Problem::quiet : Problem::none;
  c.state.session.draft->voice = domain::Voice{recorded.ms};
  if (auto* form = std::get_if<Form>(&c.state.screen)) form->problems.clear();
}

void voice_failed(Context& c, const VoiceFailed& failed) {
  auto& s = voice_message(c);
  if (s.step != Step::recording) return;
  s = {};
  s.problem = failed.code == "voice.no_microphone" ? Problem::no_microphone : Problem::refused;
}

void voice_played(Context& c, const VoicePlayed& played) {
  if (voice_message(c).step != Step::playing) return;
  voice_message(c).step = Step::recorded;
  if (!played.heard) voice_message(c).problem = Problem::no_speaker;
}

void settle_voice(Context& c) {
  auto& s = voice_message(c);
  if (c.state.overlay != Overlay::listening) {
    if (s.step == Step::recording && !s.ending) {
      s.ending = true;
      use<StopVoice>(c);
    }
    if (s.step == Step::playing) stop_voice(c);
  }
  const bool named = c.state.session.draft && c.state.session.draft->voice;
  if (s.held && !named && s.step != Step::recording) {
    s.held = false;
    use<DropVoice>(c);
  }
}

}  // namespace wv::app
