// What a member's device keeps, offered again to a target that went back to an older backup: whatever lies in
// inbox/, cases/, answers/ and published/ and left no trace there comes into outbox/ once more, its mark in
// sent/ taken away before, since that would stop it. Many devices may offer the same: it lies there once.
// Past and erased envelopes stay where they are. A power cut between mark and queue loses nothing: it still
// lies in its folder, and the next look finds it missing again.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/shared.h"

namespace wv::sync {

class OfferAgain {
 public:
  using Offered = std::function<void(const std::vector<std::string>& ids)>;
  OfferAgain(Shared& shared, int retention_months) : s_(shared), retention_months_(retention_months) {}

  void list(std::function<void(bool listed)> done);  // what lies here now
  void seen(const std::string& id) { held_.erase(id); }
  void leave(crypto::Box box);  // this device may not write there, or it isn't there
  void offer(Offered done);

 private:
  void list_box(std::size_t box, std::function<void(bool)> done);
  void next(const Offered& done);
  void put(const crypto::SealedEnvelope& envelope, const Offered& done);
  [[nodiscard]] bool is_past(const crypto::SealedEnvelope& envelope) const;

  Shared& s_;
  int retention_months_;
  std::map<std::string, crypto::Box> held_;  // by id
  std::vector<std::string> offered_;
};

}  // namespace wv::sync
