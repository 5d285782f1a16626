// Say it instead of typing it (overlay `listening`): begin, stop, listen again, once more, remove. The shell
// has the microphone and the sound; here is only how long and how loud. It records while its page is open and
// never behind another: whatever comes over it ends the recording, and what was said so far is kept in the
// draft.
#pragma once
#include "app/visit.h"
#include "base/pcm.h"

namespace wv::app {

inline constexpr std::int64_t kLeastVoiceMs = 600;  // shorter is a slip of the finger
inline constexpr float kQuietLevel = 0.2f;          // under it nobody spoke, or too far away

void open_voice(Context& c);
void begin_voice(Context& c);
void stop_voice(Context& c);
void play_voice(Context& c);
void remove_voice(Context& c);
// Answers of the shell.
void voice_heard(Context& c, const VoiceHeard& heard);
void voice_recorded(Context& c, const VoiceRecorded& recorded);
void voice_failed(Context& c, const VoiceFailed& failed);
void voice_played(Context& c, const VoicePlayed& played);
// After every event: no recording and no playing behind another page, no sound without its message.
void settle_voice(Context& c);
[[nodiscard]] bool uses_voice(const State& state);  // records or plays: somebody is there

}  // namespace wv::app
