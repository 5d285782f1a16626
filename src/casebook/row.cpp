#include "casebook/row.h"

#include <algorithm>

#include "domain/attachment.h"

namespace wv::casebook {
namespace {

// In one line, cut after a letter: what follows is read in the case itself.
Secret first_words(std::string_view text) {
  Secret words;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      space = !words.empty();
      continue;
    }
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // a letter of UTF-8
    if (begins && words.size() + (space ? 5 : 4) > kMostFirstWords) break;
    if (space) words.push_back(' ');
    space = false;
    words.push_back(c);
  }
  return words;
}

// The day on the wall in the Netherlands; a submission brings its own offset, an event is in UTC.
Day civil_day(Instant at) {
  const LocalTime winter{Instant{0}, 60};
  return day_of(as_then(at, winter));
}

void read_submission(Summary& summary, const domain::Submission& submission) {
  summary.kind = submission.kind;
  summary.role = submission.role;
  summary.language = submission.language;
  summary.number = submission.receipt.clone();
  summary.words = first_words(submission.message);
  if (submission.place) {
    summary.place = submission.place->name.clone();
    summary.place_id = submission.place->id;
  }
}

// A case that nobody sent: its first note speaks for it.
void read_note(Summary& summary, const Folded& folded) {
  for (const Entry& entry : folded.thread) {
    const auto* note = std::get_if<Note>(&entry.event->body);
    if (note == nullptr || !entry.counts()) continue;
    summary.words = first_words(note->text);
    summary.role = note->role;
    return;
  }
}

void read_parts(Summary& summary, const Folded& folded) {
  const Part* shown = nullptr;
  bool some = false, all_erased = true;
  const auto begins = [&](Instant at, const Day& day) {
    if (!some || at < summary.begun) {
      summary.begun = at;
      summary.begun_on = day;
    }
    some = true;
  };
  for (const Part& part : folded.parts) {
    all_erased = all_erased && part.erased;
    if (part.submission == nullptr) continue;
    const Day came = day_of(part.submission->created_at);
    begins(part.submission->created_at.at, came);
    if (part.erased) continue;
    if (shown == nullptr) shown = &part;
    for (const domain::Attachment& attachment : part.submission->attachments)
      summary.voice = summary.voice || attachment.media_type == domain::kVoiceMedia;
    const bool runs = !part.answered && !part.closed;
    if (runs && (!summary.unanswered_of || came < *summary.unanswered_of)) summary.unanswered_of = came;
    if (part.waits_since && (!summary.waits_since || *part.waits_since < *summary.waits_since))
      summary.waits_since = part.waits_since;
  }
  summary.erased = all_erased;
  if (!some && !folded.thread.empty()) {
    const Instant at = folded.thread.front().event->at;
    begins(at, civil_day(at));
  } else if (!some && !folded.answers.empty()) {
    const LocalTime& at = folded.answers.back().document->at;
    begins(at.at, day_of(at));
  }
  if (shown != nullptr) {
    read_submission(summary, *shown->submission);
  } else if (!all_erased) {
    read_note(summary, folded);
  }
}

void read_thread(Summary& summary, const Folded& folded) {
  summary.last = summary.begun;
  for (const Entry& entry : folded.thread) {
    summary.last = std::max(summary.last, entry.event->at);
    summary.apart = summary.apart || (entry.apart && !entry.hidden);
    if (!entry.counts()) continue;
    if (std::holds_alternative<Forwarded>(entry.event->body)) summary.with_others = true;
    if (std::holds_alternative<Found>(entry.event->body)) summary.with_others = false;
  }
  for (const PromiseMade& promise : folded.promises) {
    if (!promise.kept && (!summary.promised || promise.due < *summary.promised))
      summary.promised = promise.due;
  }
}

}  // namespace

Summary summarise(const Folded& folded, const Membership& keys) {
  Summary summary;
  summary.id = folded.id;
  summary.cases = folded.parts.size();
  read_parts(summary, folded);
  read_thread(summary, folded);
  if (folded.kind.get() != nullptr) summary.kind = *folded.kind.get();
  if (folded.role.get() != nullptr) summary.role = *folded.role.get();
  if (folded.theme.get() != nullptr) summary.theme = *folded.theme.get();
  if (folded.holder.get() != nullptr) summary.holder = *folded.holder.get();
  summary.holder_left = !summary.holder.empty() && !keys.is_living(summary.holder);
  summary.disputed = folded.holder.disputed() || folded.closing.disputed() || folded.kind.disputed() ||
                     folded.role.disputed() || folded.theme.disputed();
  summary.opened = !folded.readers.empty();
  summary.closed = folded.closed;
  summary.confidential = folded.seal == Seal::confidential;
  summary.on_the_way = folded.on_the_way;
  return summary;
}

Viewer::Viewer(MemberId me, const LocalTime& now, int reply_term, std::span<const Day> closed_days,
               std::vector<MemberId> stands_in_for)
    : me_(std::move(me)),
      stands_in_for_(std::move(stands_in_for)),
      now_(now.at),
      today_(day_of(now)),
      reply_term_(reply_term),
      calendar_(today_, closed_days) {}

bool Viewer::is_mine(const MemberId& holder) const {
  return holder == me_ ||
         std::find(stands_in_for_.begin(), stands_in_for_.end(), holder) != stands_in_for_.end();
}

bool Viewer::counts_as(const Viewer& other) const {
  return today_ == other.today_ && reply_term_ == other.reply_term_ && calendar_.same_as(other.calendar_);
}

Row row_of(const Summary& s, const Viewer& viewer) {
  Row row;
  row.summary = &s;
  if (s.closed || s.erased) return row;
  const Day& today = viewer.today();
  const WorkCalendar& calendar = viewer.calendar();
  std::optional<Day> term;
  if (s.unanswered_of && viewer.reply_term() > 0) term = calendar.by(*s.unanswered_of, viewer.reply_term());
  row.due_is_promise = s.promised && (!term || *s.promised <= *term);
  row.due = row.due_is_promise ? s.promised : term;
  if (row.due) {
    row.days_left = calendar.between(today, *row.due);
    row.late = *row.due < today;
  }
  if (s.promised && *s.promised < today) {
    row.hurt = Hurt::late_promise;
  } else if ((s.promised && *s.promised == today) || (term && *term == today)) {
    row.hurt = Hurt::due_today;
  } else if (!s.opened && calendar.between(s.begun_on, today) >= kUnopenedDays) {
    row.hurt = Hurt::unopened;
  } else if (row.due) {
    row.hurt = Hurt::term;
  }
  return row;
}

bool is_left_alone(const Row& row) {
  const Summary& s = *row.summary;
  if (s.closed || s.erased || s.with_others) return false;
  return row.hurt == Hurt::unopened || s.holder_left;
}

SortKey sort_key(const Row& row) {
  const Summary& s = *row.summary;
  const bool done = s.closed || s.erased;
  // Of the late ones, and of those that have a term, the day decides; of the others, how long they lie here.
  const bool by_day = row.hurt == Hurt::late_promise || row.hurt == Hurt::term;
  return {done, done ? ~s.last.ms : 0, row.hurt, by_day && row.due ? *row.due : Day{}, s.begun, s.id};
}

bool stands_in(const Row& row, List list, const Viewer& viewer) {
  const Summary& s = *row.summary;
  const bool done = s.closed || s.erased;
  if (list == List::all) return true;
  if (list == List::done || done) return done && list == List::done;
  const bool held = !s.holder.empty() && !s.holder_left;
  switch (list) {
    case List::late: return row.late;
    case List::today: return row.due && *row.due == viewer.today();
    case List::fresh: return !held && !s.with_others;
    case List::mine: return held && viewer.is_mine(s.holder);
    case List::waiting: return s.with_others || (held && !viewer.is_mine(s.holder));
    case List::done:
    case List::all: break;
  }
  return false;
}

}  // namespace wv::casebook
