// register rotate --paper: the everyday authority key is lost, stolen, or its passphrase forgotten.
#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/path.h"
#include "cli/register_command.h"
#include "crypto/register_edit.h"
#include "services/files.h"

namespace wv::cli {
namespace {

// The private key on paper has no public half beside it: it is the one of the authority that its signature
// fits.
Result<std::string> complete(const Context& context, const Secret& scalar, const crypto::Register& content) {
  for (const crypto::Signer& key : content.authority) {
    Json jwk = crypto::to_json(key.jwk);
    jwk["d"] = std::string(scalar.view());
    std::string text = jwk.dump();
    wipe(jwk["d"].get_ref<std::string&>());
    const auto jws = ask<std::string>(context.platform, [&](auto answer) {
      context.platform.sealer().sign({to_bytes("is this it"), text}, answer);
    });
    const auto fits = jws ? ask<Bytes>(context.platform,
                                       [&](auto answer) {
                                         context.platform.sealer().verify(jws.value(), {key.jwk}, answer);
                                       })
                          : Result<Bytes>(jws.error());
    if (fits) return text;
    wipe(text);
  }
  return Error{Fault::bad_input, "register.other_paper",
               "these words are no key of this register's authority; look for the newest paper"};
}

// The keys of before, where their passphrase is known: without them nobody who comes new reads the history.
Result<OfficeKeys> old_keys(const Context& context, const Office& office) {
  auto passphrase = ask_line(context, "The old passphrase (only Enter when it is forgotten): ");
  if (!passphrase) return passphrase.error();
  if (passphrase.value().empty()) return OfficeKeys{};
  const auto file =
      services::read_named_file(context.platform.files(), path_in(office.folder, "keys.json"), 4u << 20);
  if (!file) return file.error();
  auto unlocked = ask<crypto::UnlockedKeys>(context.platform, [&](auto answer) {
    crypto::unlock_keys(context.platform.sealer(), file.value(), kOfficeFormat, std::move(passphrase).value(),
                        answer);
  });
  if (!unlocked) return unlocked.error();
  OfficeKeys keys;
  const Json& kids = unlocked.value().file["kids"];
  for (std::size_t i = 0; i < unlocked.value().jwks.size(); ++i)
    keys.push_back({kids[i].get<std::string>(), std::move(unlocked.value().jwks[i])});
  return keys;
}

// keys.json as it was stays beside the new one: its passphrase may yet be remembered.
Status put_aside(const Context& context, const Office& office) {
  const auto file =
      services::read_named_file(context.platform.files(), path_in(office.folder, "keys.json"), 4u << 20);
  if (!file) return Done{};
  const std::string name = "keys-until-" + std::to_string(office.current.content.seq) + ".json";
  const auto put = ask<Done>(context.platform, [&](auto answer) {
    context.platform.store(office.folder).put(name, to_bytes(file.value()), answer);
  });
  return !put && put.error().code != "store.exists" ? put : Status(Done{});
}

struct Fresh {
  OfficeKeys keys;
  crypto::Register next;
  Secret paper;
};

Result<Fresh> make_fresh(const Context& context, const Office& office, const crypto::Words& words,
                         OfficeKeys keys, const Day& day) {
  Fresh fresh{std::move(keys), office.current.content, {}};
  for (const crypto::Signer& old : fresh.next.authority)
    std::erase_if(fresh.keys, [&](const crypto::Half& half) { return half.kid == old.kid; });
  auto paper = make_authority(context, words, fresh.keys, fresh.next);
  if (!paper) return paper.error();
  fresh.paper = std::move(paper).value();
  auto key = make_pair(context, fresh.keys), recovery = make_pair(context, fresh.keys);
  if (!key) return key.error();
  if (!recovery) return recovery.error();
  crypto::put_team_key(fresh.next, std::move(key).value(), std::move(recovery).value(), day);
  fresh.next.issued = day;
  return fresh;
}

}  // namespace

Outcome register_from_paper(const Context& context, const std::string& folder) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto day = change_day(context, office.value());
  const auto words = read_words(context);
  if (!day) return day.error();
  if (!words) return words.error();
  const auto typed = ask_line(context, "The 24 words of the paper: ");
  if (!typed) return typed.error();
  const auto scalar = crypto::from_paper(words.value(), typed.value());
  if (!scalar) return scalar.error();
  auto authority = complete(context, scalar.value(), office.value().current.content);
  if (!authority) return authority.error();
  auto old = old_keys(context, office.value());
  if (!old) return old.error();
  const bool forgotten = old.value().empty();
  auto passphrase = ask_new_passphrase(context, words.value());
  if (!passphrase) return passphrase.error();
  auto fresh = make_fresh(context, office.value(), words.value(), std::move(old).value(), day.value());
  if (!fresh) return fresh.error();
  Status done = put_aside(context, office.value());
  if (done)
    done = write_keys(context, folder, fresh.value().keys, std::move(passphrase).value(),
                      office.value().retention_months);
  if (!done) return done.error();
  std::vector<std::string> rings;
  for (const crypto::Device* device : crypto::living_devices(fresh.value().next, day.value()))
    rings.push_back(device->seal.kid);
  const auto made = carry_out(context, &office.value(), folder, fresh.value().keys,
                              {fresh.value().next, std::move(authority).value(), rings});
  if (!made) return made.error();
  print_paper(context, fresh.value().paper);
  if (forgotten)
    context.out
        << "The older team keys stay locked: colleagues who have them read on, newcomers read from today.\n";
  tell(context, made.value(), rings.size());
  return 0;
}

}  // namespace wv::cli
