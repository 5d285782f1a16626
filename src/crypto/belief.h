// Which register a device believes: the one with the highest `seq` that it ever saw, signed by an authority
// that it believes: the settings' at first, afterwards the one that the register itself names. A register
// that names a new authority counts when the old one signed it. What a device holds lies in one file
// (DATA/register.jws, outside of retention): a JWS a line, first those by which the authority changed, last
// the one that counts, so that each reading proves it anew from the settings. Nothing here keeps anybody from
// sealing: a device that gets no new register goes on with the one it has.
// Failure: belief.broken (no line of the file is believed), and those of register.h.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/register.h"

namespace wv::crypto {

enum class Verdict {
  newer,   // it is believed from now on
  same,    // it is the one that is believed
  older,   // refused: somebody rolled back, or it was long on its way
  forked,  // refused: another one with this seq came first, and one of the two is false. An alarm
};

// `held`: none yet. Pure.
[[nodiscard]] Verdict weigh(const SignedRegister* held, const SignedRegister& came);
// It follows on `held` and says that it doesn't: two were signed in its place. It is believed all the same,
// or whoever signs falsely once could stop all that follow; an alarm.
[[nodiscard]] bool breaks_chain(const SignedRegister& held, const SignedRegister& came);
// No register came since the day on which the next one was due: somebody may be keeping it back.
[[nodiscard]] bool is_overdue(const Register& held, const Day& today);

struct Belief {
  Signers settings;                   // the setting `authority`
  std::vector<SignedRegister> links;  // the last one counts

  [[nodiscard]] const SignedRegister* held() const { return links.empty() ? nullptr : &links.back(); }
  [[nodiscard]] const Signers& authority() const {
    return links.empty() ? settings : links.back().content.authority;
  }
};

// Every authority of the settings and the file. A keyring counts by any of them: a half of it counts only
// where the register names its key, so an old authority can't do harm by it, and its keyrings stay readable.
[[nodiscard]] Signers ever_believed(const Belief& belief);

struct Considered {
  Belief belief;  // from now on
  Verdict verdict = Verdict::same;
  bool broken_chain = false;
};

// The file as it lies in the data folder. Lines that nobody believes are passed over.
void read_belief(ports::Sealer& sealer, Signers settings, std::string_view file, Answer<Belief> answer);
[[nodiscard]] std::string to_text(const Belief& belief);
// A register that came. seal.not_signed: by nobody whom this device believes, now; it may wait for one that
// comes before it.
void consider(ports::Sealer& sealer, Belief belief, std::string jws, Answer<Considered> answer);

}  // namespace wv::crypto
