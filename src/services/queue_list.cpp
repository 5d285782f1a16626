#include "services/queue_list.h"

#include <map>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "outbox/names.h"

namespace wv::services {

namespace {

using Row = app::QueueRow;
using outbox::Folder;

constexpr std::size_t kMostReasonBytes = 64u << 10;

// "" when the file is damaged: the row is shown all the same.
std::string code_in(const std::string& reason) {
  const auto json = parse_json(reason, "reason");
  if (!json || !json.value().is_object()) return {};
  const auto code = json.value().find("code");
  return code != json.value().end() && code->is_string() ? code->get<std::string>() : std::string();
}

class Listing : public std::enable_shared_from_this<Listing> {
 public:
  Listing(ports::Store& store, Report report) : store_(store), report_(std::move(report)) {}

  void start() {
    list(Folder::outbox, Row::State::waiting, [self = shared_from_this()] {
      self->list(Folder::quarantine, Row::State::parked,
                 [self] { self->list(Folder::sent, Row::State::sent, [self] { self->next_reason(); }); });
    });
  }

 private:
  void list(Folder folder, Row::State state, std::function<void()> then) {
    store_.list(outbox::folder_name(folder), [self = shared_from_this(), state, then = std::move(then)](
                                                 Result<std::vector<ports::Entry>> entries) {
      if (!entries) return self->report_(app::HostEvent{app::QueueListed{}});
      for (const ports::Entry& e : entries.value())
        if (auto id = outbox::id_of(e.name)) {
          if (state == Row::State::parked) self->parked_.push_back(self->rows_->size());
          self->rows_->push_back({state, *std::move(id), e.modified_ms, e.size, app::Trouble::none});
        }
      then();
    });
  }

  void next_reason() {
    if (at_ == parked_.size() || at_ == kMostReasons)
      return report_(app::HostEvent{app::QueueListed{std::move(rows_)}});
    Row& row = (*rows_)[parked_[at_++]];
    store_.read(outbox::reason_name(row.id), kMostReasonBytes,
                [self = shared_from_this(), &row](Result<Bytes> content) {
                  if (content) row.reason = app::parse_trouble(code_in(to_string(content.value())));
                  self->next_reason();
                });
  }

  ports::Store& store_;
  Report report_;
  std::shared_ptr<std::vector<Row>> rows_ = std::make_shared<std::vector<Row>>();
  std::vector<std::size_t> parked_;  // of rows_
  std::size_t at_ = 0;
};

}  // namespace

void list_queue(ports::Store& store, Report report) {
  std::make_shared<Listing>(store, std::move(report))->start();
}

}  // namespace wv::services
