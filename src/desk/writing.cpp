#include "desk/writing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "content/phrases.h"
#include "desk/context.h"

namespace wv::desk {
namespace {

using casebook::Folded;

constexpr std::array<std::pair<By, std::string_view>, 6> kWays = {{{By::kiosk, ""},
                                                                   {By::phone, "phone"},
                                                                   {By::letter, "letter"},
                                                                   {By::email, "email"},
                                                                   {By::door, "door"},
                                                                   {By::surgery, "surgery"}}};

const domain::Submission* first_submission(const Folded& folded) {
  for (const casebook::Part& part : folded.parts)
    if (part.submission != nullptr && !part.erased) return part.submission;
  return nullptr;
}

// One promise that stands is most often the answer itself; of several nobody can tell which.
std::vector<EnvelopeId> likely_kept(const Folded& folded) {
  std::vector<EnvelopeId> ids;
  for (const casebook::PromiseMade& promise : folded.promises)
    if (!promise.kept) ids.push_back(folded.thread[promise.entry].event->id);
  if (ids.size() > 1) ids.clear();
  return ids;
}

Writing* find(Open& open, Writing::What what, Writing::About about, CaseId id) {
  for (std::size_t i = 0; i < open.writings.size(); ++i) {
    const Writing& other = open.writings[i];
    if (other.what != what || other.about != about || other.id != id) continue;
    open.writing = i;
    return &open.writings[i];
  }
  return nullptr;
}

void begin(Context& c, Open& open, Writing writing) {
  if (find(open, writing.what, writing.about, writing.id) == nullptr) {
    open.writings.push_back(std::move(writing));
    open.writing = open.writings.size() - 1;
  }
  open.overlay = Overlay::none;
  open.notice = Notice::none;
  const Writing& now = *writing_now(open);
  // A promise begins with its day, which is touched; the others with their words.
  if (now.what == Writing::What::promise)
    leave_field(c.state);
  else
    focus(c, Field::writing, std::string_view::npos);
}

domain::Role role_of(const Context& c, CaseId id) {
  const casebook::Summary* summary = c.world.casebook->summary(id);
  return summary != nullptr && summary->role ? *summary->role : domain::Role::fixer;
}

std::vector<ToldTo> one(CaseId id, Told told) {
  std::vector<ToldTo> list;
  list.push_back({id, std::move(told)});
  return list;
}

// In the resident's language when all of it is known in that, else as it was written: a text that is half in
// one language and half in another is read by nobody.
Told told_in(const Context& c, const Secret& dutch, const std::string& language) {
  Told told;
  told.language = "nl";
  told.text = dutch.clone();
  if (c.world.ready == nullptr || language == "nl" || language.empty()) return told;
  content::Translation translation = content::translate(dutch, *c.world.ready, language);
  if (!translation.whole()) return told;
  told.language = language;
  told.text = std::move(translation.text);
  return told;
}

// An answer is one of its own for each of the cases that are shown as one: each has its own number and code.
void add_answers(const Context& c, const Folded& folded, const Writing& writing, By by, Deed& deed) {
  for (const casebook::Part& part : folded.parts) {
    if (part.erased) continue;
    if (by != By::kiosk) {
      deed.steps.push_back(
          {part.id, casebook::Given{std::string(id_of(by)), writing.text.clone()}, {}, false});
      continue;
    }
    if (!reaches_kiosk(part.submission)) continue;
    Told told = told_in(c, writing.text, part.submission->language);
    told.status = writing.closes ? domain::AnswerStatus::closed : domain::AnswerStatus::answered;
    told.role = role_of(c, folded.id);
    deed.steps.push_back(
        {part.id, casebook::Answer{{}, writing.text.clone()}, one(part.id, std::move(told)), false});
  }
}

// A promise stands on the answer's page too, in the resident's language: the day alone, for the words are a
// note to colleagues. "vóór" the day after is "uiterlijk" the day itself.
std::optional<Told> told_of_promise(const Context& c, const Folded& folded, const casebook::Part& part,
                                    const Day& due) {
  if (part.erased || part.closed || !reaches_kiosk(part.submission)) return std::nullopt;
  using namespace content::literals;
  const auto& catalog = c.world.content.catalog;
  const std::string& language = part.submission->language;
  Told told;
  told.language = catalog.language(language) == nullptr ? "nl" : language;
  told.text = catalog.text(
      told.language, "receipt.by_day"_k,
      {{"date", content::day_words(catalog, told.language, add_days(due, 1), content::kBefore)}});
  told.status = domain::AnswerStatus::picked_up;
  told.role = role_of(c, folded.id);
  return told;
}

void add_kept_and_closed(const Folded& folded, const Writing& writing, Deed& deed) {
  for (const casebook::PromiseMade& promise : folded.promises) {
    const EnvelopeId id = folded.thread[promise.entry].event->id;
    if (!promise.kept && std::find(writing.keeps.begin(), writing.keeps.end(), id) != writing.keeps.end())
      deed.steps.push_back({folded.id, casebook::Kept{id}, {}, false});
  }
  if (!writing.closes) return;
  for (const casebook::Part& part : folded.parts)
    if (!part.closed) deed.steps.push_back({part.id, casebook::Closed{}, {}, false});
}

Deed deed_of(Context& c, const Folded& folded, const Writing& writing, By by) {
  Deed deed;
  deed.about = folded.id;
  deed.holds = writing.what != Writing::What::note;  // a promise has somebody whose it is
  switch (writing.what) {
    case Writing::What::note:
      deed.steps.push_back(
          {folded.id, casebook::Note{writing.text.clone(), writing.role, {}}, {}, writing.voice});
      break;
    case Writing::What::promise: {
      // One promise, and a word of it to each of those whom it was made to.
      Step promise{folded.id, casebook::Promise{*writing.due, writing.text.clone()}, {}, false};
      for (const casebook::Part& part : folded.parts)
        if (auto told = told_of_promise(c, folded, part, *writing.due))
          promise.told.push_back({part.id, std::move(*told)});
      deed.steps.push_back(std::move(promise));
      break;
    }
    case Writing::What::answer:
      add_answers(c, folded, writing, by, deed);
      add_kept_and_closed(folded, writing, deed);
      break;
  }
  return deed;
}

// A note at a door begins a case; a promise made there follows it, and whoever promised holds it.
Deed door_deed(const Writing& writing) {
  Deed deed;
  deed.steps.push_back({{}, casebook::Note{writing.text.clone(), writing.role, {}}, {}, writing.voice});
  deed.steps.push_back({{}, casebook::Taken{}, {}, false});
  if (writing.due)
    deed.steps.push_back({{}, casebook::Promise{*writing.due, writing.text.clone()}, {}, false});
  return deed;
}

Did did_of(Writing::What what) {
  return what == Writing::What::note     ? Did::noted
         : what == Writing::What::answer ? Did::answered
                                         : Did::promised;
}

Notice missing(const Context& c, const Open& open, const Writing& writing) {
  const bool said = !writing.text.empty() || writing.voice;
  if (writing.what == Writing::What::promise && !writing.due) return Notice::day_missing;
  if (writing.what != Writing::What::promise && !said) return Notice::text_missing;
  (void)c;
  (void)open;
  return Notice::none;
}

// The panel closes, its words are in what pends.
void finish(Context& c, Open& open, Did did, std::vector<Deed> deeds) {
  const std::size_t index = *open.writing;
  Writing written = std::move(open.writings[index]);
  open.writings.erase(open.writings.begin() + static_cast<std::ptrdiff_t>(index));
  open.writing.reset();
  open.overlay = Overlay::none;
  leave_field(c.state);
  hold(c, open, did, std::move(deeds), std::move(written));
}

void finish_marked(Context& c, Open& open, std::vector<Deed> deeds) {
  if (deeds.empty()) return say(open, Notice::already);
  const Did did = did_of(writing_now(open)->what);
  finish(c, open, did, std::move(deeds));
  std::erase_if(open.list.marked, [&](CaseId id) {
    return std::none_of(open.left_out.begin(), open.left_out.end(),
                        [&](const LeftOut& left) { return left.id == id; });
  });
  open.list.anchor.reset();
}

// Several at once: a promise or a note goes to all that are there, an answer is shown for each of them first.
void save_marked(Context& c, Open& open) {
  const Writing& writing = *writing_now(open);
  open.left_out.clear();
  if (writing.what == Writing::What::answer) {
    open.preview = {};
    for (const CaseId id : chosen(open)) {
      Preview::Item item;
      item.id = id;
      const Folded* folded = c.world.casebook->find(id);
      const domain::Submission* submission = folded == nullptr ? nullptr : first_submission(*folded);
      if (submission != nullptr) {
        item.by = chosen_way(*submission);
        item.language = submission->language;
      }
      if (folded == nullptr || c.world.casebook->summary(id)->erased)
        item.left = Left::gone;
      else if (!reaches_kiosk(submission))
        item.left = Left::no_kiosk;
      else if (item.by != By::kiosk)
        item.left = Left::other_way;  // nobody would ring them any more
      item.on = !item.left;
      open.preview.items.push_back(std::move(item));
    }
    if (open.preview.items.empty()) return say(open, Notice::nothing_marked);
    open.overlay = Overlay::preview;
    return leave_field(c.state);
  }
  std::vector<Deed> deeds;
  for (const CaseId id : chosen(open)) {
    const Folded* folded = c.world.casebook->find(id);
    if (folded == nullptr || c.world.casebook->summary(id)->erased)
      open.left_out.push_back({id, Left::gone});
    else if (writing.what == Writing::What::promise && folded->closed)
      open.left_out.push_back({id, Left::done});
    else
      deeds.push_back(deed_of(c, *folded, writing, writing.by));
  }
  finish_marked(c, open, std::move(deeds));
}

}  // namespace

std::string_view id_of(By by) {
  for (const auto& [way, id] : kWays)
    if (way == by) return id;
  return {};
}
std::optional<By> parse_by(std::string_view id) {
  for (const auto& [way, name] : kWays)
    if (name == id) return way;
  return std::nullopt;
}
By chosen_way(const domain::Submission& submission) {
  switch (submission.contact.way.value_or(domain::ContactWay::none)) {
    case domain::ContactWay::phone: return By::phone;
    case domain::ContactWay::email: return By::email;
    case domain::ContactWay::here: return By::surgery;
    case domain::ContactWay::none: break;
  }
  return By::kiosk;
}
bool reaches_kiosk(const domain::Submission* submission) {
  return submission != nullptr && !submission->answer.tag.empty() && !submission->answer.key.empty();
}

void open_writing(Context& c, Open& open, Writing::What what) {
  if (c.world.casebook == nullptr) return;
  Writing writing;
  writing.what = what;
  if (!open.list.marked.empty()) {
    writing.about = Writing::About::marked;
    return begin(c, open, std::move(writing));
  }
  const std::vector<CaseId> ids = chosen(open);
  if (ids.empty()) return say(open, Notice::nothing_marked);
  if (!open.opened || open.opened->id != ids.front()) open_case(c, open, ids.front());
  if (!open.opened) return;
  const Folded* folded = c.world.casebook->find(open.opened->id);
  if (folded == nullptr) return say(open, Notice::gone);
  writing.id = folded->id;
  if (what == Writing::What::answer) {
    if (const auto* submission = first_submission(*folded))
      writing.by = chosen_way(*submission);
    else
      writing.by = By::door;
    writing.keeps = likely_kept(*folded);
    open.opened->answer_arrived = false;
  }
  begin(c, open, std::move(writing));
}

void open_door_note(Context& c, Open& open) {
  Writing writing;
  writing.what = Writing::What::note;
  writing.about = Writing::About::door;
  begin(c, open, std::move(writing));
}

void close_writing(Context& c, Open& open) {
  leave_field(c.state);
  const Writing* writing = writing_now(open);
  const auto index = open.writing;
  open.writing.reset();
  if (writing != nullptr && writing->empty()) forget_writing(c, open, *index);
  if (open.overlay == Overlay::preview) open.overlay = Overlay::none;
}

void forget_writing(Context& c, Open& open, std::size_t index) {
  if (index >= open.writings.size()) return;
  if (open.writings[index].voice || open.writings[index].recording) drop_voice(c, open);
  open.writings.erase(open.writings.begin() + static_cast<std::ptrdiff_t>(index));
  if (open.writing == index)
    open.writing.reset();
  else if (open.writing && *open.writing > index)
    --*open.writing;
}

void drop_writing(Context& c, Open& open) {
  if (!open.writing) return;
  leave_field(c.state);
  forget_writing(c, open, *open.writing);
  if (open.overlay == Overlay::preview) open.overlay = Overlay::none;
}

void choose_due(Context& c, Open& open, const Day& day) {
  Writing* writing = writing_now(open);
  if (writing == nullptr || !open.viewer || day < open.viewer->today()) return;
  open.notice = Notice::none;
  const casebook::WorkCalendar& calendar = open.viewer->calendar();
  const Day before = add_days(day, -1);
  const Day open_day = calendar.by(before, 1);  // the day itself when it is a working day
  if (open_day != day) say(open, Notice::day_moved);
  writing->due = open_day;
  (void)c;
}

void move_due(Context& c, Open& open, int by) {
  Writing* writing = writing_now(open);
  if (writing == nullptr || !open.viewer) return;
  const Day today = open.viewer->today();
  const auto& calendar = open.viewer->calendar();
  const int now = writing->due ? calendar.between(today, *writing->due) : 0;
  const int then = std::max(now + by, 1);
  choose_due(c, open, calendar.by(today, then));
}

void choose_way(Context& c, Open& open, By by) {
  Writing* writing = writing_now(open);
  if (writing == nullptr || writing->what != Writing::What::answer) return;
  open.notice = Notice::none;
  if (by == By::kiosk && writing->about == Writing::About::one) {
    const Folded* folded = c.world.casebook->find(writing->id);
    const bool some = folded != nullptr &&
                      std::any_of(folded->parts.begin(), folded->parts.end(),
                                  [](const auto& p) { return !p.erased && reaches_kiosk(p.submission); });
    if (!some) return say(open, Notice::way_missing);
  }
  writing->by = by;
  writing->by_chosen = true;
}

void choose_ready(Context& c, Open& open, const std::string& id) {
  Writing* writing = writing_now(open);
  if (writing == nullptr || c.world.ready == nullptr) return;
  for (const content::ReadySentence& sentence : *c.world.ready) {
    if (sentence.id != id) continue;
    if (open.editing.field != Field::writing) focus(c, Field::writing, std::string_view::npos);
    const std::string_view before = writing->text.view().substr(0, open.editing.caret);
    const bool space = !before.empty() && before.back() != ' ' && before.back() != '\n';
    // A sentence in one: it fits, or nothing of it is typed.
    return type(c, (space ? " " : "") + sentence.words.at("nl"));
  }
}

void save(Context& c, Open& open) {
  Writing* writing = writing_now(open);
  if (writing == nullptr || c.world.casebook == nullptr) return;
  if (open.voice.step == VoiceNote::Step::recording) return;  // it ends first
  if (const Notice what = missing(c, open, *writing); what != Notice::none) return say(open, what);
  open.notice = Notice::none;
  if (writing->about == Writing::About::marked) return save_marked(c, open);
  std::vector<Deed> deeds;
  if (writing->about == Writing::About::door) {
    deeds.push_back(door_deed(*writing));
    return finish(c, open, Did::noted, std::move(deeds));
  }
  const Folded* folded = c.world.casebook->find(writing->id);
  if (folded == nullptr || c.world.casebook->summary(writing->id)->erased) return say(open, Notice::gone);
  // Two answers to one question confuse whoever asked: it is said once, and then it is theirs to decide.
  if (writing->what == Writing::What::answer && open.opened && open.opened->answer_arrived &&
      !writing->warned) {
    writing->warned = true;
    return say(open, Notice::colleague_wrote);
  }
  if (writing->what == Writing::What::answer && writing->by == By::kiosk &&
      std::none_of(folded->parts.begin(), folded->parts.end(),
                   [](const auto& p) { return !p.erased && reaches_kiosk(p.submission); }))
    return say(open, Notice::way_missing);
  deeds.push_back(deed_of(c, *folded, *writing, writing->by));
  finish(c, open, did_of(writing->what), std::move(deeds));
}

void send_all(Context& c, Open& open) {
  const Writing* writing = writing_now(open);
  if (writing == nullptr || open.overlay != Overlay::preview) return;
  std::vector<Deed> deeds;
  open.left_out.clear();
  for (const Preview::Item& item : open.preview.items) {
    const Folded* folded = c.world.casebook->find(item.id);
    if (!item.on || folded == nullptr)
      open.left_out.push_back({item.id, folded == nullptr ? Left::gone : item.left.value_or(Left::done)});
    else
      deeds.push_back(deed_of(c, *folded, *writing, By::kiosk));
  }
  finish_marked(c, open, std::move(deeds));
}

void begin_voice(Context& c, Open& open) {
  Writing* writing = writing_now(open);
  if (writing == nullptr || writing->what != Writing::What::note ||
      open.voice.step == VoiceNote::Step::recording)
    return;
  // One sound is held at a time: another note's is saved or thrown away first.
  const auto takes_it = [](const Deed& deed) {
    return std::any_of(deed.steps.begin(), deed.steps.end(), [](const Step& s) { return s.voice; });
  };
  const auto pends = [&](const Pending& p) { return std::any_of(p.deeds.begin(), p.deeds.end(), takes_it); };
  const bool held = std::any_of(open.pending.begin(), open.pending.end(), pends) ||
                    std::any_of(open.sealing.begin(), open.sealing.end(),
                                [&](const Sealing& s) { return pends(s.pending); }) ||
                    std::any_of(open.failed.begin(), open.failed.end(),
                                [&](const Failure& f) { return takes_it(f.deed); }) ||
                    std::any_of(open.writings.begin(), open.writings.end(),
                                [&](const Writing& other) { return &other != writing && other.voice; });
  if (held) return say(open, Notice::voice_held);
  writing->voice = false;
  writing->recording = true;
  leave_field(c.state);
  open.voice = {};
  open.voice.step = VoiceNote::Step::recording;
  ask(c, RecordVoice{});
}

void drop_voice(Context& c, Open& open) {
  for (Writing& writing : open.writings) writing.voice = writing.recording = false;
  open.voice = {};
  c.state.requests.close(Ask::voice);
  c.effects.push_back(DropVoice{});
}

}  // namespace wv::desk
