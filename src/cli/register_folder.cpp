#include "cli/register_folder.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/bytes.h"
#include "base/path.h"
#include "base/sha256.h"
#include "crypto/reply.h"
#include "crypto/thumbprint.h"
#include "outbox/outbox.h"
#include "runtime/setup.h"
#include "services/files.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostFileBytes = 4u << 20;
constexpr char kKeysFile[] = "keys.json", kNewest[] = "register.jws", kAll[] = "register";

std::string name_of(std::uint64_t seq) {
  char name[32];
  std::snprintf(name, sizeof name, "%s/%06llu.jws", kAll, static_cast<unsigned long long>(seq));
  return name;
}

Error damaged(const std::string& path) {
  return {Fault::bad_input, "register.damaged",
          path + ": this is no register any more; put back the folder's last backup"};
}

Result<crypto::SignedRegister> read_own(const Context& context, const std::string& path) {
  auto text = services::read_named_file(context.platform.files(), path, kMostFileBytes);
  if (!text) return text.error();
  while (!text.value().empty() && text.value().back() == '\n') text.value().pop_back();
  const auto json = crypto::claimed(text.value(), crypto::kRegisterFormat);
  if (!json) return damaged(path);
  const std::size_t first = text.value().find('.') + 1, last = text.value().rfind('.');
  const auto payload = from_base64url(std::string_view(text.value()).substr(first, last - first));
  if (!payload) return damaged(path);
  auto content = crypto::parse_register(to_string(payload.value()), path);
  if (!content) return damaged(path);
  return crypto::SignedRegister{std::move(content).value(), text.value(), sha256_hex(payload.value())};
}

Status put_keyring(const Context& context, const std::string& folder, const OfficeKeys& keys,
                   const Change& change, const crypto::Member& member, const crypto::Device& device) {
  crypto::KeyringInput input{device.seal, change.next.issued, {}, change.authority_jwk,
                             "",          ClockWas::unknown};
  const auto add = [&](const std::string& kid) {
    if (const crypto::Half* half = find_key(keys, kid)) input.halves.push_back(*half);
  };
  for (const crypto::TeamKey& key : change.next.team) add(key.key.kid);
  for (const crypto::ConfidentialKey& key : change.next.confidential)
    if (std::find(key.holders.begin(), key.holders.end(), member.id) != key.holders.end()) add(key.key.kid);
  const auto ring = ask<crypto::SealedEnvelope>(context.platform, [&](auto answer) {
    crypto::seal_keyring(context.platform.sealer(), context.platform.random(), std::move(input), answer);
  });
  if (!ring) return ring.error();
  outbox::Outbox outbox(context.platform.store(folder));
  return ask<Done>(context.platform, [&](auto answer) { outbox.put(ring.value(), answer); });
}

// Its copy for people and its envelope. Once more is once.
Status keep_newest(const Context& context, const std::string& folder, const crypto::SignedRegister& newest) {
  auto kept = ask<Done>(context.platform, [&](auto answer) {
    context.platform.store(folder).replace(kNewest, to_bytes(newest.jws + "\n"), answer);
  });
  if (!kept) return kept;
  return put_published(context, folder, newest.jws, newest.content.issued);
}

}  // namespace

Result<Day> today(const Context& context) {
  const std::string said = context.arguments.value("--today");
  if (said.empty()) return stamp_now(context).day;
  const auto day = parse_day(said);
  if (!day) return wrong_usage("--today: a day like 2026-11-23 is expected");
  return *day;
}

Result<Day> change_day(const Context& context, const Office& office) {
  auto day = today(context);
  const Day& issued = office.current.content.issued;
  if (!day || issued <= day.value()) return day;
  return Error{Fault::bad_input, "register.clock",
               "the newest register is of " + to_iso(issued) +
                   ", and this machine's clock says less; set the clock, or say --today DAY"};
}

Result<crypto::Words> read_words(const Context& context) {
  const std::string path = path_in(runtime::asset_folder(context.platform), "words/nl.txt");
  const auto text = services::read_named_file(context.platform.files(), path, kMostFileBytes);
  if (!text) return text.error();
  return crypto::Words::parse(text.value());
}

Result<Secret> ask_line(const Context& context, const std::string& prompt) {
  auto line = context.platform.read_secret(prompt);
  if (!line)
    return wrong_usage("a line is read from standard input here (" + prompt + "), and there was none");
  Secret secret(*line);
  wipe(*line);
  return secret;
}

Result<Secret> ask_new_passphrase(const Context& context, const crypto::Words& words) {
  const Secret drawn = crypto::draw_passphrase(words, context.platform.random());
  const bool watched = context.platform.is_watched();
  auto typed = ask_line(context, watched ? "New passphrase, 14 characters at least. Only Enter takes: " +
                                               std::string(drawn.view()) + "\n> "
                                         : "new passphrase");
  if (!typed) return typed.error();
  if (watched && typed.value().empty()) return drawn.clone();
  if (Status good = crypto::check_passphrase(typed.value()); !good) return good.error();
  if (!watched) return typed;
  auto again = ask_line(context, "The same again: ");
  if (!again) return again.error();
  if (crypto::settle_passphrase(again.value()) == crypto::settle_passphrase(typed.value())) return typed;
  return Error{Fault::bad_input, "locked.differ", "the two are not the same; nothing was changed"};
}

const crypto::Half* find_key(const OfficeKeys& keys, const std::string& kid) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const crypto::Half& h) { return h.kid == kid; });
  return found == keys.end() ? nullptr : &*found;
}

Result<crypto::Signer> make_pair(const Context& context, OfficeKeys& keys) {
  auto made =
      ask<std::string>(context.platform, [&](auto answer) { context.platform.sealer().make_key(answer); });
  if (!made) return made.error();
  const auto open = ask<std::string>(
      context.platform, [&](auto answer) { context.platform.sealer().public_of(made.value(), answer); });
  const auto kid = crypto::thumbprint(made.value());
  if (open && kid) keys.push_back({kid.value(), Secret(made.value())});
  wipe(made.value());
  if (!open) return open.error();
  if (!kid) return kid.error();
  return crypto::Signer{kid.value(), open.value(), ""};
}

Result<Office> open_office(const Context& context, const std::string& folder) {
  const auto names = context.platform.files().list(path_in(folder, kAll));
  Office office;
  office.folder = folder;
  std::uint64_t newest = 0;
  for (const std::string& name : names ? names.value() : std::vector<std::string>()) {
    if (ending_of(name) != ".jws") continue;
    auto read = read_own(context, path_in(folder, std::string(kAll) + "/" + name));
    if (!read) return read.error();
    const auto kids = crypto::all_kids(read.value().content);
    office.seen.insert(office.seen.end(), kids.begin(), kids.end());
    if (read.value().content.seq <= newest) continue;
    newest = read.value().content.seq;
    office.current = std::move(read).value();
  }
  if (newest == 0) {
    return Error{Fault::bad_input, "register.none",
                 folder + ": there is no register in this folder; make one with `register new`"};
  }
  const auto keys =
      services::read_named_file(context.platform.files(), path_in(folder, kKeysFile), kMostFileBytes);
  if (!keys) return keys.error();
  const auto locked = crypto::read_locked(keys.value(), kOfficeFormat);
  if (!locked) return locked.error();
  const auto months = locked.value().find("retention_months");
  if (months != locked.value().end() && months->is_number_unsigned())
    office.retention_months = months->get<int>();
  return office;
}

Result<UnlockedOffice> unlock_office(const Context& context, const Office& office) {
  const auto file =
      services::read_named_file(context.platform.files(), path_in(office.folder, kKeysFile), kMostFileBytes);
  if (!file) return file.error();
  auto passphrase = ask_line(context, "Passphrase of the register: ");
  if (!passphrase) return passphrase.error();
  auto unlocked = ask<crypto::UnlockedKeys>(context.platform, [&](auto answer) {
    crypto::unlock_keys(context.platform.sealer(), file.value(), kOfficeFormat, passphrase.value().clone(),
                        answer);
  });
  if (!unlocked) return unlocked.error();
  UnlockedOffice keys{{}, std::move(passphrase).value()};
  const Json& kids = unlocked.value().file["kids"];
  for (std::size_t i = 0; i < unlocked.value().jwks.size(); ++i)
    keys.keys.push_back({kids[i].get<std::string>(), std::move(unlocked.value().jwks[i])});
  if (Status kept = keep_newest(context, office.folder, office.current); !kept) return kept.error();
  return keys;
}

Status write_keys(const Context& context, const std::string& folder, const OfficeKeys& keys,
                  Secret passphrase, int retention_months) {
  crypto::LockInput input{kOfficeFormat, {{"retention_months", retention_months}}, {}, std::move(passphrase)};
  for (const crypto::Half& key : keys) input.jwks.push_back(key.jwk.clone());
  const auto file = ask<std::string>(context.platform, [&](auto answer) {
    crypto::lock_keys(context.platform.sealer(), context.platform.random(), std::move(input), answer);
  });
  if (!file) return file.error();
  return ask<Done>(context.platform, [&](auto answer) {
    context.platform.store(folder).replace(kKeysFile, to_bytes(file.value()), answer);
  });
}

Status put_published(const Context& context, const std::string& folder, const std::string& jws,
                     const Day& day) {
  // The same register gets the same envelope, so that putting it again is putting it once.
  const auto envelope = crypto::wrap_published(day, ClockWas::unknown, jws);
  if (!envelope) return envelope.error();
  outbox::Outbox outbox(context.platform.store(folder));
  const auto taken =
      ask<outbox::Taken>(context.platform, [&](auto answer) { outbox.take_in(envelope.value(), answer); });
  if (!taken) return taken.error();
  return Done{};
}

Result<crypto::SignedRegister> carry_out(const Context& context, const Office* office,
                                         const std::string& folder, const OfficeKeys& keys, Change change) {
  if (office != nullptr) {
    change.next.seq = office->current.content.seq + 1;
    change.next.prev = office->current.sha256;
  }
  change.next.next = add_months(change.next.issued, kMonthsToNext);
  auto made = ask<crypto::SignedRegister>(context.platform, [&](auto answer) {
    crypto::sign_register(context.platform.sealer(), change.next, change.authority_jwk, answer);
  });
  Status done = Done{};
  if (!made) done = made.error();
  for (const crypto::Member& member : change.next.members)
    for (const crypto::Device& device : member.devices) {
      const auto& wanted = change.keyrings;
      const bool gets = std::find(wanted.begin(), wanted.end(), device.seal.kid) != wanted.end();
      if (done && gets) done = put_keyring(context, folder, keys, change, member, device);
    }
  wipe(change.authority_jwk);
  if (!done) return done.error();
  ports::Store& store = context.platform.store(folder);
  const Bytes file = to_bytes(made.value().jws + "\n");
  done = ask<Done>(context.platform, [&](auto answer) { store.put(name_of(change.next.seq), file, answer); });
  if (done) done = ask<Done>(context.platform, [&](auto answer) { store.replace(kNewest, file, answer); });
  if (done) done = put_published(context, folder, made.value().jws, change.next.issued);
  if (!done) return done.error();
  return made;
}

}  // namespace wv::cli
