// Obeys erasures (AVG art. 17): documents by the authority in DATA/published say which ids are gone
// (crypto/erased.h). What lies here under one of them is deleted, on kiosks as on members' devices, and
// nothing brings it back: the ids stand in DATA/erased.json from then on, and are told to all who take
// something in. Only the authority that counts now is believed, so that a stolen key of an earlier one
// deletes nothing; what was obeyed once stays so. Each look also deletes what came back by a way that wasn't
// told yet. What can't be kept or deleted now is tried again at the next look, and noted. Other ids that are
// to stay away join them (`refuse`).
// The platform must not be pumped after this is gone.
#pragma once
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "crypto/belief.h"
#include "crypto/erased.h"
#include "outbox/erasure.h"
#include "services/event_log.h"

namespace wv::services {

class ErasureKeeper {
 public:
  // All ids that are gone: at the first look, and whenever there are more. Before their files are.
  using Told = std::function<void(const outbox::ErasedIds&)>;

  ErasureKeeper(ports::Store& store, ports::Sealer& sealer, EventLog& log, Told told)
      : store_(store), sealer_(sealer), log_(log), told_(std::move(told)) {}

  // At the start, and when something may have come. One look at a time; asked meanwhile, it looks once more.
  void look(const crypto::Signers& authority);
  // A keyring whose half had its day (CaseStore::Tools): nothing that still has it brings it back.
  void refuse(const std::vector<std::string>& ids, const Day& on);

 private:
  struct Look;
  void read_list(const std::shared_ptr<Look>& look);
  void list_published(const std::shared_ptr<Look>& look);
  void read_next(const std::shared_ptr<Look>& look);
  void take(const std::vector<std::string>& ids, const Day& on, const std::shared_ptr<Look>& look);
  void keep_list(const std::shared_ptr<Look>& look);
  void obey(const std::shared_ptr<Look>& look);
  void end();

  ports::Store& store_;
  ports::Sealer& sealer_;
  EventLog& log_;
  Told told_;
  outbox::ErasedList list_, refused_;  // refused_: not yet in the list
  std::set<std::string> passed_;       // names in published/ that are done with
  crypto::Signers authority_;
  bool read_ = false, looking_ = false, again_ = false, told_once_ = false, unkept_ = false;
};

}  // namespace wv::services
