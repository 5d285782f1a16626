#include "cli/demo_town.h"

#include <algorithm>
#include <utility>

#include "cli/register_command.h"
#include "crypto/erased.h"
#include "crypto/register_edit.h"
#include "outbox/outbox.h"

namespace wv::cli {
namespace {

Status add_team_key(const Context& context, OfficeKeys& keys, crypto::Register& content, const Day& day) {
  auto key = make_pair(context, keys), recovery = make_pair(context, keys);
  if (!key) return key.error();
  if (!recovery) return recovery.error();
  crypto::put_team_key(content, std::move(key).value(), std::move(recovery).value(), day);
  return Done{};
}

Status begin_register(const Context& context, OfficeKeys& keys, crypto::Register& content, const Day& day) {
  auto everyday = make_pair(context, keys), paper = make_pair(context, keys);
  if (!everyday) return everyday.error();
  if (!paper) return paper.error();
  content.authority = {std::move(everyday).value(), std::move(paper).value()};
  content.issued = day;
  content.others["demo"] = true;
  if (Status team = add_team_key(context, keys, content, day); !team) return team;
  auto key = make_pair(context, keys), recovery = make_pair(context, keys);
  if (!key) return key.error();
  if (!recovery) return recovery.error();
  content.confidential.push_back({std::move(key).value(), std::move(recovery).value(), {}});
  return Done{};
}

Status add_members(const Context& context, const Story& story, Town& town, crypto::Register& content,
                   const Day& day) {
  for (const StoryMember& member : story.members) {
    auto made = ask<crypto::NewIdentity>(context.platform, [&](auto answer) {
      crypto::make_identity(context.platform.sealer(), context.platform.random(), Secret(story.passphrase),
                            answer);
    });
    if (!made) return made.error();
    const crypto::IdentityFace& face = made.value().identity.face;
    const Status added = crypto::add_device(
        content, {face.seal, face.sign, member.name, ""},
        {member.id, member.name, member.neighbourhoods, member.number, member.confidential}, day);
    if (!added) return added;
    town.members.push_back({&member, std::move(made.value().file), std::move(made.value().identity)});
  }
  return Done{};
}

// The next register, signed on that day; `rings`: every device gets a keyring with it.
Status publish(const Context& context, Town& town, const OfficeKeys& keys, crypto::Register next,
               const Day& day, bool rings) {
  Office office;
  office.folder = town.folder;
  office.current = town.newest;
  next.issued = day;
  Change change{std::move(next), std::string(town.authority_jwk.view()), {}};
  for (const crypto::Device* device : crypto::living_devices(change.next, day))
    if (rings) change.keyrings.push_back(device->seal.kid);
  const bool first = town.newest.jws.empty();
  auto made = carry_out(context, first ? nullptr : &office, town.folder, keys, std::move(change));
  if (!made) return made.error();
  town.newest = std::move(made).value();
  return Done{};
}

}  // namespace

crypto::Recipients Town::team_on(const Day& day, bool follows) const {
  crypto::Register as_then = newest.content;
  if ((day < rotated || !follows) && as_then.team.size() > 1) as_then.team.erase(as_then.team.begin());
  return crypto::current_recipients(as_then);
}

crypto::Recipients Town::confidential() const {
  return crypto::current_recipients(newest.content.confidential.front());
}

const TownMember* Town::find(const std::string& id) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const TownMember& member) { return member.story->id == id; });
  return found == members.end() ? nullptr : &*found;
}

Result<Town> build_town(const Context& context, const Story& story, const std::string& folder,
                        const Day& today) {
  Town town;
  town.folder = folder;
  town.today = today;
  town.rotated = add_days(today, -story.rotated);
  const Day begun = add_days(today, -story.begun);
  OfficeKeys keys;
  crypto::Register content;
  Status done = begin_register(context, keys, content, begun);
  if (!done) return done.error();
  auto authority = authority_key(keys, content);
  if (!authority) return authority.error();
  town.authority_jwk = Secret(std::move(authority).value());
  done = publish(context, town, keys, content, begun, false);
  content = town.newest.content;
  if (done) done = add_members(context, story, town, content, begun);
  if (done) done = publish(context, town, keys, content, begun, true);
  content = town.newest.content;
  if (done) done = add_team_key(context, keys, content, town.rotated);
  if (done) done = publish(context, town, keys, content, town.rotated, true);
  if (done) done = write_keys(context, folder, keys, Secret(story.passphrase), kUsualRetentionMonths);
  if (!done) return done.error();
  return town;
}

Status publish_erased(const Context& context, const Town& town, const std::vector<std::string>& ids) {
  const auto jws = ask<std::string>(context.platform, [&](auto answer) {
    crypto::sign_erased(context.platform.sealer(), {ids, town.today}, std::string(town.authority_jwk.view()),
                        answer);
  });
  if (!jws) return jws.error();
  return put_published(context, town.folder, jws.value(), town.today);
}

Result<std::vector<crypto::SealedEnvelope>> send_papers(const Context& context, const Town& town) {
  outbox::Outbox queue(context.platform.store(town.folder));
  const auto items =
      ask<std::vector<outbox::Item>>(context.platform, [&](auto answer) { queue.list(answer); });
  if (!items) return items.error();
  std::vector<crypto::SealedEnvelope> papers;
  for (const outbox::Item& item : items.value()) {
    auto envelope =
        ask<crypto::SealedEnvelope>(context.platform, [&](auto answer) { queue.load(item.id, answer); });
    if (!envelope) return envelope.error();
    const auto sent = ask<Done>(
        context.platform, [&](auto answer) { queue.mark_sent(item.id, envelope.value().sha256(), answer); });
    if (!sent) return sent.error();
    papers.push_back(std::move(envelope).value());
  }
  return papers;
}

}  // namespace wv::cli
