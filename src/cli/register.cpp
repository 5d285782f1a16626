// register: which of its subcommands, and those that need no passphrase.
#include <algorithm>

#include "base/bytes.h"
#include "base/path.h"
#include "cli/register_command.h"
#include "crypto/belief.h"
#include "crypto/enrolment.h"
#include "crypto/register_edit.h"

namespace wv::cli {
namespace {

constexpr std::size_t kShownOfKid = 8;

std::string short_kid(const crypto::Signer& key) { return key.kid.substr(0, kShownOfKid); }

std::string shown(const crypto::Term& term) {
  return "from " + to_iso(term.from) + (term.until ? " until " + to_iso(*term.until) : "");
}

Result<std::string> authority_words(const Context& context, const crypto::Register& content) {
  const auto words = read_words(context);
  if (!words) return words.error();
  return ask<std::string>(context.platform, [&](auto answer) {
    crypto::fingerprint(context.platform.sealer(), words.value(), crypto::authority_hash(content.authority),
                        answer);
  });
}

void show_people(const Context& context, const crypto::Register& content) {
  for (const crypto::Member& member : content.members) {
    context.out << "member " << member.id << ", " << one_line(member.name) << ", " << shown(member.term)
                << "\n";
    if (member.away)
      context.out << "  away " << shown(member.away->term) << ", deputy " << member.away->deputy << "\n";
    for (const crypto::Device& device : member.devices) {
      context.out << "  device " << short_kid(device.seal) << ", " << shown(device.term);
      if (device.number) context.out << ", receipt numbers " << *device.number;
      context.out << "\n";
    }
  }
}

}  // namespace

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : list + ",") {
    if (c != ',') {
      part.push_back(c);
    } else if (!part.empty()) {
      parts.push_back(std::move(part));
      part.clear();
    }
  }
  return parts;
}

void tell(const Context& context, const crypto::SignedRegister& made, std::size_t keyrings) {
  context.out << "register " << made.content.seq << " of " << to_iso(made.content.issued) << ", next by "
              << to_iso(made.content.next) << "; to be sent: " << keyrings
              << (keyrings == 1 ? " keyring" : " keyrings") << " and the register\n";
}

Outcome register_show(const Context& context, const std::string& folder) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const crypto::Register& content = office.value().current.content;
  if (context.arguments.has("--json")) {
    context.out << crypto::to_text(content) << "\n";
    return 0;
  }
  const auto words = authority_words(context, content);
  const auto day = today(context);
  if (!words) return words.error();
  if (!day) return day.error();
  context.out << "register " << content.seq << " of " << to_iso(content.issued) << ", next by "
              << to_iso(content.next)
              << (crypto::is_overdue(content, day.value()) ? " (passed: `register rotate`)" : "") << "\n"
              << "authority: " << words.value() << "\n";
  for (const crypto::TeamKey& key : content.team)
    context.out << "team key " << short_kid(key.key) << " from " << to_iso(key.from)
                << (&key == &content.team.front() ? ", current" : "") << "\n";
  for (const crypto::ConfidentialKey& key : content.confidential) {
    context.out << "confidential key " << short_kid(key.key) << ", holders:";
    for (const std::string& holder : key.holders) context.out << " " << holder;
    context.out << (key.holders.empty() ? " nobody\n" : "\n");
  }
  show_people(context, content);
  context.out << "alarm when nobody opens a message:";
  for (const std::string& id : content.alarm) context.out << " " << id;
  context.out << (content.alarm.empty() ? " all members\n" : "\n");
  return 0;
}

Outcome register_export(const Context& context, const std::string& folder, const std::string& to) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  OrderedJson set = {{"keys", OrderedJson::array()}};
  for (const crypto::Signer& key : office.value().current.content.authority)
    set["keys"].push_back(OrderedJson(crypto::to_json(key.jwk)));
  ports::Store& store = context.platform.store(to);
  auto done = ask<Done>(context.platform, [&](auto answer) {
    store.replace("authority.jwks.json", to_bytes(set.dump(1, ' ') + "\n"), answer);
  });
  if (done)
    done = ask<Done>(context.platform, [&](auto answer) {
      store.replace("register.jws", to_bytes(office.value().current.jws + "\n"), answer);
    });
  if (!done) return done.error();
  context.out << to
              << ": authority.jwks.json and register.jws, for the settings \"authority\" and \"register\"\n";
  return 0;
}

Outcome register_command(const Context& context) {
  const auto& words = context.arguments.positions;
  const std::string verb = words.empty() ? "" : words[0];
  const bool takes_more = verb == "add" || verb == "end" || verb == "erase" || verb == "export" ||
                          verb == "away" || verb == "alarm" || verb == "sign";
  if (words.size() != (takes_more ? 3U : 2U))
    return wrong_usage(
        "use: register new|rotate|show|requests DIR, add DIR REQUEST, end DIR MEMBER, away DIR MEMBER, alarm DIR "
        "MEMBER,MEMBER|all, erase DIR REQUEST, sign DIR FILE, or export DIR TO");
  const std::string& folder = words[1];
  if (verb == "new") return register_new(context, folder);
  if (verb == "add") return register_add(context, folder, words[2]);
  if (verb == "end") return register_end(context, folder, words[2]);
  if (verb == "away") return register_away(context, folder, words[2]);
  if (verb == "alarm") return register_alarm(context, folder, words[2]);
  if (verb == "rotate" && context.arguments.has("--paper")) return register_from_paper(context, folder);
  if (verb == "rotate") return register_rotate(context, folder);
  if (verb == "erase") return register_erase(context, folder, words[2]);
  if (verb == "sign") return register_sign(context, folder, words[2]);
  if (verb == "show") return register_show(context, folder);
  if (verb == "requests") return register_requests(context, folder);
  if (verb == "export") return register_export(context, folder, words[2]);
  return wrong_usage("register has no subcommand '" + verb + "'");
}

}  // namespace wv::cli
