// The municipality's register folder, away from kiosks: every register that was signed (register/000001.jws
// …, and the newest as register.jws), the private keys under one passphrase (keys.json), and what is to go
// out (outbox/, so that `sync --once --data DIR` and `queue export STICK --data DIR` carry it). What a crash
// left undone is done when the folder is opened next. Failure: register.none, register.damaged, the store's
// codes, and those of crypto.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "crypto/keyring.h"
#include "crypto/locked_keys.h"
#include "crypto/register.h"
#include "crypto/words.h"

namespace wv::cli {

inline constexpr char kOfficeFormat[] = "wijkverbinder-office/1";
inline constexpr int kMonthsToNext = 3;  // a new team key each quarter
inline constexpr int kUsualRetentionMonths = 12;

struct Office {  // what the folder holds without a passphrase
  std::string folder;
  crypto::SignedRegister current;
  std::vector<std::string> seen;  // the kids of all registers
  int retention_months = kUsualRetentionMonths;
};

using OfficeKeys = std::vector<crypto::Half>;  // authority, team, recovery, confidential
struct UnlockedOffice {
  OfficeKeys keys;
  Secret passphrase;
};

// The day on which a change is made: --today, or the machine's.
[[nodiscard]] Result<Day> today(const Context& context);
struct Office;
// The same, when it doesn't lie before the newest register: a clock that went back would end people who stay.
[[nodiscard]] Result<Day> change_day(const Context& context, const Office& office);
[[nodiscard]] Result<crypto::Words> read_words(const Context& context);
// One line, not shown on a terminal; from a pipe the next line.
[[nodiscard]] Result<Secret> ask_line(const Context& context, const std::string& prompt);
// A new one, asked twice on a terminal; five drawn words are offered there.
[[nodiscard]] Result<Secret> ask_new_passphrase(const Context& context, const crypto::Words& words);

[[nodiscard]] Result<Office> open_office(const Context& context, const std::string& folder);
// By the passphrase, which is asked for. What a crash left undone of the last change is done then.
[[nodiscard]] Result<UnlockedOffice> unlock_office(const Context& context, const Office& office);
[[nodiscard]] const crypto::Half* find_key(const OfficeKeys& keys, const std::string& kid);
// A new pair among them.
[[nodiscard]] Result<crypto::Signer> make_pair(const Context& context, OfficeKeys& keys);
// keys.json, under this passphrase; durable.
[[nodiscard]] Status write_keys(const Context& context, const std::string& folder, const OfficeKeys& keys,
                                Secret passphrase, int retention_months);

struct Change {  // the next register, and what goes with it
  crypto::Register next;
  std::string authority_jwk;          // who signs it; wiped
  std::vector<std::string> keyrings;  // the seal kids of the devices of `next` that get one
};
// In this order, each durable before the next: keyrings, the register, its envelope.
[[nodiscard]] Result<crypto::SignedRegister> carry_out(const Context& context, const Office* office,
                                                       const std::string& folder, const OfficeKeys& keys,
                                                       Change change);
// A document by the authority for every device, as an envelope of the box `published`, into the outbox.
[[nodiscard]] Status put_published(const Context& context, const std::string& folder, const std::string& jws,
                                   const Day& day);

}  // namespace wv::cli
