// queue list and queue verify: what waits, and whether every file is what it says. Neither needs a key,
// neither changes anything. queue requeue: from quarantine back into the outbox.
#include "crypto/codes.h"
#include "outbox/requeue.h"
#include "cli/context.h"

namespace wv::cli {
namespace {

using outbox::Outbox;

OrderedJson to_json(const std::string& file, const Error& error) {
  return {{"file", file}, {"code", error.code}, {"what", error.what}};
}

Outcome list_queue(const Context& context, Outbox& queue) {
  const auto items =
      ask<std::vector<outbox::Item>>(context.platform, [&](auto answer) { queue.list(answer); });
  if (!items) return items.error();
  OrderedJson waiting = OrderedJson::array();
  OrderedJson bad = OrderedJson::array();
  std::optional<Meter> meter(context);
  for (const outbox::Item& item : items.value()) {
    meter->show(waiting.size() + bad.size(), items.value().size());
    const auto envelope =
        ask<crypto::SealedEnvelope>(context.platform, [&](auto answer) { queue.load(item.id, answer); });
    if (envelope) {
      const crypto::SealedEnvelope& e = envelope.value();
      waiting.push_back({{"id", e.id()},
                         {"box", crypto::box_name(e.box())},
                         {"queued_on", to_iso(e.queued_on())},
                         {"clock", shown_clock(e.stamp().clock)},
                         {"size", e.size()},
                         {"sha256", e.sha256()},
                         {"kids", e.kids()}});
    } else if (envelope.error().code != "store.missing") {
      bad.push_back(to_json(outbox::envelope_name(outbox::Folder::outbox, item.id), envelope.error()));
    }
  }
  meter.reset();
  if (context.arguments.has("--json")) {
    context.out << OrderedJson{{"waiting", waiting}, {"bad", bad}}.dump(2, ' ', false,
                                                                        OrderedJson::error_handler_t::replace)
                << "\n";
    return 0;
  }
  for (const OrderedJson& e : waiting) {
    context.out << e["id"].get<std::string>() << "  " << e["box"].get<std::string>() << "  "
                << e["queued_on"].get<std::string>() << "  " << e["size"] << " bytes\n";
  }
  for (const OrderedJson& file : bad)
    context.out << "bad: " << one_line(file["what"].get<std::string>()) << "\n";
  context.out << waiting.size() << " waiting, " << bad.size() << " that can't be read\n";
  return 0;
}

Outcome verify_queue(const Context& context, Outbox& queue) {
  const auto verified = [&] {
    Meter meter(context);
    return ask<outbox::Report>(context.platform, [&](auto answer) {
      queue.verify(answer, [&](outbox::Progress progress) { meter.show(progress.done, progress.total); });
    });
  }();
  if (!verified) return verified.error();
  const outbox::Report& report = verified.value();
  const int status = report.bad.empty() ? 0 : 1;
  if (context.arguments.has("--json")) {
    OrderedJson bad = OrderedJson::array();
    for (const outbox::BadFile& file : report.bad) bad.push_back(to_json(file.file, file.error));
    context.out << OrderedJson{{"ok", report.bad.empty()},
                               {"waiting", report.waiting},
                               {"sent", report.sent},
                               {"quarantined", report.quarantined},
                               {"bad", bad}}
                       .dump(2, ' ', false, OrderedJson::error_handler_t::replace)
                << "\n";
    return status;
  }
  for (const outbox::BadFile& file : report.bad) context.out << "bad: " << one_line(file.error.what) << "\n";
  context.out << report.waiting << " waiting, " << report.sent << " sent, " << report.quarantined
              << " in quarantine, " << report.bad.size() << " bad\n";
  return status;
}

Outcome requeue(const Context& context, ports::Store& store) {
  const std::vector<std::string> ids(context.arguments.positions.begin() + 1,
                                     context.arguments.positions.end());
  for (const std::string& id : ids)
    if (!crypto::is_uuid_v4(id))
      return wrong_usage(id + ": not the id of a message; DATA/quarantine shows them, ID.json");
  const auto done =
      ask<outbox::Requeued>(context.platform, [&](auto answer) { outbox::requeue(store, ids, answer); });
  if (!done) return done.error();
  const outbox::Requeued& r = done.value();
  if (context.arguments.has("--json")) {
    OrderedJson bad = OrderedJson::array();
    for (const outbox::BadFile& file : r.bad) bad.push_back(to_json(file.file, file.error));
    context.out << OrderedJson{{"requeued", r.requeued},
                               {"already_waiting", r.already_waiting},
                               {"already_sent", r.already_sent},
                               {"bad", bad}}
                       .dump(2, ' ', false, OrderedJson::error_handler_t::replace)
                << "\n";
  } else {
    for (const outbox::BadFile& file : r.bad) context.out << "bad: " << one_line(file.error.what) << "\n";
    context.out << r.requeued << " back in the queue, " << r.already_waiting << " already waiting, "
                << r.already_sent << " already sent, " << r.bad.size() << " bad\n";
  }
  return r.bad.empty() ? 0 : 1;
}

}  // namespace

Outcome queue_command(const Context& context) {
  const auto& positions = context.arguments.positions;
  const std::string verb = positions.empty() ? "" : positions[0];
  const bool moves = verb == "export" || verb == "import";
  const bool all = context.arguments.has("--all"), back = verb == "requeue";
  const bool fits =
      back ? all != (positions.size() > 1)
           : !all && (moves || verb == "list" || verb == "verify") && positions.size() == (moves ? 2U : 1U);
  if (!fits)
    return wrong_usage(
        "use: queue list, queue verify, queue export DIR, queue import DIR or queue requeue ID…|--all");
  if (verb == "export") return export_queue(context, positions[1]);
  if (verb == "import") return import_queue(context, positions[1]);
  const auto store = data_store(context);
  if (!store) return store.error();
  if (back) return requeue(context, *store.value());
  Outbox queue(*store.value());
  return verb == "list" ? list_queue(context, queue) : verify_queue(context, queue);
}

}  // namespace wv::cli
