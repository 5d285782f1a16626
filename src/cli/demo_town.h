// The made-up municipality's keys and people, made anew each time: its register with the authority, a team
// key that was rotated once, a confidential key, the members' devices. Real keys, and marked: the register
// says `demo`, so that no other municipality's target takes them (crypto/FORMAT.md). What goes out of the
// register's folder comes to lie with everybody as if sync had brought it.
#pragma once
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/demo_story.h"
#include "cli/register_folder.h"
#include "crypto/identity.h"

namespace wv::cli {

struct TownMember {
  const StoryMember* story = nullptr;
  std::string identity_file;
  crypto::Identity identity;
};

struct Town {
  std::string folder;  // of the register
  Day today, rotated;
  crypto::SignedRegister newest;
  std::vector<TownMember> members;
  Secret authority_jwk;

  // Whom somebody sealed to on that day: who hasn't heard of the newest team key goes on with the older one.
  [[nodiscard]] crypto::Recipients team_on(const Day& day, bool follows) const;
  [[nodiscard]] crypto::Recipients confidential() const;
  [[nodiscard]] const TownMember* find(const std::string& id) const;
};

[[nodiscard]] Result<Town> build_town(const Context& context, const Story& story, const std::string& folder,
                                      const Day& today);
// Says that these ids were erased, by the authority.
[[nodiscard]] Status publish_erased(const Context& context, const Town& town,
                                    const std::vector<std::string>& ids);
// Keyrings, registers and erasures that wait in the register's folder; they count as sent from then on.
[[nodiscard]] Result<std::vector<crypto::SealedEnvelope>> send_papers(const Context& context,
                                                                      const Town& town);

}  // namespace wv::cli
