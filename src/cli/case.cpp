// case: what lies on a member's device, decrypted, for scripts and for whoever works without a screen.
// case list, show and export read; the other subcommands each write one event (case_deeds.cpp).
#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/path.h"
#include "cli/case_command.h"
#include "cli/case_print.h"

namespace wv::cli {
namespace {

using casebook::List;

constexpr std::array<std::pair<const char*, List>, casebook::kLists> kListNames = {
    {{"late", List::late},
     {"today", List::today},
     {"new", List::fresh},
     {"mine", List::mine},
     {"waiting", List::waiting},
     {"done", List::done},
     {"all", List::all}}};
constexpr char kUse[] =
    "use: case list, case show ID, case export DIR, or case take|note|promise|kept|answer|given|hand|sort|join|part|close|reopen|erase ID …";

Result<List> list_of(const Context& context) {
  const std::string name = context.arguments.value("--list");
  if (name.empty()) return List::all;
  const auto* const found =
      std::find_if(kListNames.begin(), kListNames.end(), [&](const auto& one) { return name == one.first; });
  if (found == kListNames.end())
    return wrong_usage("--list: late, today, new, mine, waiting, done or all is expected");
  return found->second;
}

const std::vector<std::string> kColumns = {"id",  "number", "kind", "theme", "language", "holder", "begun_on",
                                           "due", "late",   "hurt", "place", "words",    "closed"};

std::string csv_of(const OrderedJson& row) {
  std::vector<std::string> cells;
  for (const std::string& column : kColumns)
    cells.push_back(row[column].is_string() ? row[column].get<std::string>()
                    : row[column].is_null() ? ""
                                            : row[column].dump());
  return csv_row(cells);
}

void print_line(const Context& context, const OrderedJson& row) {
  constexpr std::size_t kShownOfId = 8;
  const auto text = [&](const char* member) {
    return row[member].is_string() ? row[member].get<std::string>() : std::string("-");
  };
  context.out << text("id").substr(0, kShownOfId) << "  "
              << (row["due"].is_null() ? std::string("          ") : text("due"))
              << (row["late"].get<bool>() ? " late " : "      ") << text("kind") << "  "
              << (text("holder").empty() ? "-" : text("holder")) << "  " << one_line(text("words")) << "\n";
}

Outcome list_cases(const Context& context, const CaseDesk& desk, List list) {
  const casebook::Viewer viewer = desk.viewer();
  const auto rows = desk.book().rows(list, viewer, {}, context.arguments.value("--words"));
  if (context.arguments.has("--csv")) {
    context.out << csv_row(kColumns);
    for (const casebook::Row& row : rows) context.out << csv_of(row_json(row));
    return 0;
  }
  if (!context.arguments.has("--json")) {
    for (const casebook::Row& row : rows) print_line(context, row_json(row));
    std::size_t waiting = 0;
    for (const auto& [code, count] : desk.counts().waiting) waiting += count;
    context.out << rows.size() << " cases";
    if (waiting > 0)
      context.out << ", " << waiting << " files that no key here opens or whose writer isn't known yet";
    context.out << "\n";
    return 0;
  }
  OrderedJson json = {{"me", desk.me().text}, {"counts", OrderedJson::object()}};
  const casebook::Counts counts = desk.book().counts(viewer);
  for (const auto& [name, which] : kListNames) json["counts"][name] = counts[static_cast<std::size_t>(which)];
  json["waiting"] = desk.counts().waiting;
  json["broken"] = desk.counts().broken;
  json["cases"] = OrderedJson::array();
  for (const casebook::Row& row : rows) json["cases"].push_back(row_json(row));
  context.out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << "\n";
  return 0;
}

void print_case(const Context& context, const OrderedJson& json) {
  const auto words = [](const OrderedJson& of) {
    std::string line;
    for (const char* member :
         {"due", "way", "to", "system", "reference", "theme", "status", "text", "message"})
      if (of.contains(member) && of[member].is_string() && !of[member].get<std::string>().empty())
        line += "  " + one_line(of[member].get<std::string>());
    return line;
  };
  context.out << json["id"].get<std::string>() << (json["closed"].get<bool>() ? ", closed" : "") << "\n";
  for (const OrderedJson& part : json["parts"])
    context.out << "  " << (part.contains("number") ? part["number"].get<std::string>() : "no message")
                << words(part) << "\n";
  for (const OrderedJson& entry : json["thread"])
    context.out << "  " << entry["at"].get<std::string>() << "  " << entry["by"].get<std::string>() << "  "
                << entry["kind"].get<std::string>() << words(entry) << "\n";
  for (const OrderedJson& answer : json["answers"])
    context.out << "  answer " << answer["seq"].get<std::uint64_t>() << words(answer) << "\n";
}

Outcome show_case(const Context& context, const CaseDesk& desk, const std::string& name) {
  const auto id = desk.find(name);
  if (!id) return id.error();
  const OrderedJson json = case_json(desk, *desk.book().find(id.value()));
  if (context.arguments.has("--json"))
    context.out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << "\n";
  else
    print_case(context, json);
  return 0;
}

// A file a case, and the list as a table; readable by this user alone. Nothing protects them any more.
Outcome export_cases(const Context& context, const CaseDesk& desk, const std::string& folder) {
  ports::Store& store = context.platform.store(folder);
  std::string table = csv_row(kColumns);
  const auto rows = desk.book().rows(List::all, desk.viewer());
  for (const casebook::Row& row : rows) {
    table += csv_of(row_json(row));
    const std::string text = case_json(desk, *desk.book().find(row.summary->id))
                                 .dump(2, ' ', false, OrderedJson::error_handler_t::replace);
    const auto put = ask<Done>(context.platform, [&](auto answer) {
      store.replace(to_text(row.summary->id) + ".json", to_bytes(text + "\n"), answer);
    });
    if (!put) return put.error();
  }
  const auto put =
      ask<Done>(context.platform, [&](auto answer) { store.replace("cases.csv", to_bytes(table), answer); });
  wipe(table);
  if (!put) return put.error();
  if (context.arguments.has("--json"))
    context.out << OrderedJson{{"folder", folder}, {"cases", rows.size()}}.dump(2) << "\n";
  else
    context.out << folder << ": " << rows.size()
                << " cases in the clear; delete them when they have served\n";
  return 0;
}

}  // namespace

Outcome case_command(const Context& context) {
  const auto& words = context.arguments.positions;
  const std::string verb = words.empty() ? "" : words[0];
  const bool reads = verb == "list" || verb == "show" || verb == "export";
  if (!reads && !is_deed(verb)) return wrong_usage(kUse);
  if (reads && words.size() != (verb == "list" ? 1U : 2U)) return wrong_usage(kUse);
  if (context.arguments.has("--json") && context.arguments.has("--csv"))
    return wrong_usage("--json or --csv, not both");
  const auto list = list_of(context);
  if (!list) return list.error();
  if (!reads)
    if (Status good = check_deed(context, words); !good) return good.error();
  const auto desk = CaseDesk::open(context);
  if (!desk) return desk.error();
  if (verb == "list") return list_cases(context, *desk.value(), list.value());
  if (verb == "show") return show_case(context, *desk.value(), words[1]);
  if (verb == "export") return export_cases(context, *desk.value(), words[1]);
  return do_deed(context, *desk.value(), words);
}

}  // namespace wv::cli
