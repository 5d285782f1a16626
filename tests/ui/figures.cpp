#include "figures.h"

#include <chrono>
#include <fstream>

#include "base/json.h"
#include "fakes/disk_files.h"
#include "places.h"
#include "runtime/built.h"
#include "runtime/measured.h"
#include "ui_fixture.h"

namespace wv::ui {

namespace {

std::string today() {
  const std::chrono::year_month_day day{
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  const auto two = [](unsigned n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
  return std::to_string(static_cast<int>(day.year())) + two(static_cast<unsigned>(day.month())) +
         two(static_cast<unsigned>(day.day()));
}

}  // namespace

void write_figures(const std::string& file, const Tally& tally, std::size_t screens,
                   const std::string& municipality) {
  const auto on = runtime::measured_here(fakes::disk(), (source_folder() / "assets").string(),
                                         settings_file(), municipality);
  OrderedJson json{{"format", "wijkverbinder-figures/1"},
                   {"command", "WV_FIGURES=FILE build/linux/test_sweep"},
                   {"day", today()},
                   {"version", runtime::built::version()},
                   {"screens", on.screens},
                   {"texts", on.texts},
                   {"settings", on.settings},
                   {"screens_looked_at", screens}};
  for (std::size_t i = 0; i < static_cast<std::size_t>(Check::count); ++i) {
    const auto check = static_cast<Check>(i);
    json["checks"][std::string(id_of(check))] = {{"looked", tally.of(check).looked},
                                                 {"faults", tally.of(check).faults}};
  }
  std::ofstream(file) << json.dump(1) << "\n";
}

}  // namespace wv::ui
