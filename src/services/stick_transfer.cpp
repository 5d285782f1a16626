#include "services/stick_transfer.h"

#include <algorithm>
#include <utility>

namespace wv::services {

void StickTransfer::find(Report report) {
  platform_.sticks([report = std::move(report)](Result<std::vector<ports::Stick>> found) {
    app::SticksFound event;
    if (found)
      for (auto& stick : found.value())
        event.sticks.push_back({std::move(stick.folder), std::move(stick.name)});
    report(app::HostEvent{std::move(event)});
  });
}

void StickTransfer::begin(const std::string& folder, Way way, Report report) {
  platform_.sticks([this, folder, way, begun = ++begun_,
                    report = std::move(report)](Result<std::vector<ports::Stick>> found) {
    if (begun != begun_) return;
    if (!found) return ended(found.error(), way, report);
    const bool in = std::any_of(found.value().begin(), found.value().end(),
                                [&](const ports::Stick& stick) { return stick.folder == folder; });
    if (in) return move(folder, way, report);
    ended(Error{Fault::not_now, "store.missing", folder + ": the stick is out; put it in again"}, way,
          report);
  });
}

void StickTransfer::end() {
  ++begun_;
  transfer_.reset();
}

void StickTransfer::move(const std::string& folder, Way way, const Report& report) {
  ports::Store& stick = platform_.foreign_store(folder, ports::Foreign::this_one);
  const auto progress = [report](outbox::Progress p) {
    report(app::HostEvent{app::TransferMoved{p.done, p.total}});
  };
  const auto answer = [this, way, report](Result<outbox::Transferred> result) { ended(result, way, report); };
  transfer_ = way == Way::to_stick ? outbox::export_to(stick, outbox_, progress, answer)
                                   : outbox::import_from(stick, outbox_, progress, answer);
}

void StickTransfer::ended(const Result<outbox::Transferred>& result, Way way, const Report& report) {
  transfer_.reset();
  app::Transfer shown;
  if (result) {
    const outbox::Transferred& t = result.value();
    if (came_ && t.kept > 0) came_();
    shown.moved = way == Way::to_stick ? t.exported : t.imported;
    shown.known = t.already_waiting + t.already_sent + t.in_quarantine;
    shown.past = t.past;
    shown.bad = t.bad.size();
    log_.note(way == Way::to_stick ? "usb.exported" : "usb.imported");
  } else {
    shown.trouble = app::parse_trouble(result.error().code);
    log_.note(result.error().code);
  }
  report(app::HostEvent{app::TransferEnded{shown}});
}

}  // namespace wv::services
