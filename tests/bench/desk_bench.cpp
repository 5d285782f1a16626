// desk_bench frames FOLDER [CASES]   the desk on what case_store_bench keeps in FOLDER (filled when there is
//                                    nothing): unlocked, scrolled, searched, typed into, at 1920x1080. The
//                                    first time it opens every file; the second time it has the cache
// desk_bench sync DATA CONFIG CASES  a member's device that begins empty brings down what the server of
// CONFIG
//                                    has, while its desk is open: prints one line of JSON
//                                    (desk_sync_bench.py)
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "base/path.h"
#include "bench_desk.h"
#include "bench_town.h"
#include "ports/ask.h"
#include "ports/make_platform.h"
#include "runtime/setup.h"

using namespace wv;
using bench::Desk;
using bench::tell;

namespace {

constexpr double kFrame = 16.6;
using Named = desk::KeyPressed::Named;

runtime::Setup set_up(ports::Platform& platform, const std::string& config) {
  auto setup = ports::ask<runtime::Setup>(
      platform, [&](auto answer) { runtime::set_up(config, platform, std::move(answer)); });
  if (!setup) {
    std::fprintf(stderr, "desk_bench: %s\n", setup.error().what.c_str());
    std::exit(2);
  }
  Findings findings;
  content::add_desk_words(setup.value().content, findings);
  return std::move(setup).value();
}

// What the passphrase alone costs, which is meant to be slow.
double derivation_ms(ports::Platform& platform, const std::string& data) {
  std::ifstream in(data + "/" + crypto::kIdentityFile, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  double least = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double begun = bench::wall_ms();
    const auto opened = ports::ask<crypto::Identity>(platform, [&](auto answer) {
      crypto::unlock_identity(platform.sealer(), file, Secret(bench::kPassphrase), std::move(answer));
    });
    if (opened) least = std::min(least, bench::wall_ms() - begun);
  }
  return least;
}

// False: it does not come to its end.
bool measure_unlock(Desk& desk, std::size_t cases, double derivation) {
  desk.settle();
  const double begun = bench::wall_ms();
  desk.begin();
  desk.unlock();
  if (!desk.until([&] { return desk.open() != nullptr && !desk.open()->list.rows.empty(); })) return false;
  const double first = bench::wall_ms() - begun - derivation;
  if (!desk.until([&] { return desk.book() != nullptr && desk.book()->size() == cases; })) return false;
  const double all = bench::wall_ms() - begun - derivation;
  desk.settle();
  tell("the passphrase's derivation, kept out of the next", derivation, "ms");
  tell("unlocked: the first list on the screen", first, "ms", 500);
  tell("   all cases in it", all, "ms", 500);
  tell("   the longest frame meanwhile, CPU", desk.longest_ms(), "ms");
  return true;
}

void key(Desk& desk, char32_t letter, Named named = Named::none, bool shift = false) {
  desk.post(desk::KeyPressed{letter, named, shift, false});
  desk.settle();
}

void measure_search(Desk& desk) {
  constexpr const char* kWords[] = {"lantaarnpaal",         "kapot boom", "0070012",
                                    "speeltuin afval",      "x",          "de gevaarlijk",
                                    "buurman helpen weken", "zonnebloem"};
  key(desk, U'/');
  desk.begin();
  for (const char* words : kWords) {
    const std::string typed = words;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      desk.doing("\"" + typed.substr(0, i + 1) + "\"");
      desk.post(desk::TextTyped{Secret(std::string(1, typed[i]))});
      desk.settle();
    }
    for (std::size_t i = typed.size(); i > 0; --i) {
      desk.doing("back to \"" + typed.substr(0, i - 1) + "\"");
      desk.post(desk::BackspacePressed{});
      desk.settle();
    }
  }
  desk.report("search as one types, a key and its frame", kFrame);
  desk.doing({});
  key(desk, 0, Named::escape);
}

void measure_list(Desk& desk) {
  const ui::Node* row = desk.node("desk.row.");
  if (row == nullptr) return;
  const ui::Point at{row->hit.centre().x, 500};
  desk.begin();
  for (int i = 0; i < 120; ++i) desk.wheel(at, i % 40 < 20 ? -1.0f : 1.0f);
  desk.report("the wheel over the list", kFrame);
  desk.begin();
  for (int i = 0; i < 150; ++i) desk.hover({at.x, 250 + static_cast<float>(i % 50) * 15});
  desk.report("the mouse passing over it", kFrame);
  desk.begin();
  for (int i = 0; i < 80; ++i) key(desk, 0, i < 40 ? Named::down : Named::up);
  for (int i = 0; i < 20; ++i) key(desk, 0, i % 2 == 0 ? Named::page_down : Named::page_up);
  key(desk, 0, Named::last);
  key(desk, 0, Named::first);
  desk.report("arrows, pages, first and last", kFrame);
}

void measure_case(Desk& desk) {
  key(desk, 0, Named::enter);
  desk.begin();
  for (int i = 0; i < 40; ++i) key(desk, 0, Named::down);
  desk.report("leafing through cases by arrow", kFrame);
  desk.begin();
  for (int i = 0; i < 40; ++i) desk.wheel({1500, 500}, i % 4 < 2 ? -1.0f : 1.0f);
  desk.report("the wheel over the thread", kFrame);
  key(desk, U'n');
  desk.begin();
  const std::string note =
      "Gesproken met mevrouw De Vries aan de deur. De lamp voor haar huis is weer stuk, en de stoep ligt "
      "los. Ik vraag het na bij de gemeente, en kom er dinsdag op terug.";
  for (const char letter : note) {
    desk.post(desk::TextTyped{Secret(std::string(1, letter))});
    desk.settle();
  }
  desk.report("typing a note", kFrame);
  desk.post(desk::WritingDropped{});
  desk.settle();
  key(desk, 0, Named::escape);
}

void measure_touch(Desk& desk) {
  const ui::Node* row = desk.node("desk.row.");
  if (row == nullptr) return;
  const ui::Point at{row->hit.centre().x, 500};
  desk.draw_along(at, -5);  // the first touch makes it roomy
  desk.begin();
  for (int i = 0; i < 40; ++i) desk.draw_along(at, i % 20 < 10 ? -45.0f : 45.0f);
  desk.report("the list drawn along by a finger", kFrame);
}

int frames(ports::Platform& platform, const std::string& folder, int cases) {
  bench::Town town(platform, folder);
  if (!town.take_again()) {
    const std::string example = folder_of(runtime::default_config(platform)) + "/municipality.json";
    if (!town.fill(cases, example)) return std::fprintf(stderr, "desk_bench: could not fill\n"), 1;
  }
  const runtime::Setup setup = set_up(platform, town.settings());
  const double derivation = derivation_ms(platform, folder);
  Desk desk(setup, folder, platform, Desk::Time::virtual_);
  if (!measure_unlock(desk, static_cast<std::size_t>(cases), derivation))
    return std::fprintf(stderr, "desk_bench: it does not open; has FOLDER %d cases?\n", cases), 1;
  desk.post(desk::ListChosen{casebook::List::all});
  desk.settle();
  measure_search(desk);
  measure_list(desk);
  measure_case(desk);
  measure_touch(desk);
  tell("memory at the most", bench::most_memory_mb(), "MB", 150);
  tell("sleeps, when nobody does anything", static_cast<double>(desk.sleeps_ms()) / 1000, "s");
  return 0;
}

int first_sync(ports::Platform& platform, const std::string& data, const std::string& config,
               std::size_t cases) {
  const runtime::Setup setup = set_up(platform, config);
  Desk desk(setup, data, platform, Desk::Time::real);
  desk.settle();
  desk.unlock();
  if (!desk.until([&] { return desk.open() != nullptr; }, 30'000))
    return std::fprintf(stderr, "desk_bench: it does not open: has it its keyring in %s/cases?\n",
                        data.c_str()),
           1;
  const double begun = bench::wall_ms(), cpu = bench::process_cpu_ms();
  desk.begin();
  desk.post(desk::SyncNowPressed{});
  double usable = 0, touched = begun;
  const bool done = desk.until(
      [&] {
        const desk::Open* open = desk.open();
        if (open == nullptr) return true;           // it locked
        if (bench::wall_ms() - touched > 10'000) {  // somebody sits there, or it locks after two minutes
          touched = bench::wall_ms();
          desk.stage().post_desk(desk::Touched{});
        }
        if (usable == 0 && !open->list.rows.empty()) usable = bench::wall_ms() - begun;
        return desk.stage().desk()->sync.all_done && desk.book()->size() >= cases;
      },
      300'000);
  const auto* book = desk.book();
  std::printf(
      "{\"done\":%s,\"cases\":%zu,\"usable_s\":%.3f,\"whole_s\":%.3f,\"cpu_s\":%.3f,"
      "\"longest_frame_ms\":%.1f,\"memory_mb\":%.0f}\n",
      done && desk.open() != nullptr ? "true" : "false", book == nullptr ? 0 : book->size(), usable / 1000,
      (bench::wall_ms() - begun) / 1000, (bench::process_cpu_ms() - cpu) / 1000, desk.longest_ms(),
      bench::most_memory_mb());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto platform = ports::make_platform();
  if (argc >= 3 && std::strcmp(argv[1], "frames") == 0)
    return frames(*platform, argv[2], argc > 3 ? std::max(std::atoi(argv[3]), 1) : 10'000);
  if (argc == 5 && std::strcmp(argv[1], "sync") == 0)
    return first_sync(*platform, argv[2], argv[3], static_cast<std::size_t>(std::atoi(argv[4])));
  return std::fprintf(stderr, "desk_bench frames FOLDER [CASES] | sync DATA CONFIG CASES\n"), 2;
}
