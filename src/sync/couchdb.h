// CouchDB 3, or what speaks its HTTP API. A box is the database {prefix}{box}, an envelope its document {id}.
#pragma once
#include "sync/target.h"

namespace wv::sync {

class CouchDb final : public Target {
 public:
  CouchDb(Settings settings, const Ports& ports) : settings_(std::move(settings)), http_(ports.http), sealer_(ports.sealer) {}

  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override;
  void pull(Pull pull) override;
  void set_up(Told told) override;
  void retire(crypto::Box box, Expired expired) override;
  void ask_time(Delivered done) override;
  void use_password(const std::string& password) override { settings_.password = password; }

 private:
  struct Setup;
  struct Pulling;
  struct Retiring;
  void read_back(const crypto::SealedEnvelope& envelope, Delivered done);
  void next_changes(const std::shared_ptr<Pulling>& work);
  void take_changes(const std::shared_ptr<Pulling>& work, const ports::HttpReply& reply);
  void make_box(const std::shared_ptr<Setup>& work);
  void let_devices_in(const std::shared_ptr<Setup>& work);
  void look_who_enters(const std::shared_ptr<Setup>& work);
  void make_rule(const std::shared_ptr<Setup>& work);
  void put_rule(const std::shared_ptr<Setup>& work, const std::string& rev);
  void next_page(const std::shared_ptr<Retiring>& work);
  void remove_next(const std::shared_ptr<Retiring>& work);
  void compact(const std::shared_ptr<Retiring>& work);

  Settings settings_;
  ports::Http& http_;
  ports::Sealer& sealer_;
};

}  // namespace wv::sync
