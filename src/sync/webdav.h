// WebDAV: Nextcloud, Apache, nginx, any. A box is a folder, an envelope the file {id}.json in it, which comes
// to be by MOVE with Overwrite: F, since some servers ignore If-None-Match and would overwrite (CONTRACT.md).
#pragma once
#include "sync/target.h"

namespace wv::sync {

class WebDav final : public Target {
 public:
  WebDav(Settings settings, const Ports& ports);

  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override;
  void pull(Pull pull) override;
  void set_up(Told told) override;
  void retire(crypto::Box box, Expired expired) override;
  void ask_time(Delivered done) override;

 private:
  struct Setup;
  struct Walk;
  void move(const crypto::SealedEnvelope& envelope, Delivered done);
  void read_back(const crypto::SealedEnvelope& envelope, bool was_there, Delivered done);
  void mend(const crypto::SealedEnvelope& envelope, const Outcome& unclear, Delivered done);
  void forget_temporary(const crypto::SealedEnvelope& envelope);
  void make_folder(const std::shared_ptr<Setup>& work);
  void list(const std::shared_ptr<Walk>& work);
  void next(const std::shared_ptr<Walk>& work);
  void remove(const std::shared_ptr<Walk>& work, const std::string& name);
  [[nodiscard]] std::string place(crypto::Box box, const std::string& name) const;
  [[nodiscard]] std::string temporary(const crypto::SealedEnvelope& envelope) const;

  Settings settings_;
  ports::Http& http_;
  ports::Sealer& sealer_;
  std::string mark_;  // of this run: two devices with the same envelope don't write into each other's file
};

// The names (last segments, decoded) in a multistatus reply's hrefs; what else is in the XML doesn't matter.
[[nodiscard]] std::vector<std::string> names_in_multistatus(std::string_view xml);

}  // namespace wv::sync
