// measure_cries FOLDER FILE [--kept-back] [--list FOLD] [--tune]: how many of the examples open which page,
// by language, as counts; of the kept-back set nothing but counts is ever printed. --list: which sentences of
// a fold that was built on are wrong; --tune: what thresholds would do on the part that is only measured;
// --choose: the thresholds that cost least with these goals in percent, each example judged by a file that
// wasn't trained on it; --beside: cries among other messages.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>

#include "content/hearing.h"
#include "cries/source.h"
#include "fakes/disk_files.h"

namespace {

using wv::domain::Cry;
using wv::domain::CryDetector;
using wv::domain::CryScores;
using wv::domain::kCryUnit;
using namespace cries;

struct Ears {
  const wv::content::Content& content;
  const CryDetector* detector;
  [[nodiscard]] Cry hear(const std::string& text, const std::string& screen) const {
    return wv::content::hear(content, detector, text, screen);
  }
};

struct Count {
  int of = 0, opened = 0;
};

bool opens(const Cry& cry, Kind kind) {
  if (kind == Kind::danger) return cry.danger;
  if (kind == Kind::letters) return cry.letters;
  return cry.danger || cry.letters;
}

void print_part(const char* name, const std::vector<Example>& examples, const Ears& ears) {
  std::vector<std::array<Count, kKinds>> counts(kLanguages.size());
  for (const Example& e : examples) {
    Count& count = counts[e.language][static_cast<std::size_t>(e.kind)];
    ++count.of;
    if (opens(ears.hear(e.text, kLanguages[e.language]), e.kind)) ++count.opened;
  }
  std::printf("%s\n", name);
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    std::printf("  %s", kLanguages[i].c_str());
    for (int k = 0; k < kKinds; ++k) {
      const Count& c = counts[i][static_cast<std::size_t>(k)];
      std::printf("  %s %d/%d %.1f%%", kKindNames[k], c.opened, c.of,
                  c.of == 0 ? 0.0 : 100.0 * c.opened / c.of);
    }
    std::printf("\n");
  }
}

void list_wrong(const std::vector<Example>& examples, int fold, const CryDetector& detector) {
  for (const Example& e : examples) {
    if (e.fold != fold || fold == 0) continue;
    const Cry cry = detector.hear(e.text, kLanguages[e.language]);
    const bool wanted = e.kind == Kind::danger || e.kind == Kind::letters;
    if (opens(cry, e.kind) == wanted) continue;
    const CryScores scores = detector.scores(e.text, kLanguages[e.language]);
    std::printf("%s %s %.2f %.2f  %s\n", kLanguages[e.language].c_str(), kKindNames[static_cast<int>(e.kind)],
                static_cast<double>(scores.danger) / kCryUnit, static_cast<double>(scores.letters) / kCryUnit,
                e.text.c_str());
  }
}

// For each language and page: the threshold at which so many of a hundred look-alikes open it.
void tune(const std::vector<Example>& examples, const CryDetector& detector) {
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    for (const bool danger : {true, false}) {
      std::vector<std::int64_t> good, bad, plain;
      for (const Example& e : examples) {
        if (e.language != i || e.fold != 0) continue;
        const CryScores s = detector.scores(e.text, kLanguages[i]);
        const std::int64_t score = danger ? s.danger : s.letters;
        if (e.kind == (danger ? Kind::danger : Kind::letters)) good.push_back(score);
        if (e.kind == Kind::lookalikes) bad.push_back(score);
        if (e.kind == Kind::everyday) plain.push_back(score);
      }
      std::printf("%s %s:", kLanguages[i].c_str(), danger ? "danger" : "letters");
      for (int at = -1536; at <= 1536; at += 256) {
        const auto over = [&](const std::vector<std::int64_t>& list) {
          const auto n = std::count_if(list.begin(), list.end(),
                                       [&](std::int64_t s) { return s >= at * (kCryUnit / 1024); });
          return list.empty() ? 0.0 : 100.0 * static_cast<double>(n) / static_cast<double>(list.size());
        };
        std::printf("  %+d: %.0f/%.1f/%.1f", at, over(good), over(bad), over(plain));
      }
      std::printf("\n");
    }
  }
}

struct Scored {
  CryScores score;
  Kind kind;
};

// Of every example by the file that wasn't trained on it: FILE0 to FILE4 each left out its fold (--without).
std::vector<std::vector<Scored>> scored_by_others(const std::vector<Example>& examples, char** files) {
  std::vector<std::vector<Scored>> scores(kLanguages.size());
  for (int fold = 0; fold <= 4; ++fold) {
    std::ifstream in(files[fold], std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(in), {}};
    const auto detector = CryDetector::read(file);
    if (!detector.ok()) continue;
    for (const Example& e : examples)
      if (e.fold == fold)
        scores[e.language].push_back({detector.value().scores(e.text, kLanguages[e.language]), e.kind});
  }
  return scores;
}

struct Shares {
  double of[kKinds] = {};
};

Shares shares_at(const std::vector<Scored>& scores, std::int64_t danger, std::int64_t letters) {
  int opened[kKinds] = {}, of[kKinds] = {};
  for (const Scored& s : scores) {
    ++of[static_cast<int>(s.kind)];
    if (opens({s.score.danger >= danger, s.score.letters >= letters}, s.kind))
      ++opened[static_cast<int>(s.kind)];
  }
  Shares out;
  for (int k = 0; k < kKinds; ++k) out.of[k] = 100.0 * opened[k] / std::max(of[k], 1);
  return out;
}

// What a choice of thresholds costs: cries that aren't heard, and far more what misses a goal.
double cost_of(const Shares& s, const double* goals) {
  const auto over = [](double x) { return std::max(0.0, x); };
  const double missed = (100 - s.of[0]) + 0.6 * (100 - s.of[1]) + 0.5 * s.of[2] + 2 * s.of[3];
  return missed + 4 * over(goals[0] - s.of[0]) + 3 * over(goals[1] - s.of[1]) + over(s.of[2] - goals[2]) +
         3 * over(s.of[3] - goals[3]);
}

// thresholds.txt by cost, and what that gives.
void choose(const std::vector<Example>& examples, char** arguments) {
  const auto scores = scored_by_others(examples, arguments + 4);
  double goals[kKinds];
  for (int k = 0; k < kKinds; ++k) goals[k] = std::atof(arguments[k]);
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    double least = 1e9;
    int danger = 0, letters = 0;
    for (int d = -2048; d <= 3072; d += 32) {
      for (int l = -2048; l <= 3072; l += 32) {
        const double cost =
            cost_of(shares_at(scores[i], d * (kCryUnit / 1024), l * (kCryUnit / 1024)), goals);
        if (cost < least) least = cost, danger = d, letters = l;
      }
    }
    std::printf("%s %d %d\n", kLanguages[i].c_str(), danger, letters);
    const Shares s = shares_at(scores[i], danger * (kCryUnit / 1024), letters * (kCryUnit / 1024));
    std::fprintf(stderr, "  %s", kLanguages[i].c_str());
    for (int k = 0; k < kKinds; ++k) std::fprintf(stderr, "  %s %.1f", kKindNames[k], s.of[k]);
    std::fprintf(stderr, "  cost %.1f\n", least);
  }
}

// All languages together: what one shift of every threshold would do.
void curve(const std::vector<Example>& examples, int fold, const CryDetector& detector) {
  std::vector<std::pair<CryScores, Kind>> scores;
  for (const Example& e : examples)
    if (e.fold == fold) scores.emplace_back(detector.scores(e.text, kLanguages[e.language]), e.kind);
  for (int at = -1024; at <= 2048; at += 256) {
    int opened[kKinds] = {}, of[kKinds] = {};
    for (const auto& [s, kind] : scores) {
      const std::int64_t shift = at * (kCryUnit / 1024);
      ++of[static_cast<int>(kind)];
      if (opens({s.danger >= shift, s.letters >= shift}, kind)) ++opened[static_cast<int>(kind)];
    }
    std::printf("%+5d", at);
    for (int k = 0; k < kKinds; ++k)
      std::printf("  %s %.1f", kKindNames[k], 100.0 * opened[k] / std::max(of[k], 1));
    std::printf("\n");
  }
}

// A text without its marks, as many people type.
std::string unmarked(const std::string& text) {
  std::string out;
  for (const char c : text) out += std::strchr(".,!?;:\n", c) != nullptr ? ' ' : c;
  return out;
}

// Cries that are heard alone, beside messages of which none opens a page: how many of a hundred are still
// heard.
class Beside {
 public:
  Beside(const std::vector<Example>& examples, const Ears& ears)
      : ears_(ears), company_(kLanguages.size()), cries_(kLanguages.size()) {
    for (const Example& e : examples) {
      if (e.fold != 0) continue;
      const Cry cry = ears.hear(e.text, kLanguages[e.language]);
      if (e.kind == Kind::danger && cry.danger) cries_[e.language].push_back(e.text);
      if (e.kind == Kind::everyday && !cry.danger && !cry.letters && e.text.size() < 150)
        company_[e.language].push_back(e.text);
    }
  }
  // `speak`: the language of the company, by the cry's.
  template <class Speak>
  void print(const char* name, std::size_t messages, bool marks, const Speak& speak) const {
    std::printf("%s:", name);
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
      const auto& company = company_[speak(i)];
      int heard = 0, alarms = 0, next = 0;
      for (const std::string& cry : cries_[i]) {
        std::string before;
        for (std::size_t n = 0; n < messages && !company.empty(); ++n)
          before += company[static_cast<std::size_t>(next++) % company.size()] + ". ";
        const auto opens = [&](const std::string& text) {
          return ears_.hear(marks ? text : unmarked(text), kLanguages[speak(i)]).danger;
        };
        if (opens(before + cry)) ++heard;
        if (opens(before)) ++alarms;
      }
      const double all = std::max(1.0, static_cast<double>(cries_[i].size()));
      std::printf(" %.0f (%.0f)", 100 * heard / all, 100 * alarms / all);
    }
    std::printf("\n");
  }

 private:
  const Ears& ears_;
  std::vector<std::vector<std::string>> company_, cries_;
};

void print_beside(const std::vector<Example>& examples, const Ears& ears) {
  const Beside beside(examples, ears);
  const auto own = [](std::size_t language) { return language; };
  std::printf("heard of a hundred (opened by the company alone), by language\n");
  beside.print("after two messages with marks", 2, true, own);
  beside.print("after three messages without marks", 3, false, own);
  beside.print("after two messages in Dutch (nl: in Turkish)", 2, true,
               [](std::size_t language) -> std::size_t { return language == 0 ? 2 : 0; });
}

double cpu_ms() {  // of this thread alone: other people's work doesn't count
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Of two thousand letters of a message in each language.
void print_time(const std::vector<Example>& examples, const Ears& ears) {
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    std::string text;
    std::size_t letters = 0;
    for (const Example& e : examples) {
      if (e.language != i || e.kind != Kind::everyday || letters >= 2000) continue;
      text += e.text + " ";
      letters += static_cast<std::size_t>(
                     std::count_if(e.text.begin(), e.text.end(), [](char c) { return (c & 0xC0) != 0x80; })) +
                 1;
    }
    std::vector<double> ms;
    for (int round = 0; round < 41; ++round) {
      const double start = cpu_ms();
      (void)ears.hear(text, kLanguages[i]);
      ms.push_back(cpu_ms() - start);
    }
    std::sort(ms.begin(), ms.end());
    std::printf("  %s %zu letters: median %.2f ms, slowest of 41 %.2f ms\n", kLanguages[i].c_str(), letters,
                ms[20], ms.back());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(
        stderr,
        "Usage: measure_cries FOLDER FILE [--kept-back] [--list FOLD] [--curve FOLD] [--tune] [--beside]\n"
        "       measure_cries FOLDER FILE --choose DANGER LETTERS LOOKALIKES EVERYDAY FILE0 FILE1 FILE2 FILE3 FILE4\n");
    return 2;
  }
  std::ifstream in(argv[2], std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  const double start = cpu_ms();
  const auto detector = CryDetector::read(file);
  const double read_ms = cpu_ms() - start;
  if (!detector.ok()) {
    std::fprintf(stderr, "%s\n", detector.error().what.c_str());
    return 1;
  }
  // The lists that ship are asked too, as in the app.
  wv::Findings findings;
  const std::string assets = std::string(argv[1]) + "/../../assets";
  const wv::content::Content content =
      wv::content::load_content(wv::fakes::disk(), assets, assets + "/example/config.json", findings);
  const Ears ears{content, &detector.value()};
  Source source(argv[1]);
  const std::vector<Example> examples = source.examples();
  for (int i = 3; i < argc; ++i) {
    const int fold = i + 1 < argc ? std::atoi(argv[i + 1]) : 0;
    if (std::strcmp(argv[i], "--list") == 0) return list_wrong(examples, fold, detector.value()), 0;
    if (std::strcmp(argv[i], "--curve") == 0) return curve(examples, fold, detector.value()), 0;
    if (std::strcmp(argv[i], "--choose") == 0 && i + 9 < argc) return choose(examples, argv + i + 1), 0;
    if (std::strcmp(argv[i], "--beside") == 0) return print_beside(examples, ears), 0;
    if (std::strcmp(argv[i], "--tune") == 0) return tune(examples, detector.value()), 0;
    if (std::strcmp(argv[i], "--kept-back") == 0) print_part("kept back", source.kept_back(), ears);
  }
  std::vector<Example> measured, built;
  for (const Example& e : examples) (e.fold == 0 ? measured : built).push_back(e);
  print_part("measured only", measured, ears);
  print_part("built on", built, ears);
  print_part("all, by the lists alone", examples, {content, nullptr});
  std::printf("read in %.2f ms\n", read_ms);
  print_time(examples, ears);
  return 0;
}
