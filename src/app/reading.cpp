#include "app/reading.h"

#include <algorithm>

#include "app/voice.h"

namespace wv::app {

using namespace content::literals;

namespace {

constexpr std::size_t kLongLine = 400;  // bytes: what is longer is spoken a few sentences at a time

Reading& reading(Context& c) { return c.state.reading; }

void wipe_lines(Reading& r) {
  for (auto& line : r.lines) wv::wipe(line.text);
  r.lines.clear();
  r.at = 0;
}

// Where the first sentence that ends beyond `from` does; the whole text when none does.
std::size_t sentence_end(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    const bool mark = text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == '\n' ||
                      text.substr(i).starts_with("\xD8\x9F");  // the Arabic question mark
    const std::size_t end = i + (text[i] == '\xD8' ? 2 : 1);
    if (mark && (text[i] == '\n' || (end < text.size() && text[end] == ' '))) return end;
  }
  return text.size();
}

void add_in_parts(std::vector<SpokenLine>& lines, const SpokenLine& line) {
  std::string_view left = line.text;
  while (left.size() > kLongLine) {
    const std::size_t end = sentence_end(left, kLongLine / 2);
    lines.push_back({line.id, std::string(left.substr(0, end)), line.own_words, line.language, line.unkept});
    left.remove_prefix(std::min(end, left.size()));
  }
  if (left.find_first_not_of(" \n") != std::string_view::npos)
    lines.push_back({line.id, std::string(left), line.own_words, line.language, line.unkept});
}

void speak_line(Context& c) {
  Reading& r = reading(c);
  const SpokenLine& line = r.lines[r.at];
  r.speaking = true;
  Speak speak;
  speak.turn = ++r.turn;
  speak.text = line.text;
  const auto language_of = [&](const SpokenLine& of) {
    return of.language.empty() ? c.state.shown.language : of.language;
  };
  speak.language = language_of(line);
  speak.volume = line.own_words ? 1 : r.volume;
  speak.own_words = line.own_words;
  speak.unkept = line.unkept;
  if (r.at + 1 < r.lines.size() && !r.lines[r.at + 1].own_words && !r.lines[r.at + 1].unkept) {
    speak.next = r.lines[r.at + 1].text;
    speak.next_language = language_of(r.lines[r.at + 1]);
  }
  c.effects.push_back(std::move(speak));
}

void speak_lines(Context& c, const std::vector<SpokenLine>& lines) {
  silence(c);
  Reading& r = reading(c);
  wipe_lines(r);
  if (uses_voice(c.state)) return;  // a microphone would hear it, and never two voices at once
  for (const auto& line : lines) add_in_parts(r.lines, line);
  if (!r.lines.empty()) speak_line(c);
}

bool panel_open(const Context& c) { return c.state.overlay == Overlay::volume; }

}  // namespace

void silence(Context& c) {
  Reading& r = reading(c);
  if (r.speaking) c.effects.push_back(StopSpeaking{});
  r.speaking = false;
  ++r.turn;  // an answer that is still on its way is about nothing any more
  const bool own =
      std::any_of(r.lines.begin(), r.lines.end(), [](const SpokenLine& line) { return line.own_words; });
  if (own || !panel_open(c)) wipe_lines(r);
}

void listen_pressed(Context& c) {
  Reading& r = reading(c);
  r.trouble = Trouble::none;
  if (panel_open(c) && r.mode != Reading::Mode::off) {
    c.state.overlay = Overlay::none;
    return;
  }
  if (r.mode == Reading::Mode::off) r.mode = Reading::Mode::ear;
  if (r.mode == Reading::Mode::ear) ++r.asked;  // the page is read, and the panel lies open meanwhile
  if (std::holds_alternative<Attract>(c.state.screen)) return go_without_history(c, Home{});
  c.state.overlay = Overlay::volume;
}

void keys_used(Context& c) {
  Reading& r = reading(c);
  // Where there is no voice the keys work all the same, and nobody is told so twice.
  if (r.trouble == Trouble::none) r.mode = Reading::Mode::keys;
}

namespace {

// How one goes by keys: what those of this device's keypad are called, where its settings say.
std::string welcome_words(const Context& c) {
  const auto& keys = c.content.config.keys;
  const std::string& language = c.state.shown.language;
  if (!keys.named()) return c.content.catalog.text(language, "keys.welcome"_k);
  const auto word = [&](const content::KeyName& name) {
    return std::string(content::word_in(name, language));
  };
  return c.content.catalog.text(language, "keys.welcome.named"_k,
                                {{"next", word(keys.next)},
                                 {"previous", word(keys.previous)},
                                 {"choose", word(keys.choose)},
                                 {"back", word(keys.back)}});
}

}  // namespace

void page_announced(Context& c, const PageAnnounced& announced) {
  Reading& r = reading(c);
  if (uses_voice(c.state)) return;  // one voice at a time, and no page into the microphone
  if (r.mode == Reading::Mode::off && c.state.overlay != Overlay::idle) return;
  std::vector<SpokenLine> lines = announced.lines;
  if (r.mode == Reading::Mode::keys && !r.welcomed) {
    r.welcomed = true;
    lines.insert(lines.begin(), {"", welcome_words(c), false});
  }
  speak_lines(c, lines);
  for (auto& line : lines) wv::wipe(line.text);
}

void focus_announced(Context& c, const FocusAnnounced& announced) {
  // While a voice message is heard nothing speaks into it; while one is recorded, whoever goes by ear still
  // hears that it began and where the button to end it is.
  const bool heard = c.state.session.voice_message.step == VoiceMessage::Step::playing;
  if (reading(c).mode != Reading::Mode::off && !heard) speak_lines(c, {announced.line});
}

void line_spoken(Context& c, const LineSpoken& done) {
  Reading& r = reading(c);
  if (!r.speaking || done.turn != r.turn) return;
  c.state.touched_ms = c.state.now_ms;  // somebody listens: the time to answer begins now
  if (++r.at < r.lines.size()) return speak_line(c);
  r.speaking = false;
  wipe_lines(r);
  if (panel_open(c) && r.mode == Reading::Mode::ear) c.state.overlay = Overlay::none;
}

void speech_failed(Context& c, const SpeechFailed& failed) {
  Reading& r = reading(c);
  if (!r.speaking || failed.turn != r.turn) return;
  if (r.at < r.lines.size() &&
      !r.lines[r.at].language.empty()) {  // a name in another language: better with an accent than not at all
    r.lines[r.at].language.clear();
    return speak_line(c);
  }
  r.speaking = false;
  wipe_lines(r);
  if (r.mode == Reading::Mode::off) return;  // "Bent u er nog?" stands on the screen as well
  r.mode = Reading::Mode::off;
  r.trouble = parse_trouble(failed.code);
  c.state.overlay = Overlay::volume;
}

void volume_stepped(Context& c, int by) {
  Reading& r = reading(c);
  r.volume = std::clamp(r.volume + by, 1, kVolumeSteps);
  if (r.mode == Reading::Mode::keys) return;  // the button under the finger says how loud it is now
  if (!r.lines.empty() && r.at < r.lines.size()) return speak_line(c);
  speak_lines(c, {{"volume.value", c.content.catalog.text(c.state.shown.language, "volume.value"_k,
                                                          {{"step", std::to_string(r.volume)},
                                                           {"steps", std::to_string(kVolumeSteps)}})}});
}

void read_again(Context& c) {
  Reading& r = reading(c);
  if (r.mode == Reading::Mode::off) r.mode = Reading::Mode::ear;
  if (r.mode == Reading::Mode::keys) c.state.overlay = Overlay::none;
  ++r.asked;
}

void reading_stopped(Context& c) {
  c.state.overlay = Overlay::none;
  silence(c);
  reading(c).mode = Reading::Mode::off;
}

void own_words_asked(Context& c) { c.state.overlay = Overlay::own_words; }

void own_words_allowed(Context& c) {
  if (c.state.overlay != Overlay::own_words) return;
  c.state.overlay = Overlay::none;
  if (reading(c).mode == Reading::Mode::off) reading(c).mode = Reading::Mode::ear;
  ++reading(c).own_asked;
}

void forget_reading(Context& c) {
  c.state.overlay = Overlay::none;
  silence(c);
  const std::uint64_t turn = reading(c).turn, asked = reading(c).asked, own_asked = reading(c).own_asked;
  reading(c) = Reading{};
  reading(c).turn = turn;
  reading(c).asked = asked;
  reading(c).own_asked = own_asked;
}

}  // namespace wv::app
