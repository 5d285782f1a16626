// casebook_bench [CASES]   10,000 made-up cases of four events each: read, taken in, folded, listed, searched
//                          as one types, look-alikes found; the CPU time of each, and its limit
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "casebook/casebook.h"

using namespace wv;
using namespace wv::casebook;

namespace {

// CPU time: the room waits for nothing, and a busy machine is not its doing.
struct Clock {
  using time_point = std::clock_t;
  static time_point now() { return std::clock(); }
};

constexpr std::int64_t kNow = 1'796'115'600'000;  // 2026-12-01T09:00:00Z
constexpr std::int64_t kDayMs = 86'400'000;
constexpr const char* kWords[] = {"lantaarnpaal", "stoep",    "kapot",      "buurman", "geluid", "speeltuin",
                                  "bankje",       "vraag",    "formulier",  "taalles", "afval",  "boom",
                                  "fiets",        "parkeren", "de",         "het",     "een",    "voor",
                                  "mijn",         "deur",     "graag",      "iemand",  "helpen", "al",
                                  "weken",        "donker",   "gevaarlijk", "kinderen"};
constexpr const char* kPlaces[] = {"Kerkstraat", "Molenweg",  "Dorpsplein",
                                   "Parklaan",   "Havenkade", "Spoorbaan"};

double ms_since(Clock::time_point begin) {
  return static_cast<double>(Clock::now() - begin) * 1000.0 / CLOCKS_PER_SEC;
}

class Maker {
 public:
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += kWords[below(static_cast<int>(std::size(kWords)))];
      if (below(25) == 0)
        text += std::to_string(below(9000));  // some 20,000 different words, as people write
      text += ' ';
    }
    return text;
  }
  EnvelopeId id() { return {(random_() & ~0xF000U) | 0x4000U, (random_() >> 2) | 0x8000'0000'0000'0000U}; }
  domain::Submission submission(EnvelopeId envelope, int number) {
    domain::Submission s;
    s.id = to_text(envelope);
    char receipt[16];
    std::snprintf(receipt, sizeof receipt, "007%06d0", number);
    s.receipt = receipt;
    s.created_at = {Instant{kNow - below(120) * kDayMs}, 60};
    s.language = "nl";
    s.message = words(20);
    s.place = domain::Place{kPlaces[below(6)], ""};
    s.contact.name = words(2);
    return s;
  }
  Event event(CaseId of, const std::vector<EnvelopeId>& parents, int step) {
    Event e;
    e.id = id();
    e.case_id = of;
    e.parents = parents;
    e.at = {kNow + step};
    e.by.bytes.fill(static_cast<std::uint8_t>(1 + below(3)));
    if (step == 0) e.body = Taken{};
    if (step == 1) e.body = Note{Secret(words(10)), {}, {}};
    if (step == 2) e.body = Promise{add_days({2026, 12, 1}, below(30) - 10), Secret(words(6))};
    if (step == 3) e.body = below(2) == 0 ? Body(Given{"phone", Secret(words(8))}) : Body(Closed{});
    return e;
  }

 private:
  std::mt19937_64 random_{20261129};
};

void tell(const char* what, double ms, double limit = 0) {
  std::printf("%-44s %8.1f ms", what, ms);
  if (limit > 0) std::printf("  limit %5.1f ms  ratio %.2f", limit, ms / limit);
  std::printf("\n");
}

void search(const Casebook& book, const Viewer& viewer, const char* typed) {
  double worst = 0, all = 0;
  std::size_t found = 0;
  const std::string text = typed;
  for (std::size_t length = 1; length <= text.size(); ++length) {
    const auto begin = Clock::now();
    found = book.rows(List::all, viewer, {}, text.substr(0, length)).size();
    worst = std::max(worst, ms_since(begin));
    all += ms_since(begin);
  }
  const std::string what = "search \"" + text + "\": " + std::to_string(found) + ", the slowest key";
  tell(what.c_str(), worst, 16);
  tell("   and on average", all / static_cast<double>(text.size()), 16);
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 10'000;
  Maker maker;
  std::vector<std::pair<EnvelopeId, domain::Submission>> submissions;
  std::vector<Bytes> files;
  for (int i = 0; i < count; ++i) {
    const EnvelopeId envelope = maker.id();
    submissions.emplace_back(envelope, maker.submission(envelope, i));
    std::vector<EnvelopeId> parents;
    for (int step = 0; step < 4; ++step) {
      const Event event = maker.event(case_of(envelope), parents, step);
      parents = {event.id};
      files.push_back(to_json(event));
    }
  }
  auto begin = Clock::now();
  std::vector<Event> events;
  for (const Bytes& file : files) {
    auto parsed = parse_event({reinterpret_cast<const char*>(file.data()), file.size()});
    if (!parsed) return std::fprintf(stderr, "casebook_bench: %s\n", parsed.error().what.c_str()), 1;
    events.push_back(std::move(parsed).value());
  }
  std::printf("%d cases, %zu events\n", count, events.size());
  tell("read the events", ms_since(begin));
  std::vector<std::pair<KeyId, KeyHolder>> keys(3);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    keys[i].first.bytes.fill(static_cast<std::uint8_t>(i + 1));
    keys[i].second = {{"member" + std::to_string(i)}, true};
  }
  Casebook book;
  book.set_membership(Membership(std::move(keys)));
  begin = Clock::now();
  for (auto& [id, submission] : submissions) book.add(id, std::move(submission));
  for (Event& event : events) book.add(std::move(event));
  tell("take them in", ms_since(begin));
  begin = Clock::now();
  book.refresh();
  tell("fold, sum up, index", ms_since(begin));
  begin = Clock::now();
  const Viewer viewer({"member1"}, {Instant{kNow}, 60}, 5, {});
  tell("working days round today", ms_since(begin));
  begin = Clock::now();
  const auto rows = book.rows(List::all, viewer);
  tell("list of all, sorted by what hurts", ms_since(begin), 16);
  begin = Clock::now();
  const Counts counts = book.counts(viewer);
  tell(("counts: late " + std::to_string(counts[0]) + ", done " + std::to_string(counts[5])).c_str(),
       ms_since(begin), 16);
  for (const char* typed : {"lantaarnpaal", "kapot mole", "0070012", "x"}) search(book, viewer, typed);
  begin = Clock::now();
  const std::size_t likes = book.look_alikes(rows.front().summary->id).size();
  tell(("look-alikes of one: " + std::to_string(likes)).c_str(), ms_since(begin), 16);
  begin = Clock::now();
  Event late = maker.event(rows.front().summary->id, {}, 0);
  book.add(std::move(late));
  book.refresh();
  tell("one event more, folded", ms_since(begin), 16);
  return 0;
}
