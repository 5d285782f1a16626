#include "services/stick_transfer.h"

#include <algorithm>
#include <utility>

namespace wv::services {

void StickTransfer::find(Found found) {
  platform_.sticks([found = std::move(found)](const Result<std::vector<ports::Stick>>& sticks) {
    found(sticks ? sticks.value() : std::vector<ports::Stick>());
  });
}

void StickTransfer::begin(const std::string& folder, Way way, Listener listener) {
  platform_.sticks([this, folder, way, begun = ++begun_,
                    listener = std::move(listener)](Result<std::vector<ports::Stick>> found) {
    if (begun != begun_) return;
    if (!found) return ended(found.error(), way, listener);
    const bool in = std::any_of(found.value().begin(), found.value().end(),
                                [&](const ports::Stick& stick) { return stick.folder == folder; });
    if (in) return move(folder, way, listener);
    ended(Error{Fault::not_now, "store.missing", folder + ": the stick is out; put it in again"}, way,
          listener);
  });
}

void StickTransfer::end() {
  ++begun_;
  transfer_.reset();
}

void StickTransfer::move(const std::string& folder, Way way, const Listener& listener) {
  ports::Store& stick = platform_.foreign_store(folder, ports::Foreign::this_one);
  const auto answer = [this, way, listener](Result<outbox::Transferred> result) {
    ended(result, way, listener);
  };
  transfer_ = way == Way::to_stick ? outbox::export_to(stick, outbox_, listener.moved, answer)
                                   : outbox::import_from(stick, outbox_, listener.moved, answer);
}

void StickTransfer::ended(const Result<outbox::Transferred>& result, Way way, const Listener& listener) {
  transfer_.reset();
  Outcome outcome;
  if (result) {
    outcome.counts = result.value();
    if (came_ && outcome.counts.kept > 0) came_();
    log_.note(way == Way::to_stick ? "usb.exported" : "usb.imported");
  } else {
    outcome.trouble = parse_trouble(result.error().code);
    if (came_ && way == Way::from_stick) came_();  // what came before it ended is here, and read
    log_.note(result.error().code);
  }
  listener.ended(outcome);
}

}  // namespace wv::services
