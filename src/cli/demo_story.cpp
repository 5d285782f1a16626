#include "cli/demo_story.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/path.h"
#include "services/files.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostStoryBytes = 4u << 20;
constexpr char kStoryFormat[] = "wijkverbinder-demo/1";
constexpr int kMostDays = 300, kMostDue = 60, kMinutesOfDay = 24 * 60;

Error told(const Findings& findings) { return {Fault::bad_input, "demo.story", to_line(findings.front())}; }

Result<Json> read_file(const ports::Files& files, const std::string& folder, const std::string& name) {
  const std::string path = path_in(folder, name);
  const auto text = services::read_named_file(files, path, kMostStoryBytes);
  if (!text) return text.error();
  return parse_json(text.value(), path);
}

// "14:05"
int minute_of(ObjectReader& in) {
  const std::string text = in.required_text("at");
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -100; };
  const int minute =
      text.size() == 5 && text[2] == ':' ? (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4) : -1;
  if (minute < 0 || minute >= kMinutesOfDay) in.fault("at", "no time of a day", "write it as 14:05");
  return std::clamp(minute, 0, kMinutesOfDay - 1);
}

StoryMoment moment_of(ObjectReader& in) {
  StoryMoment when;
  when.days = static_cast<int>(in.required_int("days", 0, kMostDays));
  when.minute = minute_of(in);
  return when;
}

StoryStep step_of(ObjectReader& in) {
  StoryStep step;
  step.when = moment_of(in);
  step.by = in.required_text("by");
  step.kind = in.required_text("kind");
  step.due = static_cast<int>(in.optional_int("due", -kMostDue, kMostDue).value_or(0));
  for (const auto& [member, text] : {std::pair{"text", &step.text},
                                     {"role", &step.role},
                                     {"theme", &step.theme},
                                     {"way", &step.way},
                                     {"to", &step.to},
                                     {"with", &step.with},
                                     {"system", &step.system},
                                     {"reference", &step.reference}})
    *text = in.optional_text(member).value_or("");
  step.status = in.optional_text("status").value_or(step.status);
  step.language = in.optional_text("language").value_or(step.language);
  step.confirmed = in.optional_bool("confirmed", false);
  in.refuse_unknown();
  return step;
}

StoryCase case_of(ObjectReader& in, const std::string& file, Findings& findings) {
  StoryCase made;
  made.name = in.optional_text("name").value_or("");
  made.when = moment_of(in);
  made.kiosk = static_cast<std::size_t>(in.optional_int("kiosk", 0, 9).value_or(0));
  const auto kind = domain::parse_kind(in.required_text("kind"));
  if (!kind) in.fault("kind", "no kind of message", "question, initiative, signal or conversation");
  made.kind = kind.value_or(domain::Kind::question);
  made.language = in.optional_text("language").value_or("nl");
  for (const auto& [member, text] : {std::pair{"message", &made.message},
                                     {"place", &made.place},
                                     {"place_id", &made.place_id},
                                     {"with", &made.with},
                                     {"phone", &made.phone},
                                     {"email", &made.email},
                                     {"contact_name", &made.contact_name}})
    *text = in.optional_text(member).value_or("");
  made.tiles = in.optional_texts("tiles");
  made.needs = in.optional_texts("needs");
  made.comes_here = in.optional_bool("comes_here", false);
  made.confidential = in.optional_bool("confidential", false);
  made.voice = in.optional_bool("voice", false);
  made.shown = in.optional_bool("shown", false);
  made.waiting = in.optional_bool("waiting", false);
  made.door = in.optional_bool("door", false);
  if (const Json* steps = in.optional_array("steps"))
    for (std::size_t i = 0; i < steps->size(); ++i) {
      ObjectReader step((*steps)[i], file, in.place_of("steps") + "/" + std::to_string(i), findings);
      made.steps.push_back(step_of(step));
    }
  in.refuse_unknown();
  return made;
}

// Each item of a list of the file, by a reader of its own.
template <class Take>
void each(ObjectReader& in, const char* list, const std::string& file, Findings& findings, Take take) {
  const Json* items = in.required_array(list);
  for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
    ObjectReader item((*items)[i], file, "/" + std::string(list) + "/" + std::to_string(i), findings);
    take(item);
  }
}

void check_format(ObjectReader& in) {
  if (in.required_text("format") != kStoryFormat) in.fault("format", "another file", kStoryFormat);
}

void read_people(ObjectReader& in, const std::string& file, Findings& findings, Story& story) {
  check_format(in);
  story.passphrase = in.required_text("passphrase");
  story.begun = static_cast<int>(in.required_int("begun", 1, kMostDays));
  story.rotated = static_cast<int>(in.required_int("rotated", 1, kMostDays));
  each(in, "members", file, findings, [&](ObjectReader& item) {
    StoryMember member;
    member.id = item.required_text("id");
    member.name = item.required_text("name");
    member.neighbourhoods = item.optional_texts("neighbourhoods");
    member.number = static_cast<int>(item.required_int("number", 0, 899));
    member.confidential = item.optional_bool("confidential", false);
    item.refuse_unknown();
    story.members.push_back(std::move(member));
  });
  each(in, "kiosks", file, findings, [&](ObjectReader& item) {
    StoryKiosk kiosk;
    kiosk.name = item.required_text("name");
    kiosk.place = item.required_text("place");
    kiosk.number = static_cast<int>(item.required_int("number", 0, 899));
    kiosk.follows = item.optional_bool("follows", true);
    item.refuse_unknown();
    story.kiosks.push_back(std::move(kiosk));
  });
  in.refuse_unknown();
}

void read_news(ObjectReader& in, const std::string& file, Findings& findings, Story& story) {
  check_format(in);
  each(in, "news", file, findings, [&](ObjectReader& item) {
    StoryNews news;
    news.when = moment_of(item);
    news.kind = item.required_text("kind");
    news.role = item.optional_text("role").value_or("");
    for (const auto& [member, texts] : {std::pair{"title", &news.title}, {"text", &news.text}}) {
      const Json* object = item.required_object(member);
      for (auto text = object != nullptr ? object->begin() : Json::const_iterator();
           object != nullptr && text != object->end(); ++text) {
        if (text->is_string())
          (*texts)[text.key()] = text->get<std::string>();
        else
          item.fault(member, "no text", "write a text for each language");
      }
    }
    item.refuse_unknown();
    story.news.push_back(std::move(news));
  });
  in.refuse_unknown();
}

// --- what was done with long ago --------------------------------------------------------------------------

struct Pattern {
  domain::Kind kind = domain::Kind::question;
  std::string language, theme, note, answer;
  std::vector<std::string> tiles, messages;
};

std::string placed(std::string text, const std::string& place) {
  constexpr std::string_view kPlace = "{place}";
  if (const std::size_t at = text.find(kPlace); at != std::string::npos)
    text.replace(at, kPlace.size(), place);
  return text;
}

StoryStep past_step(const std::string& by, int days, int minute, const char* kind) {
  StoryStep step;
  step.by = by;
  step.when = {std::max(days, 1), minute};
  step.kind = kind;
  return step;
}

// The nth of many that were closed long ago. Numbers without a common divisor spread patterns, places and
// hours.
StoryCase past_case(const Story& story, const Pattern& pattern, const std::string& place, int nth, int days) {
  constexpr int kMorning = 9 * 60, kHours = 8 * 60, kSpread = 37;
  StoryCase made;
  const auto n = static_cast<std::size_t>(nth);
  made.when = {days, kMorning + nth * kSpread % kHours};
  made.kiosk = n % story.kiosks.size();
  made.kind = pattern.kind;
  made.language = pattern.language;
  made.tiles = pattern.tiles;
  made.message = placed(pattern.messages[n % pattern.messages.size()], place);
  if (pattern.kind == domain::Kind::signal) made.place = place;
  const std::string& by = story.members[n % story.members.size()].id;
  const int taken = days - 1 - nth % 3, done = taken - 1 - nth % 5;
  made.steps.push_back(past_step(by, taken, kMorning + nth % 90, "taken"));
  StoryStep sorted = past_step(by, taken, kMorning + 1 + nth % 90, "sorted");
  sorted.theme = pattern.theme;
  if (!pattern.theme.empty()) made.steps.push_back(std::move(sorted));
  StoryStep note = past_step(by, taken, kMorning + 100 + nth % 90, "note");
  note.text = placed(pattern.note, place);
  if (!pattern.note.empty() && nth % 2 == 0) made.steps.push_back(std::move(note));
  StoryStep answer = past_step(by, done, kMorning + 200 + nth % 90, "answer");
  answer.text = placed(pattern.answer, place);
  answer.language = pattern.language;
  made.steps.push_back(std::move(answer));
  made.steps.push_back(past_step(by, done, kMorning + 210 + nth % 90, "closed"));
  return made;
}

void read_past(ObjectReader& in, const std::string& file, Findings& findings, Story& story) {
  check_format(in);
  const int count = static_cast<int>(in.required_int("count", 0, 5000));
  const int from = static_cast<int>(in.required_int("from", 10, kMostDays));
  const int until = static_cast<int>(in.required_int("until", 10, kMostDays));
  const auto places = in.optional_texts("places");
  std::vector<Pattern> patterns;
  each(in, "patterns", file, findings, [&](ObjectReader& item) {
    Pattern pattern;
    pattern.kind = domain::parse_kind(item.required_text("kind")).value_or(domain::Kind::question);
    pattern.language = item.optional_text("language").value_or("nl");
    pattern.tiles = item.optional_texts("tiles");
    pattern.messages = item.optional_texts("messages");
    if (pattern.messages.empty()) item.fault("messages", "there is none", "write one at least");
    pattern.theme = item.optional_text("theme").value_or("");
    pattern.note = item.optional_text("note").value_or("");
    pattern.answer = item.required_text("answer");
    item.refuse_unknown();
    patterns.push_back(std::move(pattern));
  });
  in.refuse_unknown();
  if (places.empty()) in.fault("places", "there is none", "write one at least");
  if (!findings.empty() || patterns.empty()) return;
  for (int i = 0; i < count; ++i) {
    const auto n = static_cast<std::size_t>(i);
    story.cases.push_back(past_case(story, patterns[n * 7 % patterns.size()], places[n * 5 % places.size()],
                                    i, until + (from - until) * i / std::max(count, 1)));
  }
}

}  // namespace

Result<Story> read_story(const ports::Files& files, const std::string& folder) {
  Story story;
  Findings findings;
  const auto read = [&](const char* name, auto take) -> Status {
    const auto json = read_file(files, folder, name);
    if (!json) return json.error();
    ObjectReader in(json.value(), path_in(folder, name), "", findings);
    take(in, path_in(folder, name), findings, story);
    return findings.empty() ? Status(Done{}) : Status(told(findings));
  };
  Status done = read("people.json", read_people);
  if (done && (story.members.empty() || story.kiosks.empty()))
    done = Error{Fault::bad_input, "demo.story", folder + "/people.json: nobody works there; name somebody"};
  if (done)
    done = read("cases.json", [](ObjectReader& in, const std::string& file, Findings& f, Story& s) {
      check_format(in);
      each(in, "cases", file, f, [&](ObjectReader& item) { s.cases.push_back(case_of(item, file, f)); });
      in.refuse_unknown();
    });
  if (done) done = read("past.json", read_past);
  if (done) done = read("news.json", read_news);
  if (!done) return done.error();
  return story;
}

}  // namespace wv::cli
