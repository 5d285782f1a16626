// R1, R2 and R3 for a member's device: an event of its own, and a page of what came down, on the real store.
// Killed at every system call, every disk that a power cut could leave, every disk call refused or done by
// half. Who was told "kept" has it, in the casebook and in the queue; who wasn't, has none or one; and what
// is half a file is nobody's.
#include "crypto/keyring.h"
#include "crypto/register_support.h"
#include "domain/submission.h"
#include "everywhere.h"
#include "services/case_store.h"

using namespace wv;
using namespace wv::faults;
using crypto_test::asked;

namespace {

constexpr std::int64_t kNine = 1'796'115'600'000;  // 2026-12-01T09:00:00Z
constexpr char kCase[] = "7f3a9b00-0000-4000-8000-000000000001";

// Sam's office, whose device it is; and a folder as sync left it. Made once.
struct Team {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  crypto_test::Office office{*platform};
  crypto::Belief belief{office.settings(), {office.signed_now()}};
  crypto::SealedEnvelope ring = make_ring(), message = make_message();
  std::vector<crypto::SealedEnvelope> page;
  casebook::CaseId lamp = *casebook::parse_id<casebook::CaseId>(kCase);

  Team() {
    for (int i = 0; i < 2; ++i) page.push_back(make_ring());  // four have 10,066 states, and no other kinds
  }
  [[nodiscard]] crypto::SealedEnvelope make_ring() const {
    crypto::KeyringInput input{crypto_test::signer_of(office.seal),
                               crypto_test::kToday,
                               {},
                               office.authority.secret,
                               "",
                               ClockWas::unknown};
    input.halves.push_back({office.team.open.kid, Secret(office.team.secret)});
    return asked<crypto::SealedEnvelope>(*platform,
                                         [&](auto then) {
                                           crypto::seal_keyring(platform->sealer(), platform->random(),
                                                                std::move(input), then);
                                         })
        .value();
  }
  [[nodiscard]] crypto::SealedEnvelope make_message() const {
    domain::Submission told;
    told.id = kCase;
    told.receipt = "0070001232";
    told.created_at = {Instant{kNine}, 60};
    told.language = "nl";
    told.channel = "kiosk";
    told.device = "kiosk-007";
    told.message = "De lamp is kapot";
    told.contact.way = domain::ContactWay::none;
    return crypto_test::try_seal(
               *platform,
               {crypto::Box::inbox, kCase, crypto_test::kToday, to_json(told), crypto::Padding::submission},
               crypto::current_recipients(office.content))
        .value();
  }
  void lay(const Place& place) const {
    place.write("data/cases/" + ring.id() + ".json", ring.text());
    place.write("data/inbox/" + message.id() + ".json", message.text());
  }
};

// The device, unlocked, as a process has it.
struct Member {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  ports::Store& store;
  outbox::Outbox outbox{store};
  services::EventLog log{store, LocalTime{Instant{kNine}, 60}};
  bool whole = false;
  services::CaseStore cases{{store, platform->sealer(), platform->random(), outbox, log},
                            [this](const services::CaseNews& news) { whole = news.whole; }};

  Member(const Team& team, const Place& place) : store(platform->store(place.data())) {
    const crypto_test::Office& office = team.office;
    (void)fakes::answer_of<std::uint64_t>(*platform, [&](auto then) { outbox.sweep(then); });
    cases.unlock({{{crypto_test::signer_of(office.seal), crypto_test::signer_of(office.sign)},
                   Secret(office.seal.secret),
                   Secret(office.sign.secret)},
                  team.belief,
                  crypto_test::kToday,
                  std::nullopt,
                  {}});
    while (!whole && platform->busy()) {
      platform->wait();
      platform->pump();
    }
  }
  Status note(casebook::CaseId about) {
    services::EventDraft draft;
    draft.case_id = about;
    draft.body = casebook::Note{Secret(kCanary), {}, {}};
    const auto id = fakes::answer_of<casebook::EnvelopeId>(*platform, [&](auto then) {
      cases.add(std::move(draft), Instant{kNine}, Stamp{crypto_test::kToday, ClockWas::confirmed}, then);
    });
    if (!id) return Error{Fault::failed, "test.silent", "no answer came"};
    if (!*id) return id->error();
    return Done{};
  }
  [[nodiscard]] std::size_t notes(casebook::CaseId about) const {
    const casebook::Folded* folded = cases.book()->find(about);
    return folded == nullptr ? 99 : folded->thread.size();
  }
  std::size_t queued() {
    const auto items =
        fakes::answer_of<std::vector<outbox::Item>>(*platform, [&](auto then) { outbox.list(then); });
    return items && *items ? items->value().size() : 99;
  }
};

std::string noted_or_not(const Team& team, const Place& place, bool kept) {
  if (in_the_clear(place.root())) return "I5: the words lie in the clear";
  Member member(team, place);
  if (!member.whole) return "lost: the casebook can't be read";
  const auto counts = member.cases.counts();
  if (!counts.broken.empty()) return "I3: torn: " + counts.broken.begin()->first;
  if (counts.submissions != 1 || counts.keyrings != 1) return "lost: what lay there before";
  const std::size_t notes = member.notes(team.lamp);
  if (notes > 1) return "I2: twice";
  if (kept && notes != 1) return "I1: lost: it was said to be kept";
  if (member.queued() != notes)
    return notes == 1 ? "lost: it is here, and nobody will send it" : "it is sent, and isn't here";
  if (!member.note(team.lamp)) return "I2: lost: the next one fails";
  return member.notes(team.lamp) == notes + 1 && member.queued() == notes + 1 ? "" : "I2: the next one";
}

Scene note(const Team& team, bool early = false) {
  const auto member = std::make_shared<std::unique_ptr<Member>>();
  return {early ? "control: told too early" : "an event", [&team](const Place& place) { team.lay(place); },
          [&team, member, early](const Place&) -> Status {
            if (early) say_kept();
            Status done = (*member)->note(team.lamp);
            if (done && !early) say_kept();
            return done;
          },
          [&team](const Place& place, bool kept, std::uint64_t) { return noted_or_not(team, place, kept); },
          [&team, member](const Place& place) { *member = std::make_unique<Member>(team, place); }};
}

// As the puller keeps what came (sync/puller.cpp), after which the cursor moves on.
Scene page(const Team& team) {
  return {"a page brought down", [&team](const Place& place) { team.lay(place); },
          [&team](const Place& place) -> Status {
            const auto platform = ports::make_platform();
            std::vector<ports::Named> files;
            for (const auto& one : team.page) files.push_back({one.id() + ".json", to_bytes(one.text())});
            const auto said = fakes::answer_of<std::vector<Status>>(*platform, [&](auto then) {
              platform->store(place.data())
                  .write_all("cases", std::move(files), ports::Store::Over::refuse, then);
            });
            if (!said) return Error{Fault::failed, "test.silent", "no answer came"};
            if (!*said) return said->error();
            for (const Status& one : said->value())
              if (!one) return one;
            say_kept();
            return Done{};
          },
          [&team](const Place& place, bool kept, std::uint64_t) -> std::string {
            Member member(team, place);
            if (!member.whole) return "lost: the casebook can't be read";
            const auto counts = member.cases.counts();
            if (!counts.broken.empty()) return "I3: torn: " + counts.broken.begin()->first;
            if (counts.submissions != 1 || counts.keyrings < 1) return "lost: what lay there before";
            return kept && counts.keyrings != 1 + team.page.size() ? "I1: lost: the cursor is past it" : "";
          }};
}

bool skip() {
  if (!can_trace()) MESSAGE("skipped: system calls are watched on x86-64 only");
  return !can_trace();
}

const Team& team() {
  static const Team made;
  return made;
}

}  // namespace

TEST_CASE("an event, and a page that came: killed, cut off, refused: nothing told is lost, torn or twice") {
  if (skip()) return;
  for (const Scene& scene : {note(team()), page(team())}) {
    const Figures killed = kill_everywhere(scene), cut = cut_everywhere(scene, Disk::as_it_is),
                  refused = refuse_everywhere(scene);
    print("R1", scene, "kills", killed);
    print("R2", scene, "states", cut);
    print("R3", scene, "refusals", refused);
    CHECK(killed.runs > 20);
    CHECK(cut.runs > 5);
    CHECK(refused.runs > 50);
    CHECK_MESSAGE(killed.broken() == 0, killed.first);
    CHECK_MESSAGE(cut.broken() == 0, cut.first);
    CHECK_MESSAGE(refused.broken() == 0, refused.first);
  }
}

TEST_CASE("negative controls: told too early, and a disk that forgets an fsync") {
  if (skip()) return;
  CHECK(kill_everywhere(note(team(), true)).lost > 0);
  for (const Scene& scene : {note(team()), page(team())}) {
    CHECK(cut_everywhere(scene, Disk::no_file_sync).broken() > 0);
    CHECK(cut_everywhere(scene, Disk::no_folder_sync).broken() > 0);
  }
}
