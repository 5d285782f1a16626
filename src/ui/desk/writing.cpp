// What is being written, in the place of the bar: a note, a promise or an answer. The field has the room; the
// rest stands in one strip above it that scrolls, so that the way to send never leaves the screen.
#include <algorithm>

#include "content/phrases.h"
#include "content/plain_words.h"
#include "ui/desk/parts.h"
#include "ui/desk/ways.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using desk::Writing;

namespace {

constexpr int kSoonest[] = {1, 2, 5, 10};  // working days that are promised with one tap
constexpr std::size_t kMostHints = 3, kMostReady = 8;

std::string_view mark_of(domain::Role role) {
  switch (role) {
    case domain::Role::fixer: return "mark-fixer";
    case domain::Role::entrepreneur: return "mark-entrepreneur";
    case domain::Role::bridge_builder: return "mark-bridge_builder";
    case domain::Role::mediator: return "mark-mediator";
  }
  return {};
}

class Panel {
 public:
  Panel(const DeskScene& s, const Writing& writing) : s_(s), f_(s.f), w_(writing) {}

  // How high it would like to be: what is chosen, a field of some lines, what is said of it, and the buttons.
  [[nodiscard]] float height(float width) {
    const float inner = width - 2 * s_.real(4);
    return choices_height(inner) + least_field() + hints_height(inner) + s_.control() + 3 * s_.gap() +
           s_.real(5);
  }

  void draw(Rect area) {
    f_.paint().fill(area, f_.theme().bar);
    f_.paint().fill({area.x, area.y, area.w, std::max(1.0f, f_.mm(0.5f))}, f_.theme().accent);
    area = area.inset(s_.real(4), s_.real(2.5f));
    const Rect foot = area.cut_bottom(s_.control());
    area.cut_bottom(s_.gap());
    hints_at_foot(area);
    if (!s_.typing()) {
      const float room = std::max(0.0f, area.h - least_field() - s_.gap());
      const Rect at = area.cut_top(std::min(choices_height(area.w), room));
      y_ = f_.begin_scroll("case.choices", at);
      choices(at);
      f_.no_strip();
      f_.end_scroll(y_);
      area.cut_top(s_.gap());
    }
    field(area);
    buttons(foot);
  }

 private:
  [[nodiscard]] float least_field() const {
    const float line = f_.type.height_of("Ag", plain(s_), 0);
    return std::max(s_.control(), line * 3 + f_.mm(7));
  }

  float choices_height(float width) {
    measured_ = true;
    y_ = 0;
    choices({0, 0, width, 0});
    measured_ = false;
    return y_;
  }

  // Buttons one after another at y_, on as many lines as they take.
  template <class Draw>
  void flow(const Rect& area, Draw draw) {
    Flow flow(s_, {area.x, y_, area.w, 0});
    if (measured_) flow.measure();
    draw(flow);
    const float bottom = flow.bottom();
    if (bottom > y_) y_ = bottom + s_.gap();
  }

  void heading(const Rect& area) {
    const content::Key key = w_.what == Writing::What::note      ? "desk.writing.note"_k
                             : w_.what == Writing::What::promise ? "desk.writing.promise"_k
                                                                 : "desk.writing.answer"_k;
    std::string words = f_.text(key);
    if (w_.about == Writing::About::marked)
      words += " · " + f_.text("desk.marked"_k, {{"count", std::to_string(s_.open().list.marked.size())}});
    const float high = f_.type.height_of(words, strong(s_), area.w);
    if (!measured_)
      f_.words("case.writing", {area.x, y_, area.w, 0}, words, strong(s_), f_.theme().bar, NodeRole::heading);
    y_ += high + s_.gap() * 0.6f;
  }

  void choices(const Rect& area) {
    heading(area);
    if (w_.what == Writing::What::answer) {
      ways(area);
      ready(area);
      keeps(area);
    }
    if (w_.what == Writing::What::note) roles(area);
    if (w_.what == Writing::What::promise || w_.about == Writing::About::door) days(area);
  }

  void ways(const Rect& area) {
    flow(area, [&](Flow& flow) {
      for (const auto& [by, id] : kWays)
        if (flow.act("case.way." + std::string(id), f_.text(content::Key{"desk.way." + std::string(id)}),
                     {.on = w_.by == by}))
          s_.emit(desk::WayChosen{by});
    });
  }

  // Ready sentences of this theme, first those for all; one tap puts one in at the caret.
  void ready(const Rect& area) {
    const auto* summary = s_.book == nullptr ? nullptr : s_.book->summary(w_.id);
    const std::string theme = summary == nullptr ? std::string() : summary->theme;
    flow(area, [&](Flow& flow) {
      std::size_t shown = 0;
      for (const auto& sentence : s_.ready) {
        if (!sentence.theme.empty() && sentence.theme != theme) continue;
        const auto words = sentence.words.find("nl");
        if (words == sentence.words.end() || w_.text.view().find(words->second) != std::string_view::npos)
          continue;
        if (++shown > kMostReady) break;
        if (flow.act("case.ready." + sentence.id, words->second, {.icon = "plus"}))
          s_.emit(desk::ReadyChosen{sentence.id});
      }
    });
  }

  // Promises that this answer keeps, and whether the case is done with it.
  void keeps(const Rect& area) {
    const auto* folded = s_.book == nullptr ? nullptr : s_.book->find(w_.id);
    flow(area, [&](Flow& flow) {
      if (folded != nullptr)
        for (const auto& promise : folded->promises) {
          if (promise.kept) continue;
          const auto& event = *folded->thread[promise.entry].event;
          const bool on = std::find(w_.keeps.begin(), w_.keeps.end(), event.id) != w_.keeps.end();
          if (flow.act("case.keeps." + casebook::to_text(event.id),
                       f_.text("desk.keeps"_k, {{"day", short_day(s_, promise.due)}}),
                       {.on = on, .box = true}))
            s_.emit(desk::KeepsToggled{event.id});
        }
      if (flow.act("case.closes", f_.text("desk.closes"_k), {.on = w_.closes, .box = true}))
        s_.emit(desk::ClosesToggled{});
    });
  }

  void roles(const Rect& area) {
    flow(area, [&](Flow& flow) {
      for (const auto role : domain::kRoles)
        if (flow.act("case.role." + std::string(domain::id_of(role)),
                     f_.text(content::Key{"role." + std::string(domain::id_of(role)) + ".name"}),
                     {.picture = mark_of(role), .on = w_.role == role}))
          s_.emit(desk::RoleChosen{role});
    });
    flow(area, [&](Flow& flow) { voice(flow); });
  }

  void voice(Flow& flow) {
    const auto& held = s_.open().voice;
    if (w_.recording) {
      if (flow.act("case.voice.stop",
                   f_.text("desk.voice.recording"_k, {{"seconds", std::to_string(held.ms / 1000)}}),
                   {.icon = "square", .loud = true}))
        s_.emit(desk::VoiceStopped{});
    } else if (w_.voice) {
      if (flow.act("case.voice.drop",
                   f_.text("desk.voice.held"_k, {{"seconds", std::to_string((w_.voice_ms + 999) / 1000)}}),
                   {.icon = "clear"}))
        s_.emit(desk::VoiceRemoved{});
    } else if (flow.act("case.voice.record", f_.text("desk.voice.record"_k), {.icon = "mic"})) {
      s_.emit(desk::VoiceBegun{});
    }
  }

  void days(const Rect& area) {
    flow(area, [&](Flow& flow) {
      for (const int n : kSoonest) {
        const bool on = w_.due && s_.open().viewer &&
                        *w_.due == s_.open().viewer->calendar().by(s_.open().viewer->today(), n);
        if (flow.act("case.due." + std::to_string(n),
                     f_.text("desk.due.in"_k, {{"count", std::to_string(n)}}), {.on = on}))
          s_.emit(desk::DueInDays{n});
      }
      if (!w_.due) return;
      if (flow.act("case.due.less", {}, {.icon = "minus", .spoken = f_.text("desk.due.less"_k)}))
        s_.emit(desk::DueMoved{-1});
      if (flow.act("case.due.day", short_day(s_, *w_.due), {.icon = "clock", .on = true}))
        s_.emit(desk::DueDropped{});
      if (flow.act("case.due.more", {}, {.icon = "plus", .spoken = f_.text("desk.due.more"_k)}))
        s_.emit(desk::DueMoved{1});
    });
  }

  void field(const Rect& at) {
    const content::Key hint = w_.what == Writing::What::note      ? "desk.writing.note.hint"_k
                              : w_.what == Writing::What::promise ? "desk.writing.promise.hint"_k
                                                                  : "desk.writing.answer.hint"_k;
    const std::string words = f_.text(hint);
    desk_field(s_, "case.text", at, desk::Field::writing, w_.text.view(), words, words, true);
  }

  // --- what stands beneath the field: plain words, and what of it isn't translated
  [[nodiscard]] std::vector<std::string> hints() const {
    std::vector<std::string> lines;
    if (w_.what != Writing::What::answer || w_.text.empty()) return lines;
    const std::string_view text = w_.text.view();
    for (const auto& hint : content::plain_words(text)) {
      if (lines.size() == kMostHints) break;
      std::string part(text.substr(hint.begin, std::min<std::size_t>(hint.end - hint.begin, 60)));
      switch (hint.what) {
        case content::Stumble::long_sentence:
          lines.push_back(f_.text("desk.hint.long"_k, {{"count", std::to_string(hint.count)}}));
          break;
        case content::Stumble::familiar:
          lines.push_back(f_.text("desk.hint.familiar"_k, {{"word", part}}));
          break;
        case content::Stumble::officialese:
          lines.push_back(
              hint.instead.empty()
                  ? f_.text("desk.hint.office"_k, {{"word", part}})
                  : f_.text("desk.hint.instead"_k, {{"word", part}, {"instead", std::string(hint.instead)}}));
          break;
        case content::Stumble::percentage:
          lines.push_back(f_.text("desk.hint.percentage"_k, {{"word", part}}));
          break;
        case content::Stumble::passives: lines.push_back(f_.text("desk.hint.passives"_k)); break;
      }
    }
    language_line(lines);
    return lines;
  }

  void language_line(std::vector<std::string>& lines) const {
    const auto* summary = s_.book == nullptr ? nullptr : s_.book->summary(w_.id);
    if (w_.about != Writing::About::one || summary == nullptr || summary->language.empty() ||
        summary->language == "nl")
      return;
    const auto translated = content::translate(w_.text.view(), s_.ready, summary->language);
    const std::string name = language_name(s_, summary->language);
    lines.push_back(translated.whole() ? f_.text("desk.translated"_k, {{"language", name}})
                                       : f_.text("desk.untranslated"_k,
                                                 {{"language", name},
                                                  {"count", std::to_string(translated.missing.size())}}));
    if (translated.whole()) lines.emplace_back(translated.text.view());
  }

  float hints_height(float width) const {
    float high = 0;
    for (const auto& line : hints()) high += f_.type.height_of(line, small(s_), width) + f_.mm(1);
    return high;
  }

  void hints_at_foot(Rect& area) {
    const auto lines = hints();
    if (lines.empty()) return;
    const float high = hints_height(area.w);
    Rect at = area.cut_bottom(std::min(high, std::max(0.0f, area.bottom() - y_ - s_.control())));
    int n = 0;
    for (const auto& line : lines) {
      if (at.h < f_.type.height_of(line, small(s_), at.w)) return;
      Words look = small(s_);
      look.own_words = true;
      look.colour = f_.theme().ink;
      at.cut_top(
          f_.words("case.hint." + std::to_string(n++), at, line, look, f_.theme().bar, NodeRole::note) +
          f_.mm(1));
    }
    area.cut_bottom(f_.mm(1.5f));
  }

  void buttons(Rect foot) {
    const bool answer = w_.what == Writing::What::answer;
    const content::Key key =
        answer ? (w_.by == desk::By::kiosk ? "desk.send"_k : "desk.save_given"_k) : "desk.save"_k;
    const std::string send = f_.text(key), later = f_.text("desk.later"_k), drop = f_.text("desk.drop"_k);
    const ActLook go{
        .icon = answer ? "send" : "check", .key = "Ctrl+↵", .loud = true, .enabled = !w_.empty()};
    if (act(s_, "case.save", foot.cut_end(act_width(s_, send, go)), send, go)) s_.emit(desk::SavePressed{});
    foot.cut_end(s_.gap());
    const ActLook aside{.icon = "down", .key = "Esc"};
    if (act(s_, "case.later", foot.cut_start(act_width(s_, later, aside)), later, aside))
      s_.emit(desk::WritingClosed{});
    foot.cut_start(s_.gap());
    if (w_.empty()) return;
    const ActLook away{.icon = "clear", .grave = true};
    const float wide = act_width(s_, drop, away);
    if (wide <= foot.w && act(s_, "case.drop", foot.cut_start(wide), drop, away))
      s_.emit(desk::WritingDropped{});
  }

  const DeskScene& s_;
  Frame& f_;
  const Writing& w_;
  float y_ = 0;
  bool measured_ = false;
};

}  // namespace

float writing_height(const DeskScene& s, const Writing& writing, const Rect& area) {
  return std::clamp(Panel(s, writing).height(area.w), area.h * 0.45f, area.h * 0.8f);
}

void draw_writing(const DeskScene& s, const Writing& writing, Rect area) { Panel(s, writing).draw(area); }

}  // namespace wv::ui
