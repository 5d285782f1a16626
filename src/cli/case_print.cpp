#include "cli/case_print.h"

#include <algorithm>
#include <type_traits>

namespace wv::cli {
namespace {

std::string text_of(const Secret& secret) { return std::string(secret.view()); }

std::string moment(Instant at) { return to_rfc3339({at, 0}); }

template <class Id>
OrderedJson id_or_null(const std::optional<Id>& value) {
  return value ? OrderedJson(std::string(domain::id_of(*value))) : OrderedJson();
}
OrderedJson day_or_null(const std::optional<Day>& day) {
  return day ? OrderedJson(to_iso(*day)) : OrderedJson();
}

struct BodyWriter {
  OrderedJson& json;

  void operator()(const casebook::Kept& b) const { json["promise"] = to_text(b.promise); }
  void operator()(const casebook::Note& b) const {
    json["text"] = text_of(b.text);
    if (b.role) json["role"] = std::string(domain::id_of(*b.role));
    if (b.voice) json["voice"] = to_text(*b.voice);
  }
  void operator()(const casebook::Promise& b) const {
    json["due"] = to_iso(b.due);
    json["text"] = text_of(b.text);
  }
  void operator()(const casebook::Answer& b) const {
    json["envelope"] = to_text(b.envelope);
    json["text"] = text_of(b.text);
  }
  void operator()(const casebook::Given& b) const {
    json["way"] = b.way;
    json["text"] = text_of(b.text);
  }
  void operator()(const casebook::Handed& b) const { json["to"] = b.to.text; }
  void operator()(const casebook::Sorted& b) const {
    if (b.kind) json["kind_of_case"] = std::string(domain::id_of(*b.kind));
    if (b.role) json["role"] = std::string(domain::id_of(*b.role));
    if (b.theme) json["theme"] = *b.theme;
  }
  void operator()(const casebook::Joined& b) const { json["with"] = to_text(b.other); }
  void operator()(const casebook::Parted& b) const { json["with"] = to_text(b.other); }
  void operator()(const casebook::Forwarded& b) const {
    json["system"] = b.system;
    json["reference"] = text_of(b.reference);
  }
  void operator()(const casebook::Found& b) const { json["reference"] = text_of(b.reference); }
  void operator()(const casebook::Erase& b) const { json["envelopes"] = b.envelopes.size(); }
  template <class Other>
  void operator()(const Other&) const {}  // its kind says it all, or isn't known here
};

OrderedJson entry_json(const casebook::Entry& entry, const casebook::Membership& keys) {
  const casebook::Event& event = *entry.event;
  OrderedJson json = {{"id", to_text(event.id)},
                      {"kind", std::string(casebook::kind_name(event))},
                      {"at", moment(event.at)},
                      {"by", keys.member_of(event.by).text}};
  if (!entry.hidden) std::visit(BodyWriter{json}, event.body);
  if (entry.hidden) json["hidden"] = true;
  if (entry.apart) json["apart"] = true;
  return json;
}

OrderedJson part_json(const casebook::Part& part) {
  OrderedJson json = {{"id", to_text(part.id)}, {"closed", part.closed}};
  if (part.erased) json["erased"] = true;
  if (part.submission == nullptr || part.erased) return json;
  const domain::Submission& s = *part.submission;
  json["number"] = text_of(s.receipt);
  json["kind"] = std::string(domain::id_of(s.kind));
  json["language"] = s.language;
  json["created_at"] = to_rfc3339(s.created_at);
  json["channel"] = s.channel;
  json["device"] = s.device;
  json["message"] = text_of(s.message);
  json["tiles"] = s.tiles;
  json["fields"] = s.fields;
  if (s.place) json["place"] = text_of(s.place->name).empty() ? s.place->id : text_of(s.place->name);
  json["contact"] = {{"way", std::string(domain::id_of(s.contact.way.value_or(domain::ContactWay::none)))}};
  for (const auto& [name, value] :
       {std::pair{"phone", &s.contact.phone}, {"email", &s.contact.email}, {"name", &s.contact.name}})
    if (!value->empty()) json["contact"][name] = text_of(*value);
  for (const domain::Attachment& attachment : s.attachments)
    json["attachments"].push_back({{"id", attachment.id}, {"media_type", attachment.media_type}});
  return json;
}

}  // namespace

std::string_view name_of(casebook::Hurt hurt) {
  switch (hurt) {
    case casebook::Hurt::late_promise: return "late_promise";
    case casebook::Hurt::due_today: return "due_today";
    case casebook::Hurt::unopened: return "unopened";
    case casebook::Hurt::term: return "term";
    case casebook::Hurt::waiting: return "waiting";
  }
  return "";
}

OrderedJson row_json(const casebook::Row& row) {
  const casebook::Summary& s = *row.summary;
  return {{"id", to_text(s.id)},
          {"number", text_of(s.number)},
          {"kind", id_or_null(s.kind)},
          {"role", id_or_null(s.role)},
          {"theme", s.theme},
          {"language", s.language},
          {"holder", s.holder.text},
          {"begun_on", to_iso(s.begun_on)},
          {"due", day_or_null(row.due)},
          {"due_is_promise", row.due_is_promise},
          {"days_left", row.due ? OrderedJson(row.days_left) : OrderedJson()},
          {"late", row.late},
          {"hurt", std::string(name_of(row.hurt))},
          {"place", text_of(s.place)},
          {"words", text_of(s.words)},
          {"opened", s.opened},
          {"closed", s.closed},
          {"erased", s.erased},
          {"confidential", s.confidential},
          {"voice", s.voice},
          {"with_others", s.with_others},
          {"cases", s.cases}};
}

OrderedJson case_json(const CaseDesk& desk, const casebook::Folded& folded) {
  const casebook::Membership keys = desk.membership();
  OrderedJson json = {{"id", to_text(folded.id)},
                      {"to", folded.seal == casebook::Seal::team ? "team" : "confidential"},
                      {"holder", folded.holder.get() != nullptr ? folded.holder.get()->text : ""},
                      {"closed", folded.closed},
                      {"theme", folded.theme.get() != nullptr ? *folded.theme.get() : ""},
                      {"parts", OrderedJson::array()},
                      {"thread", OrderedJson::array()},
                      {"promises", OrderedJson::array()},
                      {"answers", OrderedJson::array()},
                      {"on_the_way", folded.on_the_way}};
  for (const casebook::Part& part : folded.parts) json["parts"].push_back(part_json(part));
  for (const casebook::Entry& entry : folded.thread) json["thread"].push_back(entry_json(entry, keys));
  for (const casebook::PromiseMade& promise : folded.promises)
    json["promises"].push_back({{"id", to_text(folded.thread[promise.entry].event->id)},
                                {"due", to_iso(promise.due)},
                                {"kept", promise.kept}});
  for (const casebook::ReceivedAnswer& answer : folded.answers)
    if (!folded.is_hidden(answer.envelope))
      json["answers"].push_back({{"envelope", to_text(answer.envelope)},
                                 {"seq", answer.document->seq},
                                 {"status", std::string(domain::id_of(answer.document->status))},
                                 {"language", answer.document->language},
                                 {"text", text_of(answer.document->text)},
                                 {"at", to_rfc3339(answer.document->at)}});
  return json;
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    const bool formula =
        !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
    row += row.empty() ? "\"" : ",\"";
    if (formula) row += '\'';
    for (const char c : cell) {
      row += c;
      if (c == '"') row += '"';
    }
    row += '"';
  }
  return row + "\r\n";
}

}  // namespace wv::cli
