// WebDAV: Nextcloud, Apache, nginx, any. A box is a folder, an envelope the file {id}.json in it, which comes
// to be by MOVE with Overwrite: F, since some servers ignore If-None-Match and would overwrite.
// Temporary names are neutral ones: Nextcloud keeps *.part and *.filepart for itself, many servers refuse a
// leading dot.
#pragma once
#include <map>

#include "sync/destination.h"
#include "sync/target.h"
#include "sync/webdav_listing.h"

namespace wv::sync {

class WebDav final : public Target {
 public:
  WebDav(Settings settings, const Ports& ports) : settings_(std::move(settings)), http_(ports.http) {}

  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override;
  void pull(Pull pull) override;
  void set_up(SetUpDone done) override;
  void retire(crypto::Box box, Expired expired) override;
  void ask_time(Delivered done) override;
  void settle(Delivered done) override;
  void set_device_tag(const std::string& device_tag) override { device_tag_ = device_tag; }
  [[nodiscard]] std::string findings() const override { return known_ ? name_of(form_) : ""; }
  void restore_findings(const std::string& findings) override;
  void use_password(const std::string& password) override { settings_.password = password; }

 private:
  struct Setup;
  struct Walk;
  struct Moving;
  void move(const std::shared_ptr<Moving>& work);
  void moved(const std::shared_ptr<Moving>& work, Form form, const ports::HttpReply& reply);
  void not_moved(const std::shared_ptr<Moving>& work);
  void read_back(const crypto::SealedEnvelope& envelope, bool was_there, Delivered done);
  void mend(const crypto::SealedEnvelope& envelope, const Outcome& unclear, Delivered done);
  void forget_temporary(const crypto::SealedEnvelope& envelope);
  void forget(const std::string& path, int tries_left);
  void change_name(const crypto::SealedEnvelope& envelope);
  // webdav_setup.cpp: makes the boxes, and tries a whole round in each
  void make_folder(const std::shared_ptr<Setup>& work);
  void look_for_folder(const std::shared_ptr<Setup>& work, const ports::HttpReply& refusal);
  void try_box(const std::shared_ptr<Setup>& work);
  void try_move(const std::shared_ptr<Setup>& work);
  void try_read(const std::shared_ptr<Setup>& work);
  void try_over(const std::shared_ptr<Setup>& work);
  void try_delete(const std::shared_ptr<Setup>& work);
  void clear_leftovers(const std::shared_ptr<Setup>& work);
  void fail(const std::shared_ptr<Setup>& work, const std::string& trouble, const std::string& what);
  void finish(const std::shared_ptr<Setup>& work);
  void list(const std::shared_ptr<Walk>& work);
  void next(const std::shared_ptr<Walk>& work);
  void remove(const std::shared_ptr<Walk>& work, const std::string& name);
  void clear_up(const std::shared_ptr<Walk>& work);
  [[nodiscard]] std::string place(crypto::Box box, const std::string& name) const;
  // One name an envelope on each device: a retry overwrites its own, and two devices that hold the same
  // envelope don't write into each other's. Who reads the names can't tell the devices apart.
  [[nodiscard]] std::string temporary(const crypto::SealedEnvelope& envelope) const;

  Settings settings_;
  ports::Http& http_;
  std::string device_tag_;
  Form form_ = Form::whole;  // of Destination: what this server understood last
  bool known_ = false;
  std::map<std::string, int>
      locked_;                  // by id: how often its temporary name was locked, so that it has another
  std::size_t forgetting_ = 0;  // temporary files that are being removed
  std::vector<Delivered> settled_;
};

}  // namespace wv::sync
