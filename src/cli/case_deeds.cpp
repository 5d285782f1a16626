// Each of these writes one event of a case; `answer` writes the answer before it.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/bytes.h"
#include "base/utf8.h"
#include "cli/case_command.h"
#include "services/files.h"

namespace wv::cli {
namespace {

using casebook::Body;

constexpr int kMostDays = 365;

// What each takes: with words of its own (--text-file), and how many ids.
struct Verb {
  enum class Text { none, may, must } text = Text::none;
  std::size_t least = 1, most = 1;
};
const std::map<std::string, Verb> kVerbs = {{"take", {}},
                                            {"note", {Verb::Text::must}},
                                            {"promise", {Verb::Text::must}},
                                            {"kept", {Verb::Text::none, 1, 2}},
                                            {"answer", {Verb::Text::may}},
                                            {"given", {Verb::Text::may}},
                                            {"hand", {}},
                                            {"sort", {}},
                                            {"join", {Verb::Text::none, 2, 2}},
                                            {"part", {Verb::Text::none, 2, 2}},
                                            {"close", {}},
                                            {"reopen", {}},
                                            {"erase", {}}};

Result<Secret> read_words_of(const Context& context) {
  const std::string path = context.arguments.value("--text-file");
  if (path.empty()) return Secret();
  auto read = services::read_named_file(context.platform.files(), path, casebook::kMostTextBytes);
  if (!read) return read.error();
  std::string& text = read.value();
  while (!text.empty() && std::string_view("\n\r \t").find(text.back()) != std::string_view::npos)
    text.pop_back();
  if (!is_utf8(text))
    return Error{Fault::bad_input, "file.unreadable", path + ": this is not UTF-8; save it as such"};
  return Secret(std::move(text));
}

Result<Day> due_of(const Context& context, const casebook::Viewer& viewer) {
  const std::string day = context.arguments.value("--due"), days = context.arguments.value("--days");
  if (day.empty() == days.empty())
    return wrong_usage("promise: name the day, --due 2026-12-08, or in how many working days, --days 3");
  if (!day.empty()) {
    const auto parsed = parse_day(day);
    if (!parsed) return wrong_usage("--due: a day like 2026-12-08 is expected");
    if (*parsed < viewer.today()) return wrong_usage("--due: this day has passed; promise one to come");
    return *parsed;
  }
  int count = 0;
  const auto [end, error] = std::from_chars(days.data(), days.data() + days.size(), count);
  if (error != std::errc() || end != days.data() + days.size() || count < 1 || count > kMostDays)
    return wrong_usage("--days: a whole number from 1 to 365 is expected");
  return viewer.calendar().by(viewer.today(), count);
}

Result<Body> sorting(const Context& context) {
  casebook::Sorted sorted;
  const auto kind = context.arguments.value("--kind"), role = context.arguments.value("--role");
  sorted.kind = domain::parse_kind(kind);
  sorted.role = domain::parse_role(role);
  if (const std::string theme = context.arguments.value("--theme"); !theme.empty()) sorted.theme = theme;
  if (!kind.empty() && !sorted.kind)
    return wrong_usage("--kind: question, initiative, signal or conversation is expected");
  if (!role.empty() && !sorted.role)
    return wrong_usage("--role: fixer, entrepreneur, bridge_builder or mediator is expected");
  if (!sorted.kind && !sorted.role && !sorted.theme)
    return wrong_usage("sort: name --kind, --role or --theme");
  return Body(std::move(sorted));
}

// The one that was named, else the earliest that isn't kept.
Result<Body> keeping(const casebook::Folded& folded, const std::string& name) {
  const casebook::PromiseMade* first = nullptr;
  for (const casebook::PromiseMade& promise : folded.promises) {
    const std::string id = to_text(folded.thread[promise.entry].event->id);
    if (!name.empty() ? id != name : promise.kept) continue;
    if (first == nullptr || promise.due < first->due) first = &promise;
  }
  if (first == nullptr)
    return Error{Fault::bad_input, "cases.no_promise", "this case has no such promise that isn't kept"};
  return Body(casebook::Kept{folded.thread[first->entry].event->id});
}

Body erasing(const casebook::Folded& folded) {
  casebook::Erase erase;
  for (const casebook::Part& part : folded.parts)
    if (part.submission != nullptr) {
      erase.envelopes.push_back(casebook::submission_of(part.id));
      for (const domain::Attachment& attachment : part.submission->attachments)
        if (const auto id = casebook::parse_id<casebook::EnvelopeId>(attachment.id))
          erase.envelopes.push_back(*id);
    }
  for (const casebook::Entry& entry : folded.thread) erase.envelopes.push_back(entry.event->id);
  for (const casebook::ReceivedAnswer& answer : folded.answers) erase.envelopes.push_back(answer.envelope);
  if (erase.envelopes.size() > casebook::kMostErased) erase.envelopes.resize(casebook::kMostErased);
  return Body(std::move(erase));
}

Result<Body> answering(const Context& context, CaseDesk& desk, const casebook::Folded& folded, Secret text) {
  const domain::Submission* submission = nullptr;
  for (const casebook::Part& part : folded.parts)
    if (part.submission != nullptr && !part.erased && (submission == nullptr || part.id == folded.id))
      submission = part.submission;
  if (submission == nullptr)
    return Error{Fault::bad_input, "cases.no_message",
                 "nobody sent this case, so nobody waits for an answer"};
  domain::AnswerDocument document;
  if (const std::string status = context.arguments.value("--status"); !status.empty()) {
    const auto known = domain::parse_answer_status(status);
    if (!known) return wrong_usage("--status: received, picked_up, answered or closed is expected");
    document.status = *known;
  }
  if (document.status == domain::AnswerStatus::answered && text.empty())
    return wrong_usage("an answer needs words; name their file with --text-file, or another --status");
  for (const casebook::ReceivedAnswer& answer : folded.answers)
    if (answer.document->submission == submission->id)
      document.seq = std::max(document.seq, std::min(answer.document->seq + 1, domain::kMostSeq));
  document.role = folded.role.get() != nullptr ? *folded.role.get() : submission->role;
  document.text = text.clone();
  document.language = context.arguments.value("--lang");
  if (document.language.empty()) document.language = submission->language;
  warn_of_boxes(context, context.arguments.value("--text-file"), text.view());
  const auto sent = desk.send_answer(*submission, std::move(document));
  if (!sent) return sent.error();
  return Body(casebook::Answer{sent.value(), std::move(text)});
}

Result<Body> body_of(const Context& context, CaseDesk& desk, const std::vector<std::string>& words,
                     const casebook::Folded& folded, Secret text) {
  const std::string& verb = words[0];
  if (verb == "take") return Body(casebook::Taken{});
  if (verb == "close") return Body(casebook::Closed{});
  if (verb == "reopen") return Body(casebook::Reopened{});
  if (verb == "sort") return sorting(context);
  if (verb == "erase") return erasing(folded);
  if (verb == "kept") return keeping(folded, words.size() > 2 ? words[2] : "");
  if (verb == "answer") return answering(context, desk, folded, std::move(text));
  if (verb == "given") return Body(casebook::Given{context.arguments.value("--way"), std::move(text)});
  if (verb == "note")
    return Body(casebook::Note{std::move(text), domain::parse_role(context.arguments.value("--role")), {}});
  if (verb == "promise") {
    const auto due = due_of(context, desk.viewer());
    if (!due) return due.error();
    return Body(casebook::Promise{due.value(), std::move(text)});
  }
  if (verb == "hand") {
    const std::string to = context.arguments.value("--to");
    if (!desk.is_member(to))
      return wrong_usage("--to " + to + ": no member of this id; `register show` lists them");
    return Body(casebook::Handed{{to}});
  }
  const auto other = desk.find(words[2]);
  if (!other) return other.error();
  return verb == "join" ? Body(casebook::Joined{other.value()}) : Body(casebook::Parted{other.value()});
}

}  // namespace

bool is_deed(const std::string& verb) { return kVerbs.contains(verb); }

Status check_deed(const Context& context, const std::vector<std::string>& words) {
  const Verb& verb = kVerbs.at(words[0]);
  const std::size_t ids = words.size() - 1;
  if (ids < verb.least || ids > verb.most)
    return wrong_usage("case " + words[0] + ": " + (verb.least > 1 ? "two cases are" : "a case is") +
                       " to be named by id or number");
  const bool text = !context.arguments.value("--text-file").empty();
  if (verb.text == Verb::Text::must && !text)
    return wrong_usage("case " + words[0] + ": name a file with the words by --text-file");
  if (verb.text == Verb::Text::none && text)
    return wrong_usage("case " + words[0] + ": --text-file says nothing here");
  if (words[0] == "hand" && context.arguments.value("--to").empty())
    return wrong_usage("case hand: name the colleague by --to");
  constexpr std::string_view kWays[] = {"phone", "letter", "email", "door", "surgery"};
  if (words[0] == "given" &&
      std::find(std::begin(kWays), std::end(kWays), context.arguments.value("--way")) == std::end(kWays))
    return wrong_usage("case given: --way phone, letter, email, door or surgery is expected");
  return Done{};
}

Outcome do_deed(const Context& context, CaseDesk& desk, const std::vector<std::string>& words) {
  auto text = read_words_of(context);
  if (!text) return text.error();
  if (kVerbs.at(words[0]).text == Verb::Text::must && text.value().empty())
    return Error{Fault::bad_input, "file.unreadable",
                 context.arguments.value("--text-file") + ": there are no words in it"};
  const auto id = desk.find(words[1]);
  if (!id) return id.error();
  auto body = body_of(context, desk, words, *desk.book().find(id.value()), std::move(text).value());
  if (!body) return body.error();
  const auto* answer = std::get_if<casebook::Answer>(&body.value());
  const std::string envelope = answer != nullptr ? to_text(answer->envelope) : "";
  const auto event = desk.add(id.value(), std::move(body).value());
  if (!event) return event.error();
  if (!context.arguments.has("--json")) {
    context.out << to_text(event.value()) << "\n";
    return 0;
  }
  OrderedJson json = {{"id", to_text(event.value())}, {"case", to_text(id.value())}, {"kind", words[0]}};
  if (!envelope.empty()) json["answer"] = envelope;
  context.out << json.dump(2) << "\n";
  return 0;
}

}  // namespace wv::cli
