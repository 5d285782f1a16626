// Thousands of names, rows and records are taken some at a time, and whatever is asked for between two turns
// counts: nothing comes back, nothing is left out.
#include <string>

#include "services/case_support.h"

using namespace wv;
using namespace wv::services_test;

namespace {

constexpr int kMessages = 200;  // their day's part of the cache takes several turns

struct Full : Desk {
  CaseId first, last;
  std::string first_file;
  Full() {
    ring({office.team});
    for (int i = 0; i < kMessages; ++i) {
      last = message("Lamp " + std::to_string(i));
      if (i > 0) continue;
      first = last;
      first_file = last_file;
    }
    unlock();
    cases.lock();
    news.clear();
  }
  // How many rounds of answers until nothing is under way; after the Nth `then`, if it comes to that.
  int rounds(int nth, const std::function<void()>& then) {
    int round = 0;
    for (; platform.busy(); ++round) {
      if (round == nth) then();
      platform.pump();
    }
    return round;
  }
  [[nodiscard]] std::size_t size() const { return cases.book()->size(); }
};

}  // namespace

TEST_CASE("what is erased between two turns of unlocking is gone, whichever turn it was") {
  Full d;
  d.begin_unlock();
  const int turns = d.rounds(-1, {});
  REQUIRE(turns > 10);
  REQUIRE(d.size() == kMessages);
  for (int nth = 0; nth < turns; ++nth) {
    INFO("in turn " << nth);
    d.cases.lock();
    d.begin_unlock();
    d.rounds(nth, [&] {
      const std::vector<EnvelopeId> ids{casebook::submission_of(d.first)};
      d.cases.erase(ids);
    });
    CHECK(d.size() == kMessages - 1);
    CHECK(d.cases.book()->find(d.first) == nullptr);
    CHECK(d.cases.book()->find(d.last) != nullptr);
  }
}

TEST_CASE("what is written, or taken away, between two turns of a look is there, or gone, after the next") {
  Full d;
  d.unlock();
  d.cases.look();
  const int turns = d.rounds(-1, {});
  const Bytes kept = *d.store.content(d.first_file);
  for (int nth = 0; nth < turns; ++nth) {
    INFO("in turn " << nth);
    bool written = false;
    services::EventDraft draft;
    draft.case_id = d.last;
    draft.body = casebook::Note{Secret("in turn " + std::to_string(nth)), {}, {}};
    d.cases.look();
    d.rounds(nth, [&] {
      d.store.remove(d.first_file, [](Result<Done>) {});
      d.cases.add(std::move(draft), Instant{kNine}, Stamp{kToday, ClockWas::confirmed},
                  [&](Result<EnvelopeId> added) { written = added.ok(); });
    });
    d.look();
    CHECK(written);
    CHECK(d.cases.book()->find(d.first) == nullptr);
    CHECK(d.size() == kMessages - 1);
    CHECK(d.words_of(d.last).size() == static_cast<std::size_t>(nth) + 2);
    d.store.damage(d.first_file, Bytes(kept));
    d.look();
    CHECK(d.cases.book()->find(d.first) != nullptr);
    CHECK(d.size() == kMessages);
  }
}

TEST_CASE("more names than one turn takes are all looked at, and so are their absence and their return") {
  constexpr std::size_t kNames = 4'100;
  Full d;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kNames; ++i) {
    names.push_back("cases/" + crypto::uuid_v4(d.platform.random()) + ".json");
    d.store.damage(names.back(), to_bytes("{}"));
  }
  const auto broken = [&] {
    std::size_t count = 0;
    for (const auto& [code, files] : d.cases.counts().broken) count += files;
    return count;
  };
  d.unlock();
  CHECK(broken() == kNames);
  for (const std::string& name : {names.front(), names.back()}) d.store.remove(name, [](Result<Done>) {});
  d.look();
  CHECK(broken() == kNames - 2);
  d.store.damage(names.front(), to_bytes("{}"));
  d.look();
  CHECK(broken() == kNames - 1);
  CHECK(d.size() == kMessages);
}
