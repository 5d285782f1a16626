// A folder: a USB stick, a shared disk. The boxes are folders in it; `manifest.json` tells how many envelopes
// lie there and their hashes, in the form of `queue export`. A folder that isn't there is never made here.
#pragma once
#include <map>

#include "sync/target.h"

namespace wv::sync {

class Folder final : public Target {
 public:
  Folder(ports::Store& store) : store_(store) {}

  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override;
  void pull(Pull pull) override;
  void settle(Delivered done) override;
  void set_up(SetUpDone done) override;
  void retire(crypto::Box box, Expired expired) override;
  void ask_time(Delivered done) override;

 private:
  struct Walk;
  struct Manifest;
  void read_back(const crypto::SealedEnvelope& envelope, bool just_written, Delivered done);
  void next(const std::shared_ptr<Walk>& work);
  void take(const std::shared_ptr<Walk>& work, const std::string& name, const Bytes& content);
  void newest(std::size_t box, std::optional<std::int64_t> found, Delivered done);
  void list_box(const std::shared_ptr<Manifest>& work);
  void describe_next(const std::shared_ptr<Manifest>& work);
  void write_manifest(const std::shared_ptr<Manifest>& work);

  ports::Store& store_;
  bool manifest_due_ = false;
};

}  // namespace wv::sync
