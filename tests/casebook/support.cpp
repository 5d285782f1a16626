#include "casebook/support.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace wv::casebook::test {
namespace {

constexpr std::int64_t kNine = 1'796'115'600'000;  // 2026-12-01T09:00:00Z
constexpr Day kQueued{2026, 11, 23};

std::string short_name(std::string id) {  // the number alone
  id = id.substr(id.size() - 12);
  id.erase(0, std::min(id.find_first_not_of('0'), id.size() - 1));
  return id;
}

template <class T, class Show>
std::string shown(const Value<T>& value, Show show) {
  std::string text = "[";
  for (const auto& setting : value.standing)
    text += show(setting.value) + "@" + std::to_string(setting.entry) + " ";
  return text + "]";
}

std::string shown(const std::vector<EnvelopeId>& ids) {
  std::string text = "[";
  for (const EnvelopeId& id : ids) text += short_name(to_text(id)) + " ";
  return text + "]";
}

std::string shown(const Entry& entry) {
  std::string text = short_name(to_text(entry.event->id));
  if (entry.apart) text += " apart";
  if (entry.hidden) text += " hidden";
  if (entry.circular) text += " circular";
  if (entry.other_seal) text += " other_seal";
  if (entry.after_handover) text += " after_handover";
  return text + " " + to_string(to_json(*entry.event)) + "\n";
}

}  // namespace

EnvelopeId envelope(int number) {
  char text[40];
  std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012d", number);
  return *parse_id<EnvelopeId>(text);
}

CaseId a_case(int number) { return case_of(envelope(number)); }

KeyId key(int number) {
  KeyId id;
  id.bytes.fill(static_cast<std::uint8_t>(number));
  return id;
}

Membership team() {
  return Membership({{key(kSam), {{"sam"}, true}},
                     {key(kNoor), {{"noor"}, true}},
                     {key(kIlse), {{"ilse"}, true}},
                     {key(kGone), {{"gone"}, false}}});
}

Membership team_without_gone_ever() {
  return Membership({{key(kSam), {{"sam"}, true}}, {key(kNoor), {{"noor"}, true}}});
}

Made::Made(int number, int case_number, Body body) {
  event_.id = envelope(number);
  event_.case_id = a_case(case_number);
  event_.queued_on = kQueued;
  event_.body = std::move(body);
  event_.by = key(kSam);
  at(number);
}
Made& Made::after(std::vector<int> parents) {
  event_.parents.clear();
  for (const int parent : parents) event_.parents.push_back(envelope(parent));
  return *this;
}
Made& Made::at(int minutes) {
  event_.at = {kNine + minutes * std::int64_t{60'000}};
  return *this;
}
Made& Made::by(int who) {
  event_.by = key(who);
  return *this;
}
Made& Made::to(Seal seal) {
  event_.to = seal;
  return *this;
}

domain::Submission submission(int number, std::string_view message) {
  domain::Submission s;
  s.id = to_text(envelope(number));
  char receipt[16];
  std::snprintf(receipt, sizeof receipt, "007%06d2", number % 1'000'000);
  s.receipt = receipt;
  s.kind = domain::Kind::signal;
  s.role = domain::Role::bridge_builder;
  s.created_at = {Instant{kNine}, 60};
  s.language = "nl";
  s.channel = "kiosk";
  s.device = "kiosk-007";
  s.message = message;
  return s;
}

domain::AnswerDocument answer(int case_number, std::uint32_t seq, domain::AnswerStatus status, int minutes) {
  domain::AnswerDocument document;
  document.submission = to_text(envelope(case_number));
  document.seq = seq;
  document.status = status;
  document.text = "Uw antwoord";
  document.language = "nl";
  document.at = {Instant{kNine + minutes * std::int64_t{60'000}}, 60};
  return document;
}

const Folded& Folds::one() const {
  REQUIRE(all.size() == 1);
  return all.front();
}

Folds folded(std::vector<Event> events, std::vector<int> submissions, const Membership& keys) {
  Folds folds;
  folds.events = std::move(events);
  for (const int number : submissions) folds.submissions.push_back(submission(number));
  std::map<CaseId, CaseFile> files;
  for (std::size_t i = 0; i < submissions.size(); ++i)
    files[a_case(submissions[i])].submission = &folds.submissions[i];
  for (const Event& event : folds.events) files[event.case_id].events.push_back(&event);
  std::vector<CaseFile> list;
  for (auto& [id, file] : files) {
    file.id = id;
    list.push_back(file);
  }
  folds.all = fold(list, keys);
  return folds;
}

std::string describe(const Folded& f) {
  std::string text = "case " + short_name(to_text(f.id)) + "\n";
  for (const Part& part : f.parts)
    text += "part " + short_name(to_text(part.id)) + (part.submission ? " here" : "") +
            (part.erased ? " erased" : "") + (part.closed ? " closed" : "") + "\n";
  for (const Entry& entry : f.thread) text += shown(entry);
  text += "holder " + shown(f.holder, [](const MemberId& m) { return m.text; });
  text += " closing " + shown(f.closing, [](bool closed) { return std::string(closed ? "yes" : "no"); });
  text += " kind " + shown(f.kind, [](domain::Kind kind) { return std::string(domain::id_of(kind)); });
  text += " role " + shown(f.role, [](domain::Role role) { return std::string(domain::id_of(role)); });
  text += " theme " + shown(f.theme, [](const std::string& theme) { return theme; }) + "\n";
  for (const PromiseMade& promise : f.promises)
    text += "promise " + std::to_string(promise.entry) + " " + to_iso(promise.due) +
            (promise.kept ? " kept\n" : "\n");
  for (const MemberId& reader : f.readers) text += "reader " + reader.text + "\n";
  for (const ReceivedAnswer& answer : f.answers) text += "answer " + to_text(answer.envelope) + "\n";
  for (const Link& link : f.links)
    text += "link " + short_name(to_text(link.a)) + "-" + short_name(to_text(link.b)) + " by " +
            short_name(to_text(link.by)) + "\n";
  text += "heads " + shown(f.heads) + " apart " + shown(f.apart_heads) + " hidden " + shown(f.hidden);
  text += " on the way " + std::to_string(f.on_the_way) + (f.closed ? " closed\n" : "\n");
  return text + (f.seal == Seal::confidential ? "confidential\n" : "");
}

std::string describe(const std::vector<Folded>& all) {
  std::string text;
  for (const Folded& one : all) text += describe(one);
  return text;
}

}  // namespace wv::casebook::test
