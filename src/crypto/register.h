// The register (FORMAT.md): who may read, who is believed, and since when. A typed value; whoever changes it
// changes the value and signs it anew. Members that this version doesn't know are kept. Days are civil dates,
// `until` is the first day that doesn't count any more. What can't be read is refused whole, with its place.
// Failure: register.broken, and those of signed_text.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "crypto/signed_text.h"

namespace wv::crypto {

inline constexpr char kRegisterFormat[] = "wijkverbinder-register/1";

struct Term {
  Day from;
  std::optional<Day> until;
  [[nodiscard]] bool covers(const Day& day) const { return from <= day && (!until || day < *until); }
  [[nodiscard]] bool ended(const Day& day) const { return until && *until <= day; }
};

struct Device {  // of a member; `number`: what its receipt numbers begin with, where it gives any
  Signer seal, sign;
  Term term;
  std::optional<int> number;
  Json others = Json::object();
};

struct Absence {  // of a member who is away for a while
  Term term;
  std::string deputy;  // a member's id: who answers meanwhile, and is named to residents
};

struct Member {
  std::string id, name;
  std::vector<std::string> neighbourhoods;
  Term term;
  std::vector<Device> devices;
  std::optional<Absence> away = {};  // the next or the present one
  Json others = Json::object();
};

struct TeamKey {
  Signer key, recovery;
  Day from;
  Json others = Json::object();
};

struct ConfidentialKey {
  Signer key, recovery;
  std::vector<std::string> holders;  // members' ids
  Json others = Json::object();
};

struct DroppedKey {  // a team key that nothing living is sealed to any more: devices erase their half later
  std::string kid;
  Day on;
};

struct Register {
  std::uint64_t seq = 1;
  std::string prev;  // SHA-256 of its predecessor's payload, lower-case hex; "" of the first
  Day issued, next;
  Signers authority;
  std::vector<TeamKey> team;  // the first is the current one
  std::vector<ConfidentialKey> confidential;
  std::vector<Member> members;
  std::vector<Day> closed_days;
  std::vector<DroppedKey> dropped;
  std::vector<std::string> alarm;  // members who are told of what nobody opens; empty: all of them
  Json others = Json::object();
};

struct SignedRegister {
  Register content;
  std::string jws;
  // Over the payload. Not over the JWS: whoever carries it can write an ES256 signature in a second form that
  // fits as well, and that makes no other register.
  std::string sha256;
};

[[nodiscard]] Result<Register> parse_register(std::string_view payload, const std::string& file);
[[nodiscard]] std::string to_text(const Register& content);  // as it is signed, in FORMAT.md's order
// Signed by the authority, and read back.
void sign_register(ports::Sealer& sealer, const Register& content, std::string authority_jwk,
                   Answer<SignedRegister> answer);
void read_register(ports::Sealer& sealer, std::string jws, const Signers& authority,
                   Answer<SignedRegister> answer);

// Whom a submission and an event are sealed to: the current team key and its recovery key, however many read.
[[nodiscard]] Recipients current_recipients(const Register& content);
[[nodiscard]] Recipients current_recipients(const ConfidentialKey& key);
// Whose signature under an answer, a published document or an event dated `day` counts: members and devices
// whose term covers that day.
[[nodiscard]] Signers member_signers(const Register& content, const Day& day);
// All keys that stand in it, in whatever part: none of them may come in anew.
[[nodiscard]] std::vector<std::string> all_kids(const Register& content);

}  // namespace wv::crypto
