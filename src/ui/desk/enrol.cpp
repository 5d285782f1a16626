// A device that isn't the team's yet: a name, a passphrase of five words, and then the four words that two
// people read to each other.
#include <algorithm>

#include "ui/desk/parts.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using desk::Enrolling;
using desk::RequestGoes;
using desk::Standing;

namespace {

class EnrolPage {
 public:
  EnrolPage(const DeskScene& s, const Enrolling& enrolling) : s_(s), f_(s.f), e_(enrolling) {}

  void draw() {
    Rect area = f_.screen();
    f_.paint().fill(area, f_.theme().paper);
    draw_desk_keyboard(s_, area);
    const float wide = std::min(area.w - 2 * s_.real(6), s_.real(150) * std::max(1.0f, f_.scale() * 0.75f));
    page_ = {area.x + (area.w - wide) / 2, area.y, wide, area.h};
    // On a desk's screen it stands where one looks, not under the upper edge.
    const float above = area.h > s_.real(220) ? area.h * 0.16f : std::min(s_.real(14), area.h * 0.06f);
    y_ = f_.begin_scroll("enrol", page_) + above;
    page_.w -= s_.real(4);  // beside what tells where one is
    const float picture = std::min(s_.real(46), area.h * 0.24f);
    // Above a keyboard and in large letters the words and the button that goes on need its place.
    if (picture > s_.real(4) + s_.real(20) * f_.scale() && e_.step != Enrolling::Step::waiting) {
      f_.paint().picture("story-wijkverbinder", {page_.x, y_, page_.w, picture});
      y_ += picture + s_.gap() * 2;
    }
    switch (e_.step) {
      case Enrolling::Step::name: name(); break;
      case Enrolling::Step::passphrase: passphrase(); break;
      case Enrolling::Step::again: again(); break;
      case Enrolling::Step::making: say("enrol.making", f_.text("desk.enrol.making"_k), plain(s_)); break;
      case Enrolling::Step::waiting: waiting(); break;
    }
    f_.no_strip();
    f_.end_scroll(y_ + s_.gap());
  }

 private:
  void say(std::string_view id, const std::string& words, const Words& look, NodeRole role = NodeRole::text) {
    y_ += f_.words(id, {page_.x, y_, page_.w, 0}, words, look, f_.theme().paper, role) + s_.gap();
  }
  void head(content::Key words) {
    Words look = title(s_);
    look.cap_mm = 6.5f;
    say("enrol.heading", f_.text(words), look, NodeRole::heading);
    if (const std::string words_of = notice(); !words_of.empty()) {
      Words wrong = strong(s_);
      if (e_.notice != Enrolling::Notice::given) wrong.colour = f_.theme().error;
      say("enrol.notice", words_of, wrong,
          e_.notice == Enrolling::Notice::given ? NodeRole::status : NodeRole::alert);
    }
  }

  [[nodiscard]] std::string notice() const {
    switch (e_.notice) {
      case Enrolling::Notice::none: return {};
      case Enrolling::Notice::name_missing: return f_.text("desk.enrol.name_missing"_k);
      case Enrolling::Notice::too_short: return f_.text("desk.enrol.too_short"_k);
      case Enrolling::Notice::differs: return f_.text("desk.enrol.differs"_k);
      case Enrolling::Notice::failed: return trouble_words(s_, e_.trouble);
      case Enrolling::Notice::given: return f_.text("desk.enrol.given"_k);
    }
    return {};
  }

  void field(std::string_view id, desk::Field field, const Secret& value, content::Key words, bool hidden) {
    const std::string label = f_.text(words);
    const float high = std::max(s_.control(), f_.type.height_of("Ag", plain(s_), 0) + f_.mm(6.5f));
    desk_field(s_, id, {page_.x, y_, page_.w, high}, field, value.view(), label, label, false, hidden);
    y_ += high + s_.gap();
  }

  void steps(bool back, content::Key forward) {
    const std::string words = f_.text(forward), return_words = f_.text("desk.back"_k);
    const ActLook go{.icon = "next", .loud = true}, away{.icon = "back"};
    Rect row{page_.x, y_, page_.w, std::max(s_.control(), s_.real(12))};
    if (act(s_, "enrol.next", row.cut_end(act_width(s_, words, go)), words, go))
      s_.emit(desk::EnrolForward{});
    if (back && act(s_, "enrol.back", row.cut_start(act_width(s_, return_words, away)), return_words, away))
      s_.emit(desk::EnrolBack{});
    y_ += row.h + s_.gap();
  }

  bool row(std::string_view id, const std::string& words, const ActLook& look) {
    const bool used =
        act(s_, id, {page_.x, y_, std::min(page_.w, act_width(s_, words, look)), s_.control()}, words, look);
    y_ += s_.control() + s_.gap();
    return used;
  }

  void name() {
    head("desk.enrol.name"_k);
    field("enrol.name", desk::Field::own_name, e_.name, "desk.enrol.name.hint"_k, false);
    steps(false, "desk.enrol.next"_k);
  }

  void passphrase() {
    head("desk.enrol.passphrase"_k);
    say("enrol.why", f_.text("desk.enrol.passphrase.why"_k), plain(s_));
    if (e_.own) {
      field("enrol.passphrase", desk::Field::passphrase, e_.passphrase, "desk.enrol.own.hint"_k, !e_.shown);
      if (row("enrol.show", f_.text(e_.shown ? "desk.unlock.hide"_k : "desk.unlock.show"_k),
              {.icon = e_.shown ? "hide" : "show"}))
        s_.emit(desk::PassphraseShown{});
      if (row("enrol.own", f_.text("desk.enrol.words"_k), {.icon = "back"}))
        s_.emit(desk::OwnPassphraseToggled{});
    } else {
      Words large = title(s_);
      large.cap_mm = 8;
      say("enrol.words", std::string(e_.drawn.view()), large);
      f_.tree().nodes.back().shows_private = f_.tree().nodes.back().is_volatile = true;
      if (row("enrol.other", f_.text("desk.enrol.other"_k), {.icon = "again"}))
        s_.emit(desk::OtherWordsPressed{});
      if (row("enrol.own", f_.text("desk.enrol.own"_k), {.icon = "change"}))
        s_.emit(desk::OwnPassphraseToggled{});
    }
    steps(true, "desk.enrol.next"_k);
  }

  void again() {
    head("desk.enrol.again"_k);
    field("enrol.again", desk::Field::again, e_.again, "desk.unlock.passphrase"_k, !e_.shown);
    if (row("enrol.show", f_.text(e_.shown ? "desk.unlock.hide"_k : "desk.unlock.show"_k),
            {.icon = e_.shown ? "hide" : "show"}))
      s_.emit(desk::PassphraseShown{});
    steps(true, "desk.enrol.make"_k);
  }

  // Two people read four words to each other: this device's, and those of whoever manages the register.
  void waiting() {
    head(e_.standing == Standing::ended        ? "desk.enrol.ended"_k
         : e_.standing == Standing::no_keyring ? "desk.enrol.no_keyring"_k
                                               : "desk.enrol.waiting"_k);
    const bool goes = e_.standing == Standing::unregistered && e_.request_goes != RequestGoes::by_hand;
    say("enrol.what",
        f_.text(e_.standing == Standing::ended        ? "desk.enrol.ended.what"_k
                : e_.standing == Standing::no_keyring ? "desk.enrol.no_keyring.what"_k
                : goes                                ? "desk.enrol.goes.what"_k
                                                      : "desk.enrol.waiting.what"_k),
        plain(s_));
    if (goes)
      say("enrol.goes",
          f_.text(e_.request_goes == RequestGoes::sent ? "desk.enrol.goes.sent"_k
                                                       : "desk.enrol.goes.waits"_k),
          strong(s_), NodeRole::status);
    if (e_.standing != Standing::ended && s_.state.sync.connection.configured &&
        row("enrol.sync", f_.text("desk.enrol.sync"_k), {.icon = "again"}))
      s_.emit(desk::SyncNowPressed{});
    if (e_.standing == Standing::unregistered && !e_.request_words.empty()) {
      Words large = title(s_);
      large.cap_mm = 8;
      say("enrol.mine", f_.text("desk.enrol.mine"_k), small(s_));
      say("enrol.request", e_.request_words, large);
      f_.tree().nodes.back().is_volatile = true;
      const float side = std::min({s_.real(52), page_.w * 0.5f, page_.h * 0.35f});
      draw_qr(f_, {page_.x, y_, side, side}, e_.request_hash);
      Node& n = f_.node("enrol.qr", NodeRole::img, f_.text("desk.enrol.qr"_k), {page_.x, y_, side, side});
      n.is_volatile = true;
      y_ += side + s_.gap();
      if (row("enrol.give", f_.text("desk.enrol.give"_k), {.icon = "send", .loud = !goes}))
        s_.emit(desk::RequestWanted{});
    }
    if (!e_.authority_words.empty()) {
      say("enrol.theirs", f_.text("desk.enrol.theirs"_k), small(s_));
      say("enrol.authority", e_.authority_words, strong(s_));
    }
    if (e_.standing != Standing::ended) {
      say("enrol.back", f_.text("desk.enrol.answer"_k), small(s_));
      y_ += draw_exchange(s_, {page_.x, y_, page_.w, 0}) + s_.gap();
    }
    if (e_.anew) {
      say("enrol.anew.why", f_.text("desk.enrol.anew.why"_k), strong(s_));
      if (row("enrol.anew.yes", f_.text("desk.enrol.anew.yes"_k), {.icon = "clear", .grave = true}))
        s_.emit(desk::AnewConfirmed{});
    }
    if (row("enrol.anew", f_.text(e_.anew ? "desk.enrol.anew.no"_k : "desk.enrol.anew"_k),
            {.icon = e_.anew ? "back" : "again"}))
      s_.emit(desk::AnewPressed{});
  }

  const DeskScene& s_;
  Frame& f_;
  const Enrolling& e_;
  Rect page_;
  float y_ = 0;
};

}  // namespace

void draw_enrol(const DeskScene& s) { EnrolPage(s, *s.state.enrolling()).draw(); }

}  // namespace wv::ui
