// The municipality's own web server before its CouchDB (platform/web/README.md), for what has no credential:
// a browser. It lets in what is sent, and gives an answer to who asks by its tag. Nothing is listed there, so
// nothing comes down by itself.
#pragma once
#include "sync/couchdb.h"

namespace wv::sync {

class Door final : public Target {
 public:
  Door(const Settings& settings, const Ports& ports)
      : settings_(settings), http_(ports.http), couch_(settings, ports) {}

  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override;
  void pull(Pull pull) override;
  void find_answers(const std::string& tag, AnswersFound found) override;
  void set_up(SetUpDone done) override;
  void retire(crypto::Box box, Expired expired) override;
  void ask_time(Delivered done) override;
  void use_password(const std::string& password) override;

 private:
  Settings settings_;
  ports::Http& http_;
  CouchDb couch_;
};

}  // namespace wv::sync
