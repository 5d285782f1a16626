// The receipts that somebody keeps on a device of their own (`--mode own`): in DATA/receipts.sealed, under
// the device's own key (ports/own_key.h). Their answers are asked for one after the other, by keys that were
// derived once, so that nobody types a number again. Answers of all but `keep` and `open`: KeptLooked.
// Where the device has no such key nothing can be kept, and KeptLooked says so. The platform must not be
// pumped after this is gone.
#pragma once
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "app/update.h"
#include "domain/kept_receipt.h"
#include "ports/platform.h"
#include "services/answer_lookup.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

class KeptReceipts {
 public:
  KeptReceipts(ports::Platform& platform, ports::Store& store, AnswerLookup& answers, EventLog& log)
      : platform_(platform), store_(store), answers_(answers), log_(log) {}

  void look(Report report);
  void keep(const app::KeepReceipt& receipt, Report report);  // ReceiptKept, once it is durable
  void open(std::string_view number, Report report);          // AnswerFound, AnswerMissed or AnswerFailed
  void fetch(Report report);                                  // asks for each answer anew
  void forget(std::string_view number, Report report);

 private:
  using Then = std::function<void()>;
  void load(Then then);
  void loaded(std::vector<domain::KeptReceipt> kept);
  void unread(const Error& error);
  void save(std::function<void(Status)> saved);
  void write();
  void fetch_next(std::size_t at);
  void tell(const Report& report) const;
  [[nodiscard]] domain::KeptReceipt* find(std::string_view number);

  ports::Platform& platform_;
  ports::Store& store_;
  AnswerLookup& answers_;
  EventLog& log_;
  std::vector<domain::KeptReceipt> kept_;  // the newest first
  bool loaded_ = false, loading_ = false;
  bool shut_ = false;          // what lies there doesn't open
  std::vector<Then> waiting_;  // for the list
  std::vector<std::function<void(Status)>> unsaved_, saving_;
  Report fetched_;                          // of the last who asked; set while it goes on
  bool news_ = false;                       // that fetching found
  std::shared_ptr<void> asking_, opening_;  // AnswerLookup::find
};

}  // namespace wv::services
