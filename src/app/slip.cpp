#include "app/slip.h"

#include "app/receipt.h"
#include "domain/receipt.h"

namespace wv::app {

using namespace content::literals;

Slip slip_of(const State& state, const content::Content& content, const Receipt& receipt) {
  const std::string& language = state.shown.language;
  const auto text = [&](content::Key key, content::Args args = {}) {
    return content.catalog.text(language, key, args);
  };
  Slip slip;
  slip.language = language;
  using Look = SlipLine::Look;
  const auto add = [&](Look look, std::string_view words) {
    if (!words.empty()) slip.lines.push_back({look, Secret(words)});
  };
  add(Look::heading, content.municipality.name);
  if (state.trial) add(Look::body, text("receipt.trial.heading"_k));
  add(Look::label, text("track.number"_k));
  add(Look::digits, domain::show_receipt_number(receipt.number));
  add(Look::label, text("track.code"_k));
  add(Look::digits, receipt.code);
  if (!state.trial) add(Look::body, who_reads(state, content));
  // Where the message is now isn't said: paper is read later.
  for (const NextLine& line : what_happens_next(state, content, receipt))
    if (!line.is_status) add(Look::body, line.text);
  if (!state.trial) add(Look::body, text("slip.keep"_k));
  return slip;
}

}  // namespace wv::app
