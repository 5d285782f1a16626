#include "cli/conformance.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/json.h"
#include "base/path.h"
#include "cli/arguments.h"
#include "content/content.h"
#include "runtime/built.h"
#include "runtime/measured.h"
#include "runtime/setup.h"

namespace wv::cli {

namespace {

constexpr std::uint64_t kMostBytes = 1u << 20;

enum class Verdict { meets, fails, unmeasured, tested, by_hand, not_applicable };

std::string_view id_of(Verdict v) {
  constexpr std::string_view kIds[] = {"meets", "fails", "unmeasured", "tested", "by_hand", "not_applicable"};
  return kIds[static_cast<std::size_t>(v)];
}

std::string_view words_of(Verdict v, bool dutch) {
  constexpr std::string_view kDutch[] = {"voldoet",    "voldoet niet", "niet gemeten voor deze bouw",
                                         "eigen test", "met de hand",  "niet van toepassing"};
  constexpr std::string_view kEnglish[] = {"meets",    "does not meet", "not measured for this build",
                                           "own test", "by hand",       "does not apply"};
  return dutch ? kDutch[static_cast<std::size_t>(v)] : kEnglish[static_cast<std::size_t>(v)];
}

struct Line {
  std::string standard, id, level, name, how, shown;
  Verdict verdict = Verdict::unmeasured;
};

struct Report {
  bool dutch = true;
  std::string why_not;  // nothing is measured; "" when it is
  Json figures;
  Json checks;  // what they are called
  std::vector<Line> lines;
  [[nodiscard]] std::size_t count(Verdict v) const {
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [&](const Line& l) { return l.verdict == v; }));
  }
};

Result<Json> read_json(const ports::Files& files, const std::string& path) {
  const auto text = files.read(path, kMostBytes);
  if (!text) return text.error();
  return parse_json(text.value(), path);
}

std::string text_at(const Json& json, std::string_view member) {
  const auto found = json.is_object() ? json.find(member) : json.end();
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::size_t number_at(const Json& json, std::string_view member) {
  const auto found = json.is_object() ? json.find(member) : json.end();
  return found != json.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

Json part(const Json& json, std::string_view member) {
  const auto found = json.is_object() ? json.find(member) : json.end();
  return found != json.end() ? *found : Json::object();
}

// Figures that are there and belong to what is here; else why not.
void take_figures(Report& report, const Result<std::string>& figures, const runtime::Measured& here) {
  const auto read = figures ? parse_json(figures.value(), "figures.json") : Result<Json>(figures.error());
  const auto because = [&](std::string_view nl, std::string_view en) {
    report.why_not = report.dutch ? nl : en;
  };
  if (!read) return because("er zijn geen cijfers", "there are no figures");
  report.figures = read.value();
  if (text_at(report.figures, "format") != "wijkverbinder-figures/1")
    return because("de cijfers hebben een andere vorm", "the figures have another form");
  if (text_at(report.figures, "screens") != here.screens)
    return because("de cijfers horen bij een andere bouw", "the figures belong to another build");
  if (text_at(report.figures, "texts") != here.texts)
    return because("de cijfers horen bij andere teksten", "the figures belong to other texts");
  if (text_at(report.figures, "settings") != here.settings)
    return because("de cijfers horen bij andere instellingen", "the figures belong to other settings");
}

// A check that looked at nothing has shown nothing.
void judge_by_figures(const Report& report, const Json& checks, Line& line) {
  std::size_t faults = 0;
  bool all = !checks.empty();
  for (const auto& check : checks) {
    const std::string id = check.is_string() ? check.get<std::string>() : std::string();
    const Json one = part(part(report.figures, "checks"), id);
    const std::size_t looked = number_at(one, "looked"), bad = number_at(one, "faults");
    all = all && looked > 0;
    faults += bad;
    const std::string name = text_at(part(report.checks, id), report.dutch ? "nl" : "en");
    line.shown += (line.shown.empty() ? "" : "; ") + (name.empty() ? id : name);
    if (report.why_not.empty())
      line.shown += ": " + std::to_string(looked) + (report.dutch ? " bekeken, " : " looked at, ") +
                    std::to_string(bad) + (report.dutch ? " fout" : " wrong");
  }
  if (!report.why_not.empty() || (!all && faults == 0)) return;
  line.verdict = faults > 0 ? Verdict::fails : Verdict::meets;
}

Line line_of(const Report& report, const Json& clause) {
  const std::string_view language = report.dutch ? "nl" : "en";
  Line line{text_at(clause, "standard"),
            text_at(clause, "id"),
            text_at(clause, "level"),
            text_at(part(clause, "name"), language),
            text_at(part(clause, "how"), language),
            {}};
  const Json by = part(clause, "shown_by");
  if (by.contains("sweep")) {
    judge_by_figures(report, part(by, "sweep"), line);
  } else if (by.contains("test")) {
    line.verdict = Verdict::tested;
    line.shown = text_at(by, "test");
  } else if (by.contains("hand")) {
    line.verdict = Verdict::by_hand;
    line.shown = (report.dutch ? "met de hand: " : "by hand: ") + text_at(part(by, "hand"), language);
  } else if (by.contains("not")) {
    line.verdict = Verdict::not_applicable;
  }
  return line;
}

// The sweep's own limits are stricter than the clauses in places.
std::string_view about_limits(bool dutch) {
  return dutch
             ? "Voldoet niet: de eigen maat, die soms strenger is dan de norm (15 mm waar de norm 24 px vraagt), is niet "
               "overal gehaald. Eigen test: wordt bij elke bouw getoetst, zonder cijfer in dit verslag."
             : "Does not meet: our own limit, at times stricter than the clause (15 mm where it asks for 24 px), isn't kept "
               "everywhere. Own test: tried with each build, without a figure in this report.";
}

std::string measured_on(const Report& r) {
  if (!r.why_not.empty()) return std::string(words_of(Verdict::unmeasured, r.dutch)) + ": " + r.why_not;
  return std::to_string(number_at(r.figures, "screens_looked_at")) +
         (r.dutch ? " schermen, " : " screens, ") + text_at(r.figures, "day") + ", `" +
         text_at(r.figures, "command") + "`";
}

void write_text(const Report& r, std::ostream& out) {
  out << (r.dutch ? "# Toegankelijkheid van Wijkverbinder " : "# Accessibility of Wijkverbinder ")
      << runtime::built::version() << "\n\nEN 301 549 v3.2.1, " << (r.dutch ? "hoofdstuk 5" : "chapter 5")
      << "; WCAG 2.2, A " << (r.dutch ? "en" : "and") << " AA.\n"
      << (r.dutch ? "Gemeten: " : "Measured: ") << measured_on(r) << "\n"
      << about_limits(r.dutch) << "\n\n";
  for (const Verdict v : {Verdict::meets, Verdict::fails, Verdict::unmeasured, Verdict::tested,
                          Verdict::by_hand, Verdict::not_applicable})
    out << words_of(v, r.dutch) << ": " << r.count(v) << "\n";
  out << (r.dutch ? "\n| norm | eis | uitslag | hoe | waaraan te zien |\n"
                  : "\n| norm | clause | verdict | how | shown by |\n")
      << "|---|---|---|---|---|\n";
  for (const Line& l : r.lines)
    out << "| " << l.standard << " " << l.id << (l.level.empty() ? "" : " " + l.level) << " | " << l.name
        << " | " << words_of(l.verdict, r.dutch) << " | " << l.how << " | " << l.shown << " |\n";
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

void write_html(const Report& r, std::ostream& out) {
  const std::string title =
      (r.dutch ? "Toegankelijkheid van Wijkverbinder " : "Accessibility of Wijkverbinder ") +
      std::string(runtime::built::version());
  out << "<!doctype html>\n<html lang=\"" << (r.dutch ? "nl" : "en")
      << "\"><head><meta charset=\"utf-8\"><title>" << escaped(title)
      << "</title><style>body{font:1rem/1.5 sans-serif;margin:2rem;color:#17213B}"
      << "table{border-collapse:collapse}th,td{border:1px solid #7C86A1;padding:.4rem;text-align:left;"
      << "vertical-align:top}.fails{color:#B3261E;font-weight:bold}</style></head><body><h1>"
      << escaped(title) << "</h1><p>EN 301 549 v3.2.1, " << (r.dutch ? "hoofdstuk 5" : "chapter 5")
      << "; WCAG 2.2 A, AA.</p><p>" << (r.dutch ? "Gemeten: " : "Measured: ") << escaped(measured_on(r))
      << "</p><p>" << about_limits(r.dutch) << "</p><table><thead><tr>";
  for (const char* head : r.dutch ? std::array{"norm", "eis", "uitslag", "hoe", "waaraan te zien"}
                                  : std::array{"norm", "clause", "verdict", "how", "shown by"})
    out << "<th scope=\"col\">" << head << "</th>";
  out << "</tr></thead><tbody>\n";
  for (const Line& l : r.lines)
    out << "<tr><th scope=\"row\">" << l.standard << " " << l.id << " " << l.level << "</th><td>"
        << escaped(l.name) << "</td><td class=\"" << id_of(l.verdict) << "\">" << words_of(l.verdict, r.dutch)
        << "</td><td>" << escaped(l.how) << "</td><td>" << escaped(l.shown) << "</td></tr>\n";
  out << "</tbody></table></body></html>\n";
}

void write_json(const Report& r, std::ostream& out) {
  OrderedJson json{{"format", "wijkverbinder-conformance/1"}, {"version", runtime::built::version()}};
  json["measured"] = r.why_not.empty();
  json["about"] = measured_on(r);
  json["clauses"] = OrderedJson::array();
  for (const Line& l : r.lines)
    json["clauses"].push_back({{"standard", l.standard},
                               {"id", l.id},
                               {"level", l.level},
                               {"name", l.name},
                               {"verdict", id_of(l.verdict)},
                               {"how", l.how},
                               {"shown_by", l.shown}});
  out << json.dump(1) << "\n";
}

}  // namespace

int run_conformance(ports::Platform& platform, std::span<const std::string> args, const std::string& config,
                    std::ostream& out, std::ostream& err) {
  const ports::Files& files = platform.files();
  const std::string beside = path_in(platform.folders().program, "figures.json"),
                    kept = path_in(runtime::asset_folder(platform), "conformance/figures.json");
  return conformance_by(platform, args, config, files.read(files.is_file(beside) ? beside : kept, kMostBytes),
                        out, err);
}

int conformance_by(ports::Platform& platform, std::span<const std::string> args, const std::string& config,
                   const Result<std::string>& figures, std::ostream& out, std::ostream& err) {
  const auto complain = [&](const Error& e) {
    err << "wijkverbinder: " << e.what << "\n";
    return 2;
  };
  const auto words = parse_arguments(args.subspan(1), {"--lang"}, {"--conformance", "--json", "--html"});
  if (!words) return complain(words.error());
  const std::string lang = words.value().value("--lang");
  if (!words.value().positions.empty() || (!lang.empty() && lang != "nl" && lang != "en"))
    return complain(wrong_usage("check --conformance takes --config FILE, --lang nl|en, --json or --html."));
  const std::string named = words.value().value("--config"), file = named.empty() ? config : named;
  const ports::Files& files = platform.files();
  Findings findings;
  const auto content = content::load_content(files, runtime::asset_folder(platform), file, findings);
  if (has_fault(findings))
    return complain(
        {Fault::bad_input, "check.settings", file + ": has faults; `wijkverbinder check` tells them."});
  const auto clauses = read_json(files, path_in(runtime::asset_folder(platform), "conformance/clauses.json"));
  if (!clauses) return complain(clauses.error());
  Report report;
  report.dutch = lang != "en";
  take_figures(
      report, figures,
      runtime::measured_here(files, runtime::asset_folder(platform), file, content.config.municipality));
  report.checks = part(clauses.value(), "checks");
  for (const Json& clause : part(clauses.value(), "clauses")) report.lines.push_back(line_of(report, clause));
  const bool as_json = words.value().has("--json"), as_html = words.value().has("--html");
  as_json ? write_json(report, out) : as_html ? write_html(report, out) : write_text(report, out);
  if (report.why_not.empty()) return report.count(Verdict::fails) > 0 ? 1 : 0;
  err << "wijkverbinder: " << measured_on(report) << "; `ctest --test-dir build/linux -R sweep` measures.\n";
  return 3;
}

}  // namespace wv::cli
