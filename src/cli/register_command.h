// The subcommands of `register`, each on a folder that was named; register.cpp shares them out.
#pragma once
#include <string>

#include "cli/register_folder.h"

namespace wv::cli {

[[nodiscard]] Outcome register_new(const Context& context, const std::string& folder);
[[nodiscard]] Outcome register_add(const Context& context, const std::string& folder,
                                   const std::string& request);
// Who asks to be let in, by the requests that sync or a stick brought to DIR/published; none of those that
// the register names or named.
[[nodiscard]] Outcome register_requests(const Context& context, const std::string& folder);
[[nodiscard]] Outcome register_end(const Context& context, const std::string& folder,
                                   const std::string& member);
// Who is away and who answers meanwhile, or who is back; whom an alarm is for. No key changes.
[[nodiscard]] Outcome register_away(const Context& context, const std::string& folder,
                                    const std::string& member);
[[nodiscard]] Outcome register_alarm(const Context& context, const std::string& folder,
                                     const std::string& members);
[[nodiscard]] Outcome register_rotate(const Context& context, const std::string& folder);
// The authority by its paper: new authority keys, a new team key, a new passphrase.
[[nodiscard]] Outcome register_from_paper(const Context& context, const std::string& folder);
[[nodiscard]] Outcome register_erase(const Context& context, const std::string& folder,
                                     const std::string& request);
// FILE.jws beside a newer package or a kiosk's settings.
[[nodiscard]] Outcome register_sign(const Context& context, const std::string& folder,
                                    const std::string& file);
[[nodiscard]] Outcome register_show(const Context& context, const std::string& folder);
[[nodiscard]] Outcome register_export(const Context& context, const std::string& folder,
                                      const std::string& to);

// The everyday authority key of this register among the folder's keys.
[[nodiscard]] Result<std::string> authority_key(const OfficeKeys& keys, const crypto::Register& content);
// --retention-months and --closed-days, where they are given.
[[nodiscard]] Result<int> retention_months(const Context& context, int otherwise);
[[nodiscard]] Status read_closed_days(const Context& context, crypto::Register& content);
[[nodiscard]] std::vector<std::string> split(const std::string& list);  // at the commas
// Two keys for the authority; the second one's private half is given back for paper and kept nowhere.
[[nodiscard]] Result<Secret> make_authority(const Context& context, const crypto::Words& words,
                                            OfficeKeys& keys, crypto::Register& content);
void print_paper(const Context& context, const Secret& paper);
void tell(const Context& context, const crypto::SignedRegister& made, std::size_t keyrings);

}  // namespace wv::cli
