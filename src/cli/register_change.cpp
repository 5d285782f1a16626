// register new, add, end and rotate: the next register, its keys and its keyrings.
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/path.h"
#include "cli/register_command.h"
#include "crypto/enrolment.h"
#include "crypto/register_edit.h"
#include "services/files.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostRequestBytes = 65536;
constexpr int kMostMonths = 240;

Result<int> number_of(const Context& context, const char* option, int least, int most, int otherwise) {
  const std::string text = context.arguments.value(option);
  if (text.empty()) return otherwise;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= least && number <= most)
    return number;
  return wrong_usage(std::string(option) + ": a whole number from " + std::to_string(least) + " to " +
                     std::to_string(most) + " is expected");
}

Status add_team_key(const Context& context, OfficeKeys& keys, crypto::Register& content, const Day& day) {
  auto key = make_pair(context, keys), recovery = make_pair(context, keys);
  if (!key) return key.error();
  if (!recovery) return recovery.error();
  crypto::put_team_key(content, std::move(key).value(), std::move(recovery).value(), day);
  return Done{};
}

Status add_confidential_key(const Context& context, OfficeKeys& keys, crypto::Register& content) {
  auto key = make_pair(context, keys), recovery = make_pair(context, keys);
  if (!key) return key.error();
  if (!recovery) return recovery.error();
  crypto::ConfidentialKey made{std::move(key).value(), std::move(recovery).value(), {}};
  if (!content.confidential.empty()) made.holders = content.confidential.front().holders;
  content.confidential.insert(content.confidential.begin(), std::move(made));
  return Done{};
}

std::vector<std::string> all_devices(const crypto::Register& content, const Day& day) {
  std::vector<std::string> kids;
  for (const crypto::Device* device : crypto::living_devices(content, day)) kids.push_back(device->seal.kid);
  return kids;
}

// The last day on which each team key was sealed to, by the envelopes in the folder --seen.
Result<std::map<std::string, Day>> last_seen(const Context& context) {
  const std::string folder = context.arguments.value("--seen");
  const auto names = context.platform.files().list(folder);
  if (!names)
    return Error{Fault::bad_input, "file.missing",
                 folder + ": there is no such folder of messages; name DATA/inbox"};
  std::map<std::string, Day> seen;
  for (const std::string& name : names.value()) {
    const auto text = context.platform.files().read(path_in(folder, name), crypto::kMostEnvelopeBytes);
    const auto envelope =
        text ? crypto::parse(text.value(), name) : Result<crypto::SealedEnvelope>(text.error());
    if (!envelope) continue;  // one bad file never stops the others; it is nobody's proof that a key is idle
    for (const std::string& kid : envelope.value().kids()) {
      auto& last = seen[kid];
      last = std::max(last, envelope.value().queued_on());
    }
  }
  return seen;
}

Status drop_old_keys(const Context& context, OfficeKeys& keys, crypto::Register& content, const Day& day,
                     int months) {
  if (context.arguments.value("--seen").empty()) {
    const auto idle = crypto::droppable(content, day, months, {}).size();
    if (idle > 0)
      context.out << idle
                  << " old team key(s) may be dropped once --seen names a folder of the messages that came\n";
    return Done{};
  }
  const auto seen = last_seen(context);
  if (!seen) return seen.error();
  for (const std::string& kid : crypto::droppable(content, day, months, seen.value())) {
    std::string recovery;
    for (const crypto::TeamKey& key : content.team)
      if (key.key.kid == kid) recovery = key.recovery.kid;
    crypto::drop_key(content, kid, day);
    std::erase_if(keys, [&](const crypto::Half& half) { return half.kid == kid || half.kid == recovery; });
    context.out << "dropped the team key " << kid.substr(0, 8) << "; devices erase their half in 30 days\n";
  }
  return Done{};
}

// A fresh team key, and what else leaving costs; then keys.json, keyrings, register.
Outcome renew(const Context& context, const Office& office, crypto::Register next, bool confidential,
              bool drop) {
  const auto day = change_day(context, office);
  if (!day) return day.error();
  const auto months = retention_months(context, office.retention_months);
  if (!months) return months.error();
  if (Status closed = read_closed_days(context, next); !closed) return closed.error();
  auto office_keys = unlock_office(context, office);
  if (!office_keys) return office_keys.error();
  OfficeKeys& keys = office_keys.value().keys;
  auto authority = authority_key(keys, next);
  if (!authority) return authority.error();
  next.issued = day.value();
  Status done = add_team_key(context, keys, next, day.value());
  if (done && confidential) done = add_confidential_key(context, keys, next);
  OfficeKeys kept = keys;
  if (done && drop) done = drop_old_keys(context, kept, next, day.value(), months.value());
  if (done)
    done = write_keys(context, office.folder, keys, office_keys.value().passphrase.clone(), months.value());
  if (!done) return done.error();
  const auto devices = all_devices(next, day.value());
  const auto made = carry_out(context, &office, office.folder, keys,
                              {std::move(next), std::move(authority).value(), devices});
  if (!made) return made.error();
  if (kept.size() != keys.size())  // only once no register names them any more
    done =
        write_keys(context, office.folder, kept, std::move(office_keys.value().passphrase), months.value());
  if (!done) return done.error();
  tell(context, made.value(), devices.size());
  return 0;
}

// Somebody reads the four words from the device's screen and types them here, or scans its QR, which types
// the whole hash: that this is its request.
Status compare_words(const Context& context, const crypto::EnrolmentRequest& request) {
  const auto words = read_words(context);
  if (!words) return words.error();
  const auto ours = ask<std::string>(context.platform, [&](auto answer) {
    crypto::fingerprint(context.platform.sealer(), words.value(), request.sha256, answer);
  });
  if (!ours) return ours.error();
  const auto typed =
      ask_line(context, "Request of " + one_line(request.name) + ". The four words on the device's screen: ");
  if (!typed) return typed.error();
  const Secret said = crypto::settle_passphrase(typed.value());
  if (said == std::string_view(ours.value()) || said == std::string_view(request.sha256)) return Done{};
  return Error{
      Fault::failed, "request.other_words",
      "these are not the four words of this request, so it may be somebody else's; nothing was changed"};
}

}  // namespace

Result<int> retention_months(const Context& context, int otherwise) {
  return number_of(context, "--retention-months", 1, kMostMonths, otherwise);
}

Status read_closed_days(const Context& context, crypto::Register& content) {
  const auto days = split(context.arguments.value("--closed-days"));
  if (days.empty()) return Done{};
  content.closed_days.clear();
  for (const std::string& text : days) {
    const auto day = parse_day(text);
    if (!day) return wrong_usage("--closed-days: days like 2026-12-25,2026-12-26 are expected");
    content.closed_days.push_back(*day);
  }
  return Done{};
}

Result<std::string> authority_key(const OfficeKeys& keys, const crypto::Register& content) {
  for (const crypto::Signer& key : content.authority)
    if (const crypto::Half* half = find_key(keys, key.kid)) return std::string(half->jwk.view());
  return Error{
      Fault::bad_input, "register.no_authority",
      "keys.json holds no key of the authority any more; use the paper: `register rotate DIR --paper`"};
}

Result<Secret> make_authority(const Context& context, const crypto::Words& words, OfficeKeys& keys,
                              crypto::Register& content) {
  OfficeKeys for_paper;
  auto everyday = make_pair(context, keys), paper = make_pair(context, for_paper);
  if (!everyday) return everyday.error();
  if (!paper) return paper.error();
  content.authority = {std::move(everyday).value(), std::move(paper).value()};
  return crypto::to_paper(words, for_paper.front().jwk);
}

void print_paper(const Context& context, const Secret& paper) {
  context.out
      << "Write these 24 words on paper, and keep it in a safe, away from this folder. They are shown once.\n"
         "Whoever has them decides who reads; without them a lost folder or passphrase can't be mended.\n\n";
  std::size_t count = 0;
  std::string_view rest = paper;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string number = std::to_string(++count);
    context.out << (number.size() < 2 ? " " : "") << number << " " << rest.substr(0, end)
                << (count % 4 == 0 ? "\n" : std::string(12 - std::min<std::size_t>(end, 11), ' '));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  context.out << "\n";
}

Outcome register_new(const Context& context, const std::string& folder) {
  if (context.platform.files().look(path_in(folder, "keys.json")) ||
      context.platform.files().look(path_in(folder, "register.jws")))
    return Error{Fault::bad_input, "register.exists",
                 folder + ": there is a register in this folder already; take an empty one"};
  const auto day = today(context);
  const auto words = read_words(context);
  const auto months = retention_months(context, kUsualRetentionMonths);
  if (!day) return day.error();
  if (!words) return words.error();
  if (!months) return months.error();
  crypto::Register next;
  next.issued = day.value();
  if (Status closed = read_closed_days(context, next); !closed) return closed.error();
  auto passphrase = ask_new_passphrase(context, words.value());
  if (!passphrase) return passphrase.error();
  OfficeKeys keys;
  auto paper = make_authority(context, words.value(), keys, next);
  if (!paper) return paper.error();
  Status done = add_team_key(context, keys, next, day.value());
  if (done) done = add_confidential_key(context, keys, next);
  if (done) done = write_keys(context, folder, keys, std::move(passphrase).value(), months.value());
  if (!done) return done.error();
  auto authority = authority_key(keys, next);
  if (!authority) return authority.error();
  const auto made =
      carry_out(context, nullptr, folder, keys, {std::move(next), std::move(authority).value(), {}});
  if (!made) return made.error();
  print_paper(context, paper.value());
  tell(context, made.value(), 0);
  return 0;
}

Outcome register_add(const Context& context, const std::string& folder, const std::string& request_file) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto day = change_day(context, office.value());
  const auto number = number_of(context, "--number", 0, 899, -1);
  if (!day) return day.error();
  if (!number) return number.error();
  if (context.arguments.value("--id").empty())
    return wrong_usage("register add needs --id, the member's short name");
  const auto text = services::read_named_file(context.platform.files(), request_file, kMostRequestBytes);
  if (!text) return text.error();
  const auto request = ask<crypto::EnrolmentRequest>(context.platform, [&](auto answer) {
    crypto::read_request(context.platform.sealer(), text.value(), answer);
  });
  if (!request)
    return Error{Fault::bad_input, request.error().code, request_file + ": " + request.error().what};
  if (Status fresh = crypto::refuse_seen(request.value(), office.value().seen); !fresh) return fresh.error();
  crypto::NewDevice device{context.arguments.value("--id"), context.arguments.value("--name"),
                           split(context.arguments.value("--neighbourhoods")), std::nullopt,
                           context.arguments.has("--confidential")};
  if (number.value() >= 0) device.number = number.value();
  crypto::Register next = office.value().current.content;
  if (Status added = crypto::add_device(next, request.value(), device, day.value()); !added)
    return added.error();
  if (Status same = compare_words(context, request.value()); !same) return same.error();
  const auto keys = unlock_office(context, office.value());
  if (!keys) return keys.error();
  auto authority = authority_key(keys.value().keys, next);
  if (!authority) return authority.error();
  next.issued = day.value();
  // A member who becomes a holder needs the half on each of their devices.
  std::vector<std::string> rings = {request.value().seal.kid};
  for (const crypto::Member& member : next.members)
    for (const crypto::Device& other : member.devices)
      if (device.confidential && member.id == device.member && !other.term.ended(day.value()) &&
          other.seal.kid != rings.front())
        rings.push_back(other.seal.kid);
  const auto made = carry_out(context, &office.value(), folder, keys.value().keys,
                              {std::move(next), std::move(authority).value(), rings});
  if (!made) return made.error();
  tell(context, made.value(), rings.size());
  return 0;
}

Outcome register_end(const Context& context, const std::string& folder, const std::string& member) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto day = change_day(context, office.value());
  if (!day) return day.error();
  crypto::Register next = office.value().current.content;
  const std::string device = context.arguments.value("--device");
  const auto confidential = device.empty() ? crypto::end_member(next, member, day.value())
                                           : crypto::end_device(next, member, device, day.value());
  if (!confidential) return confidential.error();
  return renew(context, office.value(), std::move(next), confidential.value(), false);
}

// The next register with the same keys.
Outcome sign_change(const Context& context, const Office& office, crypto::Register next, const Day& day) {
  const auto keys = unlock_office(context, office);
  if (!keys) return keys.error();
  auto authority = authority_key(keys.value().keys, next);
  if (!authority) return authority.error();
  next.issued = day;
  const auto made = carry_out(context, &office, office.folder, keys.value().keys,
                              {std::move(next), std::move(authority).value(), {}});
  if (!made) return made.error();
  tell(context, made.value(), 0);
  return 0;
}

Outcome register_away(const Context& context, const std::string& folder, const std::string& member) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto day = change_day(context, office.value());
  if (!day) return day.error();
  std::optional<crypto::Absence> away;
  if (!context.arguments.has("--back")) {
    const auto from = parse_day(context.arguments.value("--from")),
               until = parse_day(context.arguments.value("--until"));
    if (!from || !until || *until <= *from || context.arguments.value("--deputy").empty())
      return wrong_usage(
          "register away needs --from and --until (the first day back), days like 2026-12-25, and "
          "--deputy; or --back");
    away = crypto::Absence{{*from, *until}, context.arguments.value("--deputy")};
  }
  crypto::Register next = office.value().current.content;
  if (Status set = crypto::set_absence(next, member, std::move(away), day.value()); !set) return set.error();
  return sign_change(context, office.value(), std::move(next), day.value());
}

Outcome register_alarm(const Context& context, const std::string& folder, const std::string& members) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto day = change_day(context, office.value());
  if (!day) return day.error();
  crypto::Register next = office.value().current.content;
  if (Status set = crypto::set_alarm(next, members == "all" ? std::vector<std::string>() : split(members),
                                     day.value());
      !set)
    return set.error();
  return sign_change(context, office.value(), std::move(next), day.value());
}

Outcome register_rotate(const Context& context, const std::string& folder) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  return renew(context, office.value(), office.value().current.content, false, true);
}

}  // namespace wv::cli
