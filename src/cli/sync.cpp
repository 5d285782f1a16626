// sync --once: everything that waits is tried one time, whatever its waiting time. sync --setup and
// sync --retire are an administrator's: boxes with a create-only rule, and deletion of what is past its day.
#include "services/sync_target.h"

#include <array>
#include <set>

#include "content/content.h"
#include "cli/doubt.h"
#include "cli/erased_there.h"
#include "crypto/codes.h"
#include "cli/commands.h"
#include "cli/context.h"

namespace wv::cli {
namespace {

constexpr int kMostIdleTurns = 8;

struct Prepared {
  sync::Settings settings;
  int retention_months = 12;
  content::Config config;
};

Result<Prepared> prepare(const Context& context) {
  const std::string file = context.arguments.value("--config");
  const Error trial{
      Fault::bad_input, "sync.trial",
      (file.empty() ? std::string("the example's settings") : file) +
          ": a trial sends nothing, since nobody reads it; name settings with `recipients` and `sync` by --config"};
  if (file.empty()) return trial;
  Findings findings;
  const content::DeviceSettings settings = content::load_settings(context.platform.files(), file, findings);
  for (const Finding& finding : findings)
    if (finding.weight == Finding::Weight::fault)
      return Error{Fault::bad_input, "setup.fault", to_line(finding)};
  if (settings.config.trial) return trial;
  if (settings.config.sync.type.empty())
    return Error{Fault::bad_input, "sync.settings",
                 file + ": /sync: it is missing, so there is nowhere to send to; name the target there"};
  auto target = services::sync_settings(context.platform.files(), settings.config);
  if (!target) return target.error();
  return Prepared{std::move(target).value(), settings.municipality.retention_months, settings.config};
}

sync::Now now_of(ports::Platform& platform) { return {platform.clock().now(), platform.clock().steady_ms()}; }

Status run_once(const Context& context, sync::Engine& engine) {
  ports::Platform& platform = context.platform;
  Meter meter(context);
  engine.tick(now_of(platform));
  for (int idle = 0; !engine.done() && idle < kMostIdleTurns;) {
    if (platform.busy()) {
      idle = 0;
      platform.wait();
      platform.pump();
    } else {
      ++idle;
    }
    engine.tick(now_of(platform));
    meter.show(engine.status().sent, 0);
  }
  if (!engine.done())
    return Error{Fault::failed, "platform.silent",
                 "the platform gave no answer; this is a fault of the program"};
  return Done{};
}

constexpr char kParked[] = "sync.parked";
constexpr char kBringBack[] =
    " in quarantine: DATA/quarantine/ID.reason.json says why of each; mend that, then `wijkverbinder queue requeue --all` brings them back";

// In words, or as JSON:
// {"sent":0,"waiting":0,"parked":0,"answers":0,"published":0,"messages":0,"events":0,"offered_again":0,
// "all_done":true,"trouble":null,"what":null} (messages and events: of cases, on a member's device). `parked`
// is what lies in quarantine, of earlier days too: until somebody looked at it, not all is well.
void print_result(const Context& context, const sync::Status& status, const outbox::Summary& queue) {
  const std::uint64_t waiting = queue.waiting, parked = queue.quarantined;
  const bool only_parked = status.trouble.empty() && parked > 0;
  const std::string trouble = only_parked ? kParked : status.trouble;
  const bool troubled = !trouble.empty();
  const std::string what = only_parked ? std::to_string(parked) + kBringBack
                           : troubled  ? sync::sentence_of(trouble)
                                       : "";
  if (context.arguments.has("--json")) {
    OrderedJson report = {{"sent", status.sent},
                          {"waiting", waiting},
                          {"parked", parked},
                          {"answers", status.answers},
                          {"published", status.published},
                          {"messages", status.messages},
                          {"events", status.events},
                          {"offered_again", status.offered},
                          {"all_done", status.all_done}};
    report["missing_there"] = status.missing_there;
    report["trouble"] = troubled ? OrderedJson(trouble) : OrderedJson();
    report["what"] = troubled ? OrderedJson(what) : OrderedJson();
    context.out << report.dump(2) << "\n";
    return;
  }
  context.out << status.sent << " sent, " << waiting << " waiting, " << parked << " parked in quarantine, "
              << status.answers << " answers and " << status.published
              << " published documents brought down\n";
  if (status.messages + status.events + status.offered > 0)
    context.out << status.messages << " messages and " << status.events << " events of cases brought down, "
                << status.offered << " offered again to a target that had lost them\n";
  if (status.missing_there > 0)
    context.out
        << "the target lacks " << status.missing_there
        << " messages that it acknowledged: was it restored from an older backup? This device kept their headers only (sent/) and can't send them again\n";
  if (troubled) context.out << "trouble: " << what << "\n";
}

Outcome once(const Context& context, const Prepared& prepared) {
  const auto store = data_store(context);
  if (!store) return store.error();
  const auto engine =
      services::open_engine(context.platform, context.platform.http(), data_folder(context),
                            prepared.settings, prepared.retention_months, sync::Engine::Way::once);
  const auto erased = ask<outbox::ErasedList>(
      context.platform, [&](auto answer) { outbox::read_erased_list(*store.value(), answer); });
  if (erased) engine->refuse(erased.value().shared());
  const Status run = run_once(context, *engine);
  if (!run) return run.error();
  outbox::Outbox queue(*store.value());
  const auto left = ask<outbox::Summary>(context.platform, [&](auto answer) { queue.summary(answer); });
  if (!left) return left.error();
  const sync::Status& status = engine->status();
  const auto& [waiting, oldest, parked] = left.value();
  print_result(context, status, left.value());
  const std::string why =
      status.trouble.empty() ? "new ones came meanwhile; run it again" : sync::sentence_of(status.trouble);
  if (waiting > 0)
    return Error{Fault::not_now, status.trouble, std::to_string(waiting) + " still waiting: " + why};
  if (parked > 0) return Error{Fault::not_now, kParked, std::to_string(parked) + kBringBack};
  // A box for answers that nobody made keeps nothing from being sent; what hides the answers is told.
  if (!status.trouble.empty() && status.trouble != "sync.no_box")
    return Error{Fault::not_now, status.trouble, "nothing is waiting, but: " + why};
  return 0;
}

// A line that begins so is dangerous as it stands: then the status is 1.
Outcome setup(const Context& context, const Prepared& prepared) {
  constexpr std::string_view kWarning = "warning: ";
  const auto target = services::open_target(context.platform, context.platform.http(), prepared.settings,
                                            services::FolderMay::be_made);
  target->set_device_tag(
      crypto::uuid_v4(context.platform.random()));  // what it tries there has a name that nobody else takes
  const auto lines =
      ask<std::vector<std::string>>(context.platform, [&](auto answer) { target->set_up(answer); });
  if (!lines) return lines.error();
  OrderedJson warnings = OrderedJson::array();
  for (const std::string& line : lines.value())
    if (line.starts_with(kWarning)) warnings.push_back(line.substr(kWarning.size()));
  if (context.arguments.has("--json")) {
    context.out << OrderedJson{{"done", lines.value()}, {"warnings", warnings}}.dump(2) << "\n";
  } else {
    for (const std::string& line : lines.value()) context.out << line << "\n";
  }
  return warnings.empty() ? 0 : 1;
}

Error not_now(const std::string& trouble, const std::string& before) {
  return {Fault::not_now, trouble, before + sync::sentence_of(trouble)};
}

Error wrong_clock(const std::string& what) {
  return {Fault::not_now, "sync.clock", what + ", so nothing was deleted; set the clock right"};
}

// A folder has no clock. The newest file in it is the only thing that can speak against this machine's: it
// can't be of a day to come, and a folder where nothing came for that long is seldom; then a person says the
// day.
Status check_folder(const Context& context, const std::optional<std::int64_t>& newest_ms,
                    const LocalTime& now) {
  constexpr std::int64_t kDayMs = 24LL * 3'600'000;
  if (!newest_ms || context.arguments.value("--today") == to_iso(day_of(now))) return Done{};
  const std::string says = "this machine's clock says " + to_iso(day_of(now));
  const std::string newest = to_iso(day_of(context.platform.clock().local(Instant{*newest_ms})));
  if (*newest_ms - now.at.ms > kDayMs)
    return wrong_clock(says + ", and the newest file in the folder is of " + newest);
  if (now.at.ms - *newest_ms <= outbox::kMostStep * kDayMs) return Done{};
  return Error{Fault::not_now, "sync.clock",
               says + ", and nothing came to the folder since " + newest +
                   ", so nothing was deleted; if the clock is right, say so: --today " + to_iso(day_of(now))};
}

// A clock that is wrong must not delete what is still to be kept: the target's own has to agree.
Result<Day> today_of(const Context& context, sync::Target& target, const Prepared& prepared) {
  constexpr std::int64_t kMostApartMs = 24LL * 3'600'000;
  const LocalTime now = context.platform.clock().now();
  if (day_of(now) < release_day())
    return wrong_clock("this machine's clock says " + to_iso(day_of(now)) +
                       ", and this program is younger than that");
  if (const std::string said = context.arguments.value("--today");
      !said.empty() && said != to_iso(day_of(now)))
    return wrong_clock("this machine's clock says " + to_iso(day_of(now)) + ", and you say " + said);
  const auto asked = ask<sync::Outcome>(context.platform, [&](auto answer) {
    target.ask_time([answer](const sync::Outcome& o) { answer(o); });
  });
  if (!asked) return asked.error();
  if (asked.value().verdict != sync::Verdict::on)
    return not_now(asked.value().trouble, "nothing was deleted: ");
  const auto server = asked.value().server_ms;
  if (prepared.settings.type == "folder") {
    const Status checked = check_folder(context, server, now);
    if (!checked) return checked.error();
    return day_of(now);
  }
  if (!server || *server - now.at.ms > kMostApartMs || now.at.ms - *server > kMostApartMs)
    return Error{
        Fault::not_now, "sync.clock",
        "this machine's clock and the target's differ by more than a day, so nothing was deleted; set the clock right"};
  return day_of(now);
}

struct Retired {
  OrderedJson counts = OrderedJson::object(), left = OrderedJson::array();
  std::uint64_t not_deleted = 0;
  std::set<std::string> erased;    // met there, to be deleted on request
  std::string trouble, box;        // the first box that gave trouble; the others went on
  std::vector<crypto::Box> boxes;  // that are there

  void note(const sync::Outcome& outcome, crypto::Box of) {
    if (outcome.verdict == sync::Verdict::on || outcome.verdict == sync::Verdict::no_box || !trouble.empty())
      return;
    trouble = outcome.trouble;
    box = crypto::box_name(of);
  }
};

Result<Done> retire_box(const Context& context, Doubts& doubts, sync::Target& target, crypto::Box box,
                        Retired& retired, const std::set<std::string>& erased) {
  const std::string name = crypto::box_name(box);
  std::uint64_t removed = 0;
  const auto ended = ask<sync::Outcome>(context.platform, [&](auto answer) {
    target.retire(box, {[&](const std::string& id, const Stamp& stamp) {
                          if (!erased.contains(id)) return doubts.is_past(name, id, stamp);
                          retired.erased.insert(id);  // a box may be walked through more than once
                          return true;
                        },
                        [&removed, answer](const sync::Outcome& outcome, std::uint64_t count) {
                          removed = count;
                          answer(outcome);
                        },
                        [&](const sync::Target::Left& left) {
                          const bool doubt = left.why == sync::Target::Left::Why::in_doubt;
                          retired.not_deleted += doubt ? 0 : 1;
                          retired.left.push_back({{"box", name},
                                                  {"id", left.id},
                                                  {"why", doubt ? "in_doubt" : "not_deleted"},
                                                  {"what", left.what}});
                        }});
  });
  if (!ended) return ended.error();
  retired.note(ended.value(), box);
  retired.counts[name] = removed;
  if (ended.value().verdict != sync::Verdict::no_box) retired.boxes.push_back(box);
  return Done{};
}

// A step until the target is no longer at it; how long that may be is the target's to know.
Result<sync::Outcome> tidy(const Context& context, sync::Target& target, crypto::Box box,
                           sync::Target::Tidy step) {
  constexpr std::int64_t kBetweenMs = 300;
  for (;;) {
    auto outcome = ask<sync::Outcome>(context.platform, [&](auto answer) {
      target.tidy(box, step, [answer](const sync::Outcome& o) { answer(o); });
    });
    if (!outcome || outcome.value().trouble != "sync.compacting") return outcome;
    context.platform.pause(kBetweenMs);
  }
}

// Every box every time: a compaction that runs already began before our deletions, so ours comes after it.
Result<Done> tidy_all(const Context& context, sync::Target& target, Retired& retired) {
  using Tidy = sync::Target::Tidy;
  constexpr std::array kSteps = {Tidy::look, Tidy::begin, Tidy::look, Tidy::prove};
  for (const crypto::Box box : retired.boxes) {
    for (const Tidy step : kSteps) {
      const auto outcome = tidy(context, target, box, step);
      if (!outcome) return outcome.error();
      retired.note(outcome.value(), box);
      if (outcome.value().verdict != sync::Verdict::on) break;
    }
  }
  return Done{};
}

void print_result(const Context& context, const Day& today, const Doubts& doubts, const Retired& retired) {
  if (context.arguments.has("--json")) {
    context.out << OrderedJson{{"today", to_iso(today)},
                               {"retired", retired.counts},
                               {"erased", retired.erased.size()},
                               {"in_doubt", doubts.to_json()},
                               {"left", retired.left}}
                       .dump(2)
                << "\n";
    return;
  }
  context.out << "today is " << to_iso(today) << "; deleted at the target:";
  for (const auto& [box, count] : retired.counts.items())
    context.out << " " << count.get<std::uint64_t>() << " from " << box;
  context.out << "; of these on request: " << retired.erased.size() << "\n";
  doubts.print();
  for (const OrderedJson& left : retired.left)
    context.out << (left["why"] == "in_doubt" ? "kept, for a person to look at: " : "not deleted: ")
                << left["box"].get<std::string>() << " " << left["id"].get<std::string>() << ": "
                << left["what"].get<std::string>() << "\n";
}

Outcome retire(const Context& context, const Prepared& prepared) {
  const auto target = services::open_target(context.platform, context.platform.http(), prepared.settings);
  const auto today = today_of(context, *target, prepared);
  if (!today) return today.error();
  Retired retired;
  const auto erased = erased_there(context, *target, prepared.config);
  if (!erased) return erased.error();
  Doubts doubts(context, prepared.retention_months, today.value());
  for (const crypto::Box box : sync::kBoxes)
    if (const auto done = retire_box(context, doubts, *target, box, retired, erased.value()); !done)
      return done.error();
  if (const auto done = tidy_all(context, *target, retired); !done) return done.error();
  const auto settled = ask<sync::Outcome>(context.platform, [&](auto answer) {
    target->settle([answer](const sync::Outcome& o) { answer(o); });
  });
  if (!settled) return settled.error();
  doubts.keep();
  print_result(context, today.value(), doubts, retired);
  if (!retired.trouble.empty()) return not_now(retired.trouble, retired.box + ": ");
  if (retired.not_deleted > 0)
    return Error{Fault::not_now, "sync.not_deleted",
                 std::to_string(retired.not_deleted) +
                     " past their day could not be deleted; look at the target's log, then run it again"};
  return 0;
}

}  // namespace

Outcome sync_command(const Context& context) {
  const Arguments& arguments = context.arguments;
  const int asked = (arguments.has("--once") ? 1 : 0) + (arguments.has("--setup") ? 1 : 0) +
                    (arguments.has("--retire") ? 1 : 0);
  if (asked != 1 || !arguments.positions.empty())
    return wrong_usage("use: sync --once, sync --setup or sync --retire");
  const auto prepared = prepare(context);
  if (!prepared) return prepared.error();
  if (arguments.has("--setup")) return setup(context, prepared.value());
  if (arguments.has("--retire")) return retire(context, prepared.value());
  return once(context, prepared.value());
}

}  // namespace wv::cli
