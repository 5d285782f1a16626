// CouchDB 3, or what speaks its HTTP API. A box is the database {prefix}{box}, an envelope its document {id}.
#pragma once
#include <map>
#include <set>

#include "sync/target.h"

namespace wv::sync {

class CouchDb final : public Target {
 public:
  CouchDb(Settings settings, const Ports& ports) : settings_(std::move(settings)), http_(ports.http) {}

  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override;
  void pull(Pull pull) override;
  void look(Look look) override;
  void set_up(SetUpDone done) override;
  void retire(crypto::Box box, Expired expired) override;
  void tidy(crypto::Box box, Tidy step, Delivered done) override;
  void ask_time(Delivered done) override;
  void use_password(const std::string& password) override { settings_.password = password; }

 private:
  struct Setup;
  struct Pulling;
  struct Looking;
  struct Retiring;
  struct Tidying;
  void read_back(const crypto::SealedEnvelope& envelope, Delivered done);
  void next_changes(const std::shared_ptr<Pulling>& work);
  void begin_anew(const std::shared_ptr<Pulling>& work);
  void compare_with_end(const std::shared_ptr<Pulling>& work, const Outcome& outcome);
  void ask_for_next(const std::shared_ptr<Looking>& work);
  void take_changes(const std::shared_ptr<Pulling>& work, const ports::HttpReply& reply);
  // couchdb_newest.cpp
  void next_newest(const std::shared_ptr<Pulling>& work);
  void take_newest(const std::shared_ptr<Pulling>& work, const ports::HttpReply& reply);
  // couchdb_setup.cpp
  void for_setup(const std::shared_ptr<Setup>& work, ports::HttpRequest request,
                 std::function<void(const ports::HttpReply&)> then);
  void make_box(const std::shared_ptr<Setup>& work);
  void let_in(const std::shared_ptr<Setup>& work);
  void look_who_enters(const std::shared_ptr<Setup>& work);
  void make_rule(const std::shared_ptr<Setup>& work);
  void put_rule(const std::shared_ptr<Setup>& work, const std::string& rev);
  // couchdb_retire.cpp
  void next_page(const std::shared_ptr<Retiring>& work);
  void take_page(const std::shared_ptr<Retiring>& work, const ports::HttpReply& reply);
  void judge(const std::shared_ptr<Retiring>& work, const std::string& id, const Json& document);
  void remove_next(const std::shared_ptr<Retiring>& work);
  void took_away(const std::shared_ptr<Retiring>& work, const std::string& id, const std::string& rev,
                 const ports::HttpReply& reply);
  // couchdb_tidy.cpp
  void begin_compaction(crypto::Box box, Delivered done);
  void find_copies(crypto::Box box, Delivered done);
  void look_at_copy(crypto::Box box, std::size_t at, Delivered done);
  void judge_copies(crypto::Box box, Delivered done);
  void look_at_database(crypto::Box box, Delivered done);
  void look_whether_it_moves(const std::string& state, Delivered done);
  void prove(crypto::Box box, Delivered done);
  void prove_next(crypto::Box box, std::size_t at, Delivered done);
  void look_who_is_away(Delivered done);

  Settings settings_;
  ports::Http& http_;
  std::map<crypto::Box, std::vector<std::pair<std::string, std::string>>>
      removed_;  // id and rev, in this run
  std::map<crypto::Box, std::shared_ptr<Tidying>> tidying_;
  std::string state_;  // of all compaction, at the last look
  int unmoved_ = 0;    // looks since it moved
  int behind_ = 0;     // looks at copies that weren't the same yet
};

}  // namespace wv::sync
