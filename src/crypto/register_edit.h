// Changes of a register, as the municipality's administrator makes them; signing is register.h's. Each says
// in a sentence why it can't be done, and then changes nothing. Failure: register.member request.seen_key
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/enrolment.h"
#include "crypto/register.h"

namespace wv::crypto {

inline constexpr int kMonthsAfterRetention = 6;

struct NewDevice {
  std::string member, name;  // the name may be empty for a member who is there
  std::vector<std::string> neighbourhoods;
  std::optional<int> number;
  bool confidential = false;  // becomes a holder of the confidential key, which must be there
};
// A member's first device or a further one.
[[nodiscard]] Status add_device(Register& content, const EnrolmentRequest& request, const NewDevice& device,
                                const Day& today);
// From today on neither their signatures nor their devices count. A holder is taken out of every confidential
// key; whoever ends somebody makes new keys then, and a confidential one where this says so.
[[nodiscard]] Result<bool> end_member(Register& content, const std::string& id, const Day& today);
// One device of theirs, by the beginning of a kid of it, at least six characters.
[[nodiscard]] Result<bool> end_device(Register& content, const std::string& id, const std::string& kid,
                                      const Day& today);

// Away for a while (both days as in the register), or back. The deputy is another living member.
[[nodiscard]] Status set_absence(Register& content, const std::string& id, std::optional<Absence> away,
                                 const Day& today);
// Who is told of what nobody opens: living members; none of them: all.
[[nodiscard]] Status set_alarm(Register& content, std::vector<std::string> members, const Day& today);

// It becomes the current one.
void put_team_key(Register& content, Signer key, Signer recovery, const Day& today);
// Team keys that nothing living can be sealed to any more: retention and six months have passed since the
// next key took its place, and since the last day on which an envelope was sealed to it.
[[nodiscard]] std::vector<std::string> droppable(const Register& content, const Day& today,
                                                 int retention_months,
                                                 const std::map<std::string, Day>& last_seen);
void drop_key(Register& content, const std::string& kid, const Day& today);

// Who gets a keyring on that day.
[[nodiscard]] std::vector<const Device*> living_devices(const Register& content, const Day& today);

}  // namespace wv::crypto
