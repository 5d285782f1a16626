// The rule that a CouchDB judges every write by (validate_doc_update), and the roles that it knows. Whoever
// is no server administrator creates envelopes and does nothing else; what is no whole envelope of this box
// is refused. Every refusal's reason begins with kRuleSays, so that a device can tell it from a locked
// account (both are 403). What the rule is shown is read from CouchDB 3.5: couch_db.erl
// (prep_and_validate_*), couch_doc.erl (to_json_obj).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "crypto/envelope.h"

namespace wv::sync {

inline constexpr char kDeviceRole[] = "wijkverbinder";
inline constexpr char kTeamRole[] = "wijkverbinder-team";
inline constexpr char kOfficeRole[] = "wijkverbinder-office";
inline constexpr std::string_view kRuleSays = "wijkverbinder: ";

// Who may enter a box, reading and creating (platform/README.md): the members of its _security.
[[nodiscard]] std::vector<std::string> roles_of(crypto::Box box);
[[nodiscard]] std::string rule_of(
    crypto::Box box);  // JavaScript, ECMAScript 5: CouchDB's engines differ in age

// Beside the rule, in the box of answers: a view by which a door (door.h) finds one by its tag.
inline constexpr char kByTag[] = "by_tag";
[[nodiscard]] Json views_of(crypto::Box box);  // {} where there is none

}  // namespace wv::sync
