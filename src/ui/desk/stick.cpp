// A stick that is read and written in one go, for a team without a network and for a device that waits for
// its keys.
#include "content/phrases.h"
#include "ui/desk/desk_page.h"
#include "ui/desk/parts.h"

namespace wv::ui {

using namespace content::literals;
using desk::Exchange;

namespace {

class StickLines {
 public:
  StickLines(const DeskScene& s, const Rect& area) : s_(s), f_(s.f), area_(area), y_(area.y) {}

  float draw() {
    const desk::Sticks& sticks = s_.state.sticks;
    if (sticks.exchange.running()) {
      progress(sticks.exchange);
    } else {
      outcome(sticks.exchange);
      offers(sticks);
    }
    return y_ - area_.y;
  }

 private:
  void offers(const desk::Sticks& sticks) {
    if (sticks.in.empty())
      told("stick.none", "stick", f_.text(sticks.looked ? "desk.stick.none"_k : "desk.stick.look"_k));
    for (std::size_t i = 0; i < sticks.in.size(); ++i)
      if (row("stick.exchange." + std::to_string(i),
              f_.text("desk.stick.exchange"_k, {{"stick", sticks.in[i].name}}),
              {.icon = "stick", .loud = true}))
        s_.emit(desk::ExchangePressed{sticks.in[i]});
    if (row("stick.search", f_.text("usb.search"_k), {.icon = "again"})) s_.emit(desk::SticksWanted{});
  }

  void progress(const Exchange& exchange) {
    const std::string words =
        f_.text(exchange.step == Exchange::Step::reading ? "usb.importing"_k : "usb.exporting"_k,
                {{"done", std::to_string(exchange.done)}, {"total", std::to_string(exchange.total)}});
    say("stick.progress", words, strong(s_), NodeRole::status);
    const Rect whole{area_.x, y_, area_.w, s_.real(4)};
    const float share =
        exchange.total == 0 ? 0 : static_cast<float>(exchange.done) / static_cast<float>(exchange.total);
    f_.paint().round_fill(whole, whole.h / 2, f_.theme().soft);
    if (f_.theme().strong()) f_.paint().round_border(whole, whole.h / 2, f_.mm(0.5f), f_.theme().line);
    f_.paint().round_fill({whole.x, whole.y, std::max(whole.h, whole.w * std::min(share, 1.0f)), whole.h},
                          whole.h / 2, f_.theme().accent);
    Node& n = f_.node("stick.bar", NodeRole::progressbar, words, whole);
    n.value = std::to_string(static_cast<int>(share * 100));
    y_ += whole.h + s_.gap() * 1.5f;
    if (row("stick.stop", f_.text("desk.stick.stop"_k), {.icon = "close"})) s_.emit(desk::ExchangeStopped{});
  }

  void outcome(const Exchange& exchange) {
    if (exchange.step != Exchange::Step::ended) return;
    const auto counted = [&](std::string_view id, content::Key key, std::uint64_t count) {
      told(id, "check", f_.text(key, {{"count", std::to_string(count)}, {"stick", exchange.stick}}));
    };
    if (exchange.came > 0) counted("stick.came", "desk.stick.came"_k, exchange.came);
    if (exchange.given > 0) counted("stick.given", "desk.stick.given"_k, exchange.given);
    if (exchange.trouble != Trouble::none)
      told("stick.trouble", "warn",
           content::stick_trouble_words(s_.content.catalog, s_.state.shown.language, exchange.trouble,
                                        content::StickWay::write),
           true);
    else if (exchange.came + exchange.given == 0)
      counted("stick.nothing", "desk.stick.nothing"_k, 0);
    else
      told("stick.out", "info", f_.text("desk.stick.out"_k));
    if (exchange.bad > 0)
      told("stick.bad", "warn", f_.text("desk.stick.bad"_k, {{"count", std::to_string(exchange.bad)}}), true);
    y_ += s_.gap();
  }

  void say(std::string_view id, const std::string& words, const Words& look, NodeRole role = NodeRole::text) {
    y_ += f_.words(id, {area_.x, y_, area_.w, 0}, words, look, f_.theme().paper, role) + s_.gap();
  }
  void told(std::string_view id, std::string_view icon, const std::string& words, bool wrong = false) {
    Words look = wrong ? strong(s_) : plain(s_);
    if (wrong) look.colour = f_.theme().error;
    y_ += told_line(s_, id, {area_.x, y_, area_.w, 0}, icon, words, look,
                    wrong ? NodeRole::alert : NodeRole::status) +
          s_.gap();
  }
  bool row(std::string_view id, const std::string& words, const ActLook& look) {
    const bool used =
        act(s_, id, {area_.x, y_, std::min(area_.w, act_width(s_, words, look)), s_.control()}, words, look);
    y_ += s_.control() + s_.gap();
    return used;
  }

  const DeskScene& s_;
  Frame& f_;
  Rect area_;
  float y_;
};

}  // namespace

float draw_exchange(const DeskScene& s, const Rect& area) { return StickLines(s, area).draw(); }

void draw_stick(const DeskScene& s, const Rect& area) {
  DeskPage p(s, area, "desk.page.stick"_k);
  p.say("stick.what", s.f.text("desk.stick.what"_k), plain(s));
  p.gap();
  p.line(draw_exchange(s, p.rest()));
}

}  // namespace wv::ui
