// The register, as whoever keeps cases asks it: whose signature this is, what a key is for, whom to seal to.
// Pure values, made anew for each register.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>

#include "casebook/event.h"
#include "casebook/membership.h"
#include "crypto/register.h"

namespace wv::services {

class CaseTeam {
 public:
  struct SigningKey {
    crypto::Signer key;
    casebook::KeyId id;
    casebook::MemberId member;
    crypto::Term member_term, device_term;
    [[nodiscard]] bool covers(const Day& day) const {
      return member_term.covers(day) && device_term.covers(day);
    }
  };

  CaseTeam() = default;
  explicit CaseTeam(const crypto::Register& content);

  [[nodiscard]] const SigningKey* find(const std::string& kid) const;  // ended ones too
  [[nodiscard]] const SigningKey* find(const casebook::KeyId& id) const { return find(to_text(id)); }
  [[nodiscard]] bool is_device(const std::string& kid) const { return devices_.contains(kid); }
  // What is sealed to this key; none: it is no team key and no confidential one.
  [[nodiscard]] std::optional<casebook::Seal> seal_of(const std::string& kid) const;
  // Two, as of a submission (crypto::current_recipients); none: there is no such key.
  [[nodiscard]] const crypto::Recipients& recipients(casebook::Seal seal) const {
    return seal == casebook::Seal::team ? team_ : confidential_;
  }
  [[nodiscard]] casebook::Membership membership(const Day& today) const;

 private:
  std::map<std::string, SigningKey> signers_;
  std::set<std::string> devices_;
  std::map<std::string, casebook::Seal> seals_;
  crypto::Recipients team_, confidential_;
};

}  // namespace wv::services
