// Reading aloud (A1–A4): what is spoken when, how loud, and when it stops. The view tells what
// stands on a page (PageAnnounced) or under a finger (FocusAnnounced); from here come Speak and StopSpeaking.
// One voice at a time: whatever begins ends what was. A resident's own words are spoken at the lowest volume,
// and wiped.
#pragma once
#include <string>

#include "app/visit.h"

namespace wv::app {

void listen_pressed(Context& c);
void keys_used(Context& c);
void page_announced(Context& c, const PageAnnounced& announced);
void focus_announced(Context& c, const FocusAnnounced& announced);
void line_spoken(Context& c, const LineSpoken& done);
void speech_failed(Context& c, const SpeechFailed& failed);
void volume_stepped(Context& c, int by);
void read_again(Context& c);
void reading_stopped(Context& c);
void own_words_asked(Context& c);
void own_words_allowed(Context& c);
// Ends what is being spoken; the page that was read may go on while the panel of the ear is open.
void silence(Context& c);
// The end of a visit: silent, forgotten, and as loud as for whoever comes first (A4).
void forget_reading(Context& c);

}  // namespace wv::app
