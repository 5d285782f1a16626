// demo DIR: a made-up municipality to look at, from its register to what residents read: who works there and
// what happened stands in assets/demo, keys and seals are real. Refuses a folder in which anything lies.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/bytes.h"
#include "base/path.h"
#include "cli/demo_cases.h"
#include "cli/register_command.h"
#include "crypto/belief.h"
#include "crypto/reply.h"
#include "domain/reply.h"
#include "outbox/manifest.h"
#include "outbox/outbox.h"
#include "runtime/setup.h"
#include "services/files.h"

namespace wv::cli {
namespace {

constexpr char kServer[] = "server";  // the folder that all of them sync with
constexpr char kPassphraseFile[] = "passphrase.txt";
constexpr std::size_t kMostFile = 2u << 20;

using Kept = std::map<std::string, std::vector<ports::Named>>;  // by folder of one store

class Demo {
 public:
  Demo(const Context& context, std::string folder, const Story& story)
      : context_(context), folder_(std::move(folder)), story_(story) {}

  Result<ToldCases> make() {
    auto town = build_town(context_, story_, path_in(folder_, "register"), stamp_now(context_).day);
    if (!town) return town.error();
    auto voice = read_asset("voice.ogg");
    if (!voice) return voice.error();
    auto told = tell_cases(context_, story_, town.value(), to_bytes(voice.value()));
    if (!told) return told.error();
    Status done = Done{};
    if (!told.value().erased.empty()) done = publish_erased(context_, town.value(), told.value().erased);
    if (done) done = share_papers(town.value());
    if (done) done = share_news(town.value());
    for (const ToldEnvelope& one : told.value().envelopes) share(one);
    if (done) done = keep_people(town.value(), told.value().erased);
    if (done) done = write_settings();
    if (done) done = write_stores();
    if (!done) return done.error();
    return told;
  }

 private:
  Result<std::string> read_asset(const std::string& name) const {
    return services::read_named_file(context_.platform.files(),
                                     path_in(path_in(runtime::asset_folder(context_.platform), "demo"), name),
                                     kMostFile);
  }

  void put(const std::string& store, const std::string& folder, const std::string& name, Bytes content) {
    stores_[store][folder].push_back({name, std::move(content)});
  }

  [[nodiscard]] std::vector<std::string> members() const {
    std::vector<std::string> names;
    for (const StoryMember& member : story_.members) names.push_back(member.id);
    return names;
  }
  [[nodiscard]] std::vector<std::string> kiosks() const {
    std::vector<std::string> names;
    for (const StoryKiosk& kiosk : story_.kiosks) names.push_back(kiosk.name);
    return names;
  }

  // As sync would leave it: at the server, with every member, and what comes back at the kiosks too.
  void everywhere(const crypto::SealedEnvelope& envelope) {
    const std::string box = crypto::box_name(envelope.box()), name = envelope.id() + ".json";
    put(kServer, box, name, to_bytes(envelope.text()));
    manifest_.push_back(outbox::manifest_entry(envelope, box + "/" + name));
    for (const std::string& member : members()) put(member, box, name, to_bytes(envelope.text()));
    if (outbox::comes_back(envelope.box()))
      for (const std::string& kiosk : kiosks()) put(kiosk, box, name, to_bytes(envelope.text()));
  }

  void share(const ToldEnvelope& one) {
    const std::string& by = one.member.empty() ? story_.kiosks[one.kiosk].name : one.member;
    const std::string name = one.envelope.id() + ".json";
    if (one.waiting) return put(by, "outbox", name, to_bytes(one.envelope.text()));
    everywhere(one.envelope);
    put(by, "sent", name, to_bytes(one.envelope.header_text()));
  }

  Status share_papers(const Town& town) {
    const auto papers = send_papers(context_, town);
    if (!papers) return papers.error();
    for (const crypto::SealedEnvelope& paper : papers.value()) everywhere(paper);
    return Done{};
  }

  Status share_news(const Town& town) {
    for (const StoryNews& news : story_.news) {
      domain::PublishedDocument document;
      document.id = "news-" + std::to_string(&news - story_.news.data() + 1);
      document.exp = add_days(town.today, 60);
      document.kind = news.kind == "result" ? domain::PublishedDocument::Kind::result
                                            : domain::PublishedDocument::Kind::news;
      document.title = news.title;
      document.text = news.text;
      document.role = domain::parse_role(news.role);
      crypto::PublishInput input{"", add_days(town.today, -news.when.days), domain::to_json(document),
                                 std::string(town.members.front().identity.sign_jwk.view()),
                                 ClockWas::confirmed};
      const auto envelope = ask<crypto::SealedEnvelope>(context_.platform, [&](auto answer) {
        crypto::sign_published(context_.platform.sealer(), context_.platform.random(), std::move(input),
                               answer);
      });
      if (!envelope) return envelope.error();
      everywhere(envelope.value());
      put(story_.members.front().id, "sent", envelope.value().id() + ".json",
          to_bytes(envelope.value().header_text()));
    }
    return Done{};
  }

  Status keep_people(const Town& town, const std::vector<std::string>& erased) {
    crypto::Belief belief{town.newest.content.authority, {town.newest}};
    const std::string held = crypto::to_text(belief);
    outbox::ErasedList list;
    for (const std::string& id : erased) list.ids.emplace(id, town.today);
    for (const TownMember& member : town.members) {
      put(member.story->id, "", crypto::kIdentityFile, to_bytes(member.identity_file));
      put(member.story->id, "", "register.jws", to_bytes(held));
    }
    for (const auto& names : {members(), kiosks()})
      for (const std::string& name : names)
        if (!erased.empty()) put(name, "", outbox::kErasedFile, to_bytes(list.to_text()));
    OrderedJson authority = {{"keys", OrderedJson::array()}};
    for (const crypto::Signer& key : town.newest.content.authority)
      authority["keys"].push_back(OrderedJson(crypto::to_json(key.jwk)));
    put("", "", "authority.jwks.json", to_bytes(authority.dump(1, ' ') + "\n"));
    put("", "", "register.jws", to_bytes(town.newest.jws + "\n"));
    put("", "", kPassphraseFile, to_bytes(story_.passphrase + "\n"));
    put(kServer, "", outbox::kManifest, outbox::manifest_of(manifest_));
    return Done{};
  }

  void put_settings(const std::string& name, const std::string& device, int number,
                    const std::string& place) {
    const OrderedJson settings = {{"format", "wijkverbinder-config/1"},
                                  {"municipality", "municipality.json"},
                                  {"device", {{"name", device}, {"number", number}, {"place", place}}},
                                  {"authority", "authority.jwks.json"},
                                  {"register", "register.jws"},
                                  {"languages", {"nl", "en", "tr", "ar", "pl", "uk"}},
                                  {"idle", {{"ask_after_s", 90}, {"reset_after_s", 30}}},
                                  {"sync", {{"type", "folder"}, {"url", kServer}}}};
    put("", "", name + ".json", to_bytes(settings.dump(2) + "\n"));
  }

  Status write_settings() {
    const auto municipality = services::read_named_file(
        context_.platform.files(),
        path_in(folder_of(runtime::default_config(context_.platform)), "municipality.json"), kMostFile);
    if (!municipality) return municipality.error();
    put("", "", "municipality.json", to_bytes(municipality.value()));
    const StoryMember& first = story_.members.front();
    put_settings("desk", "desk", first.number, story_.kiosks.front().place);
    for (const StoryKiosk& kiosk : story_.kiosks)
      put_settings(kiosk.name, kiosk.name, kiosk.number, kiosk.place);
    return Done{};
  }

  Status write_stores() {
    for (auto& [name, folders] : stores_) {
      ports::Store& store = context_.platform.store(name.empty() ? folder_ : path_in(folder_, name));
      for (auto& [folder, files] : folders)
        if (Status written = write(store, folder, std::move(files)); !written) return written;
    }
    return Done{};
  }

  Status write(ports::Store& store, const std::string& folder, std::vector<ports::Named> files) {
    if (folder.empty()) {
      for (ports::Named& file : files)
        if (Status put = ask<Done>(
                context_.platform,
                [&](auto answer) { store.put(std::move(file.name), std::move(file.content), answer); });
            !put)
          return put;
      return Done{};
    }
    const auto written = ask<std::vector<Status>>(context_.platform, [&](auto answer) {
      store.write_all(folder, std::move(files), ports::Store::Over::refuse, answer);
    });
    if (!written) return written.error();
    for (const Status& one : written.value())
      if (!one) return one;
    return Done{};
  }

  const Context& context_;
  std::string folder_;
  const Story& story_;
  std::map<std::string, Kept> stores_;  // by folder of the demo; "" is its own
  OrderedJson manifest_ = OrderedJson::array();
};

void print_how(const Context& context, const std::string& folder, const Story& story, const ToldCases& told) {
  std::ostream& out = context.out;
  out << folder << ": a made-up municipality with " << told.cases << " cases, " << told.events
      << " events and " << told.answers
      << " answers\n\nThe passphrase of everybody in it, and of its register: " << story.passphrase
      << "\n\nThe desk, and at the door:\n";
  for (const StoryMember& member : story.members)
    out << "  platform/linux/run --mode desk --data " << folder << "/" << member.id << " --config " << folder
        << "/desk.json      # " << member.name << "\n";
  out << "  platform/linux/run --mode visit --data " << folder << "/" << story.members.front().id
      << " --config " << folder << "/desk.json\n\nThe kiosks:\n";
  for (const StoryKiosk& kiosk : story.kiosks)
    out << "  platform/linux/run --data " << folder << "/" << kiosk.name << " --config " << folder << "/"
        << kiosk.name << ".json\n";
  if (!told.shown.empty()) out << "\nAnswers lie ready there under:\n";
  for (const PickUp& one : told.shown) out << "  number " << one.number << ", code " << one.code << "\n";
  out << "\nWithout a screen:\n  wijkverbinder case list --data " << folder << "/" << story.members.front().id
      << " --config " << folder << "/desk.json --passphrase-file " << folder << "/" << kPassphraseFile
      << "\n";
}

void print_json(const Context& context, const std::string& folder, const Story& story,
                const ToldCases& told) {
  OrderedJson json = {{"folder", folder},         {"cases", told.cases},
                      {"events", told.events},    {"answers", told.answers},
                      {"erased", told.erased},    {"passphrase_file", path_in(folder, kPassphraseFile)},
                      {"members", Json::array()}, {"kiosks", Json::array()},
                      {"pick_up", Json::array()}};
  for (const StoryMember& member : story.members)
    json["members"].push_back({{"id", member.id}, {"data", path_in(folder, member.id)}});
  for (const StoryKiosk& kiosk : story.kiosks)
    json["kiosks"].push_back({{"name", kiosk.name},
                              {"data", path_in(folder, kiosk.name)},
                              {"config", path_in(folder, kiosk.name + ".json")}});
  for (const PickUp& one : told.shown)
    json["pick_up"].push_back({{"number", one.number}, {"code", one.code}});
  context.out << json.dump(2) << "\n";
}

}  // namespace

Outcome demo_command(const Context& context) {
  const auto& words = context.arguments.positions;
  if (words.size() != 1) return wrong_usage("use: demo DIR, an empty or new folder");
  const std::string& folder = words[0];
  const auto there = context.platform.files().list(folder);
  if (context.platform.files().look(folder) && (!there || !there.value().empty()))
    return Error{Fault::bad_input, "demo.not_empty",
                 folder + ": something lies there already; name an empty or new folder"};
  const auto story =
      read_story(context.platform.files(), path_in(runtime::asset_folder(context.platform), "demo"));
  if (!story) return story.error();
  const auto told = Demo(context, folder, story.value()).make();
  if (!told) return told.error();
  if (context.arguments.has("--json"))
    print_json(context, folder, story.value(), told.value());
  else
    print_how(context, folder, story.value(), told.value());
  return 0;
}

}  // namespace wv::cli
