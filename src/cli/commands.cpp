#include "cli/commands.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/bytes.h"
#include "base/utf8.h"
#include "cli/context.h"
#include "runtime/setup.h"
#include "text/font.h"

namespace wv::cli {
namespace {

constexpr std::int64_t kFirstToldMs = 700, kToldEveryMs = 200;

Result<Arguments> arguments_of(const std::string& command, std::span<const std::string> words) {
  if (command == "keys") return parse_arguments(words, {"--out"}, {});
  if (command == "open") return parse_arguments(words, {"--key"}, {});
  if (command == "answer")
    return parse_arguments(words, {"--key", "--sign", "--text-file", "--status", "--seq", "--role", "--lang"},
                           {"--json"});
  if (command == "publish") return parse_arguments(words, {"--sign"}, {"--json"});
  if (command == "pin") return parse_arguments(words, {}, {});
  if (command == "register")
    return parse_arguments(words,
                           {"--today", "--id", "--name", "--neighbourhoods", "--number", "--device", "--seen",
                            "--retention-months", "--closed-days", "--from", "--until", "--deputy", "--as"},
                           {"--paper", "--confidential", "--back", "--json"});
  if (command == "sync")
    return parse_arguments(words, {"--today"}, {"--once", "--setup", "--retire", "--json"});
  if (command == "case")
    return parse_arguments(words,
                           {"--passphrase-file", "--list", "--words", "--text-file", "--role", "--kind",
                            "--theme", "--due", "--days", "--to", "--way", "--status", "--lang"},
                           {"--json", "--csv"});
  if (command == "demo") return parse_arguments(words, {}, {"--json"});
  if (command == "host-card") return parse_arguments(words, {"--lang"}, {});
  if (command == "update") return parse_arguments(words, {}, {});
  return parse_arguments(words, {}, {"--all", "--json"});
}

}  // namespace

bool is_command(std::string_view word) {
  return word == "keys" || word == "open" || word == "queue" || word == "answer" || word == "publish" ||
         word == "pin" || word == "sync" || word == "register" || word == "demo" || word == "case" ||
         word == "host-card" || word == "update";
}

std::string_view command_usage() {
  return "wijkverbinder queue list|verify|export DIR|import DIR   [--data DIR] [--json]\n"
         "wijkverbinder queue requeue ID…|--all   from quarantine back into the outbox   [--data DIR] [--json]\n"
         "wijkverbinder sync --once|--setup|--retire   [--data DIR] [--config FILE] [--json]\n"
         "wijkverbinder keys new --out PRIVATE.jwk | keys public PRIVATE.jwk\n"
         "wijkverbinder open FILE --key PRIVATE.jwk\n"
         "wijkverbinder answer FILE --key PRIVATE.jwk --sign SIGNER.jwk --text-file F [--status S] [--seq N]   into the outbox\n"
         "wijkverbinder publish FILE --sign SIGNER.jwk            a signed document for everyone, into the outbox\n"
         "wijkverbinder register new|rotate|show|requests DIR, add DIR REQUEST --id ID, end DIR MEMBER [--device KID],\n"
         "                       away DIR MEMBER --from D --until D --deputy ID | --back, alarm DIR ID,ID|all,\n"
         "                       erase DIR REQUEST, sign DIR FILE [--device NAME], export DIR TO   the municipality's readers, away from kiosks\n"
         "wijkverbinder pin set|clear                             [--data DIR]\n"
         "wijkverbinder case list|show ID|export DIR             decrypted, for whoever unlocks   [--json|--csv]\n"
         "wijkverbinder case take|note|promise|kept|answer|given|hand|sort|join|part|close|reopen|erase ID …\n"
         "                       [--passphrase-file F]   an event of that case, into the outbox\n"
         "wijkverbinder host-card OUT.pdf [--config FILE] [--lang L]   to hang beside a device, with slips to write on\n"
         "wijkverbinder update check FILE [--data DIR] [--config FILE]   whether FILE.jws is by the authority that is believed here\n"
         "wijkverbinder demo DIR                                  a made-up municipality to look at\n";
}

std::string data_folder(const Context& context) {
  std::string folder = context.arguments.value("--data");
  return folder.empty() ? context.platform.folders().data : folder;
}

Result<ports::Store*> data_store(const Context& context) {
  const std::string folder = data_folder(context);
  if (folder.empty()) return wrong_usage("there is no home folder for the queue, so name one with --data");
  return &context.platform.store(folder);
}

void warn_of_boxes(const Context& context, const std::string& where, std::string_view words) {
  constexpr std::size_t kMostNamed = 8;
  const auto fonts = text::open_fonts(runtime::font_files(context.platform));
  if (!fonts) return;  // a desk's computer without the fonts: nothing is known then
  const auto missing = text::missing_glyphs(*fonts.value(), words);
  if (missing.empty()) return;
  std::string signs;
  for (std::size_t i = 0; i < std::min(missing.size(), kMostNamed); ++i) {
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(missing[i]));
    signs += (signs.empty() ? "" : ", ") + encode_utf8({&missing[i], 1}) + " (" + number + ")";
  }
  if (missing.size() > kMostNamed) signs += ", …";
  context.err << where << ": residents will see a box in place of " << signs << "; write it otherwise\n";
}

Meter::Meter(const Context& context)
    : context_(context),
      watched_(context.platform.is_watched() && !context.arguments.has("--json")),
      next_ms_(context.platform.clock().steady_ms() + kFirstToldMs) {}

Meter::~Meter() {
  if (shown_) context_.err << "\r\033[K" << std::flush;
}

void Meter::show(std::uint64_t done, std::uint64_t total) {
  if (!watched_) return;
  const std::int64_t now_ms = context_.platform.clock().steady_ms();
  if (now_ms < next_ms_) return;
  next_ms_ = now_ms + kToldEveryMs;
  shown_ = true;
  context_.err << "\r\033[K" << done;
  if (total > 0) context_.err << " of " << total;
  context_.err << " …" << std::flush;
}

std::string shown_clock(ClockWas clock) { return clock == ClockWas::unknown ? "unknown" : clock_name(clock); }

Stamp stamp_now(const Context& context) {
  return stamp_of(day_of(context.platform.clock().now()), ClockWas::unknown);
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
      ' ');
  return text;
}

int run_command(ports::Platform& platform, std::span<const std::string> args, std::ostream& out,
                std::ostream& err) {
  const auto run = [&]() -> Outcome {
    if (args.empty() || !is_command(args.front())) return wrong_usage("no such command");
    const auto arguments = arguments_of(args.front(), args.subspan(1));
    if (!arguments) return arguments.error();
    const Context context{platform, out, err, arguments.value()};
    if (args.front() == "keys") return keys_command(context);
    if (args.front() == "open") return open_command(context);
    if (args.front() == "answer") return answer_command(context);
    if (args.front() == "publish") return publish_command(context);
    if (args.front() == "pin") return pin_command(context);
    if (args.front() == "sync") return sync_command(context);
    if (args.front() == "register") return register_command(context);
    if (args.front() == "demo") return demo_command(context);
    if (args.front() == "case") return case_command(context);
    if (args.front() == "host-card") return host_card_command(context);
    if (args.front() == "update") return update_command(context);
    return queue_command(context);
  };
  const Outcome outcome = run();
  if (!outcome) {
    err << "wijkverbinder: " << one_line(outcome.error().what) << "\n";
    return exit_status(outcome.error());
  }
  out.flush();
  if (!out) {
    err << "wijkverbinder: what was asked for can't be written to standard output; make room, or give it another place\n";
    return exit_status(Error{Fault::not_now, "", ""});
  }
  return outcome.value();
}

}  // namespace wv::cli
