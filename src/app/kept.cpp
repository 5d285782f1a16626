#include "app/kept.h"

#include <algorithm>
#include <climits>

namespace wv::app {

namespace {

constexpr std::int64_t kFetchEveryMs = 10 * 60 * 1000;
constexpr std::int64_t kNotAgainMs = 10 * 1000;  // a page gets the focus often

}  // namespace

void keep_receipt(Context& c) {
  auto* receipt = std::get_if<Receipt>(&c.state.screen);
  if (receipt == nullptr || !c.state.kept.possible) return;
  if (receipt->kept != Receipt::Kept::no && receipt->kept != Receipt::Kept::failed) return;
  receipt->kept = Receipt::Kept::keeping;
  ask(c, KeepReceipt{receipt->number.clone(), receipt->code.clone(), receipt->kind, day_of(receipt->at)});
}

void receipt_kept(Context& c, bool done) {
  auto* receipt = std::get_if<Receipt>(&c.state.screen);
  if (receipt != nullptr && receipt->kept == Receipt::Kept::keeping)
    receipt->kept = done ? Receipt::Kept::kept : Receipt::Kept::failed;
  if (done) ask(c, LookAtKept{});
}

void look_at_kept(Context& c) {
  State& s = c.state;
  if (s.mode != Mode::own) return;
  if (!s.kept.asked) {
    s.kept.asked = true;
    return ask(c, LookAtKept{});
  }
  if (s.now_ms < kept_look_ms(s)) return;
  s.kept.fetched_ms = s.now_ms;
  ask(c, FetchKept{});
}

void kept_looked(Context& c, const KeptLooked& looked) {
  KeptList& kept = c.state.kept;
  kept.possible = looked.possible;
  kept.receipts = looked.kept;
  kept.shut = looked.shut;
  if (kept.fetched_ms || kept.receipts.empty()) return;
  look_at_kept(c);  // the first look at the list asks for their answers, too
}

void ask_kept_anew(Context& c) {
  auto& fetched = c.state.kept.fetched_ms;
  if (!fetched || c.state.now_ms - *fetched < kNotAgainMs) return;
  fetched.reset();
  look_at_kept(c);
}

void open_kept(Context& c, std::size_t at) {
  auto* track = std::get_if<Track>(&c.state.screen);
  if (track == nullptr || track->answer == Track::Answer::looking || at >= c.state.kept.receipts.size())
    return;
  track->answer = Track::Answer::looking;
  track->of_kept = true;
  ask(c, OpenKept{c.state.kept.receipts[at].number.clone()});
}

void forget_kept(Context& c, std::size_t at) {
  if (at >= c.state.kept.receipts.size()) return;
  ask(c, ForgetKept{c.state.kept.receipts[at].number.clone()});
}

std::int64_t kept_look_ms(const State& state) {
  if (state.mode != Mode::own || state.kept.receipts.empty()) return INT64_MAX;
  return state.kept.fetched_ms ? *state.kept.fetched_ms + kFetchEveryMs : state.now_ms;
}

bool has_news(const State& state) {
  const auto& kept = state.kept.receipts;
  return std::any_of(kept.begin(), kept.end(), [](const KeptShown& one) { return one.news; });
}

}  // namespace wv::app
