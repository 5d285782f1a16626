// The register on a kiosk: which one it believes, kept in DATA/register.jws (outside of retention), and told
// whenever it changes. The first comes with the settings; later ones come down into DATA/published, by sync
// or by stick, and are looked at here. Public keys only. What nobody signed whom this device believes is
// passed by and stays where it lies: it may wait for one that comes before it. Nothing here stops the
// sealing: a file that can't be read or kept leaves the settings' register in force, and says so in the log.
// The platform must not be pumped after this is gone.
#pragma once
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "crypto/belief.h"
#include "ports/platform.h"
#include "services/event_log.h"

namespace wv::services {

inline constexpr char kRegisterFile[] = "register.jws";

class RegisterKeeper {
 public:
  using Told = std::function<void(const crypto::Register&)>;  // another one is in force
  using Looked =
      std::function<void(const crypto::Register&, bool forked)>;  // after a look that found anything new

  // `authority`: of the settings; none: there is no register here, and nothing is done. `first`: the
  // settings' own.
  RegisterKeeper(ports::Store& store, ports::Sealer& sealer, EventLog& log, crypto::Signers authority,
                 std::string first, Told told, Looked looked);

  // At the start, and when something may have come. One look at a time; asked meanwhile, it looks once more.
  void look();
  [[nodiscard]] const crypto::Belief& belief() const { return belief_; }

 private:
  struct Look;
  void read_file(const std::shared_ptr<Look>& look);
  void list_published(const std::shared_ptr<Look>& look);
  void read_published(const std::shared_ptr<Look>& look);
  void consider(const std::shared_ptr<Look>& look);
  void take(crypto::Considered considered, const std::shared_ptr<Look>& look);
  void end();
  void note_once(const char* code, const std::string& jws);

  ports::Store& store_;
  ports::Sealer& sealer_;
  EventLog& log_;
  std::string first_;
  Told told_;
  Looked looked_;
  bool forked_ = false, looked_forked_ = false;
  std::string looked_hash_, kept_hash_;  // of what was told after a look; of what lies in the file
  std::set<std::string> passed_;         // names in published/ that are no register
  crypto::Belief belief_;
  std::string told_hash_;           // of the register that was told last
  std::vector<std::string> noted_;  // hashes that were logged, so that each is once
  bool looking_ = false, again_ = false, read_ = false;
  bool may_keep_ = false;  // a file that couldn't be read may hold a later one: it is never written over
};

}  // namespace wv::services
