// queue export DIR and queue import DIR: what outbox/transfer.h does, told on a terminal or as JSON.
#include <algorithm>

#include "outbox/transfer.h"
#include "cli/context.h"
#include "outbox/names.h"
#include "services/sync_target.h"

namespace wv::cli {
namespace {

using outbox::Outbox;
using outbox::Transferred;
using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

int print_result(const Context& context, const Counts& counts, const Transferred& done) {
  const std::vector<outbox::BadFile>& bad_files = done.bad;
  if (context.arguments.has("--json")) {
    OrderedJson result = OrderedJson::object();
    for (const auto& [name, count] : counts) result[name] = count;
    if (!done.in_doubt.empty()) result["in_doubt"] = OrderedJson::array();
    for (const auto& d : done.in_doubt)
      result["in_doubt"].push_back(
          {{"file", d.file}, {"queued_on", to_iso(d.stamp.day)}, {"clock", shown_clock(d.stamp.clock)}});
    result["bad"] = OrderedJson::array();
    for (const auto& bad : bad_files)
      result["bad"].push_back({{"file", bad.file}, {"code", bad.error.code}, {"what", bad.error.what}});
    context.out << result.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << "\n";
  } else {
    for (const auto& d : done.in_doubt)
      context.out << "in doubt: " << one_line(d.file) << ": nobody confirmed its day, " << to_iso(d.stamp.day)
                  << "; it was taken in\n";
    for (const auto& bad : bad_files) context.out << "bad: " << one_line(bad.error.what) << "\n";
    for (const auto& [name, count] : counts) {
      std::string words = name;
      std::replace(words.begin(), words.end(), '_', ' ');
      context.out << count << " " << words << ", ";
    }
    context.out << bad_files.size() << " bad\n";
  }
  return bad_files.empty() ? 0 : 1;
}

using Start = outbox::TransferHandle (*)(ports::Store&, Outbox&, outbox::TransferProgress,
                                         outbox::TransferAnswer);

Result<Transferred> run(const Context& context, Start start, const std::string& folder, ports::Foreign which,
                        Outbox& queue) {
  outbox::TransferHandle handle;
  Meter meter(context);
  return ask<Transferred>(context.platform, [&](auto answer) {
    handle = start(
        context.platform.foreign_store(folder, which), queue,
        [&](outbox::Progress progress) { meter.show(progress.done, progress.total); }, answer);
  });
}

// By the day and the term that the app keeps beside the queue, so that no import needs its settings (D9).
void retain_by_calendar(const Context& context, ports::Store& store, Outbox& queue) {
  const auto text = ask<std::string>(
      context.platform, [&](auto answer) { store.member(outbox::kDeviceFile, "calendar", answer); });
  const auto calendar = text && !text.value().empty() ? outbox::Calendar::parse(text.value()) : std::nullopt;
  if (calendar && calendar->months() > 0) queue.retain({calendar->months(), calendar->day_to_delete_by()});
}

// A device that begins with what others sent hasn't lost a store of its own: the app is told so.
bool is_new(const Context& context, ports::Store& store) {
  for (const char* member : {"began", "counter"}) {
    const auto there = ask<std::string>(
        context.platform, [&](auto answer) { store.member(outbox::kDeviceFile, member, answer); });
    if (!there || !there.value().empty()) return false;
  }
  const auto waits = ask<std::vector<ports::Entry>>(context.platform, [&](auto answer) {
    store.list(outbox::folder_name(outbox::Folder::outbox), answer);
  });
  const auto sent = ask<std::vector<ports::Entry>>(
      context.platform, [&](auto answer) { store.list(outbox::folder_name(outbox::Folder::sent), answer); });
  return waits && waits.value().empty() && sent && sent.value().empty();
}

void refuse_erased(const Context& context, ports::Store& store, Outbox& queue) {
  const auto erased = ask<outbox::ErasedList>(context.platform,
                                              [&](auto answer) { outbox::read_erased_list(store, answer); });
  if (erased) queue.refuse(erased.value().shared());  // a damaged list: the app, and the next look, mend it
}

void note_beginning(const Context& context, ports::Store& store) {
  static_cast<void>(ask<Done>(context.platform, [&](auto answer) {
    store.set_member(outbox::kDeviceFile, "began", "", R"({"why":"new"})", answer);
  }));
}

}  // namespace

Outcome export_queue(const Context& context, const std::string& folder) {
  const auto store = data_store(context);
  if (!store) return store.error();
  Outbox queue(*store.value());
  const bool member = services::is_member_device(context.platform.files(), data_folder(context));
  queue.keep_cases(member);
  refuse_erased(context, *store.value(), queue);
  const auto done = run(context, outbox::export_to, folder, ports::Foreign::may_be_made, queue);
  if (!done) return done.error();
  Counts counts = {{"exported", done.value().exported}, {"in_the_manifest", done.value().in_the_manifest}};
  if (member) counts.insert(counts.begin() + 1, {"carried_for_colleagues", done.value().carried});
  return print_result(context, counts, done.value());
}

Outcome import_queue(const Context& context, const std::string& folder) {
  const auto store = data_store(context);
  if (!store) return store.error();
  Outbox queue(*store.value());
  retain_by_calendar(context, *store.value(), queue);
  refuse_erased(context, *store.value(), queue);
  queue.keep_cases(services::is_member_device(context.platform.files(), data_folder(context)));
  const bool begins = is_new(context, *store.value());
  const auto done = run(context, outbox::import_from, folder, ports::Foreign::must_be_there, queue);
  if (!done && done.error().code == "store.missing") {
    return Error{Fault::bad_input, "file.missing",
                 folder + ": no such folder; look at the name, or put the stick in"};
  }
  if (!done) return done.error();
  if (begins) note_beginning(context, *store.value());
  const Transferred& t = done.value();
  return print_result(context,
                      {{"imported", t.imported},
                       {"already_waiting", t.already_waiting},
                       {"already_sent", t.already_sent},
                       {"in_quarantine", t.in_quarantine},
                       {"erased", t.erased},
                       {"past", t.past},
                       {queue.keeps_cases() ? "to_read_here" : "answers_and_news", t.kept},
                       {"for_members_left_on_the_stick", t.left}},
                      t);
}

}  // namespace wv::cli
