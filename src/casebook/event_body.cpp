#include "casebook/event_body.h"

#include <algorithm>

#include "base/bytes.h"

namespace wv::casebook::detail {
namespace {

constexpr std::size_t kMostWordLetters = 32;

template <class... Each>
struct Overloaded : Each... {
  using Each::operator()...;
};
template <class... Each>
Overloaded(Each...) -> Overloaded<Each...>;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::optional<domain::Role> read_role(MemberReader& body) {
  if (!body.has("role")) return std::nullopt;
  const std::string* id = body.text("role", kMostNameBytes);
  const auto role = id == nullptr ? std::nullopt : domain::parse_role(*id);
  if (!role) body.fail("role", "no role that we know");
  return role;
}

std::string read_name(MemberReader& body, const char* name) {
  const std::string* words = body.text(name, kMostNameBytes);
  if (words != nullptr && words->empty()) body.fail(name, "it is empty");
  return words == nullptr ? std::string() : *words;
}

Note read_note(MemberReader& body) {
  Note note;
  note.role = read_role(body);
  if (body.has("voice")) note.voice = body.id<EnvelopeId>("voice");
  note.text = body.secret("text", kMostTextBytes, note.voice ? 0 : 1);
  return note;
}

Sorted read_sorted(MemberReader& body) {
  Sorted sorted;
  if (body.has("kind")) {
    const std::string* id = body.text("kind", kMostNameBytes);
    sorted.kind = id == nullptr ? std::nullopt : domain::parse_kind(*id);
    if (!sorted.kind) body.fail("kind", "no kind that we know");
  }
  sorted.role = read_role(body);
  if (body.has("theme")) {
    const std::string* theme = body.text("theme", kMostNameBytes);
    sorted.theme = theme == nullptr ? std::string() : *theme;
  }
  if (!sorted.kind && !sorted.role && !sorted.theme)
    body.fail("kind", "a kind, a role or a theme is expected");
  return sorted;
}

Given read_given(MemberReader& body) {
  Given given;
  const std::string* way = body.text("way", kMostNameBytes);
  if (way == nullptr || !is_plain_word(*way)) {
    body.fail("way", "phone, letter, email, door or surgery is expected");
  } else {
    given.way = *way;
  }
  given.text = body.secret("text", kMostTextBytes);
  return given;
}

Erase read_erase(MemberReader& body) {
  Erase erase{body.ids("envelopes", kMostErased)};
  if (erase.envelopes.empty()) body.fail("envelopes", "it is empty");
  return erase;
}

Promise read_promise(MemberReader& body) {
  const Day due = body.day("due");
  return {due, body.secret("text", kMostTextBytes)};
}

Answer read_answer(MemberReader& body) {
  const auto envelope = body.id<EnvelopeId>("envelope");
  return {envelope, body.secret("text", kMostTextBytes)};
}

Forwarded read_forwarded(MemberReader& body) {
  std::string system = read_name(body, "system");
  return {std::move(system), body.secret("reference", kMostNameBytes)};
}

void write_role(JsonWriter& w, const std::optional<domain::Role>& role) {
  if (role) w.member("role", domain::id_of(*role));
}

void write_ids(JsonWriter& w, const char* name, const std::vector<EnvelopeId>& ids) {
  w.name(name);
  w.put("[");
  for (const EnvelopeId& id : ids) {
    w.separate();
    w.text(to_text(id));
  }
  w.put("]");
}

void write_members(JsonWriter& w, const Body& body) {
  std::visit(Overloaded{
                 [](const Opened&) {},
                 [](const Taken&) {},
                 [](const Closed&) {},
                 [](const Reopened&) {},
                 [&](const Kept& b) { w.member("promise", to_text(b.promise)); },
                 [&](const Note& b) {
                   w.member("text", b.text);
                   write_role(w, b.role);
                   if (b.voice) w.member("voice", to_text(*b.voice));
                 },
                 [&](const Promise& b) {
                   w.member("due", to_iso(b.due));
                   w.member("text", b.text);
                 },
                 [&](const Answer& b) {
                   w.member("envelope", to_text(b.envelope));
                   w.member("text", b.text);
                 },
                 [&](const Given& b) {
                   w.member("way", b.way);
                   w.member("text", b.text);
                 },
                 [&](const Handed& b) { w.member("to", b.to.text); },
                 [&](const Sorted& b) {
                   if (b.kind) w.member("kind", domain::id_of(*b.kind));
                   write_role(w, b.role);
                   if (b.theme) w.member("theme", *b.theme);
                 },
                 [&](const Joined& b) { w.member("case", to_text(b.other)); },
                 [&](const Parted& b) { w.member("case", to_text(b.other)); },
                 [&](const Forwarded& b) {
                   w.member("system", b.system);
                   w.member("reference", b.reference);
                 },
                 [&](const Found& b) { w.member("reference", b.reference); },
                 [&](const Erase& b) { write_ids(w, "envelopes", b.envelopes); },
                 [](const Other&) {},
             },
             body);
}

// Of all that may stand in a body, what it takes at most: six bytes for one where a sign is escaped.
std::size_t text_bytes(const Body& body) {
  return std::visit(Overloaded{
                        [](const Note& b) { return b.text.size(); },
                        [](const Promise& b) { return b.text.size(); },
                        [](const Answer& b) { return b.text.size(); },
                        [](const Given& b) { return b.text.size() + b.way.size(); },
                        [](const Handed& b) { return b.to.text.size(); },
                        [](const Sorted& b) { return b.theme ? b.theme->size() : 0; },
                        [](const Forwarded& b) { return b.system.size() + b.reference.size(); },
                        [](const Found& b) { return b.reference.size(); },
                        [](const Erase& b) { return b.envelopes.size() * 7; },
                        [](const Other& b) { return b.body.size(); },
                        [](const auto&) { return std::size_t{0}; },
                    },
                    body);
}

}  // namespace

MemberReader::MemberReader(const Json& object, std::string_view place, std::string& why)
    : object_(object), place_(place), why_(why) {
  asked_.reserve(12);
}

const Json* MemberReader::find(const char* name) {
  asked_.emplace_back(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

const std::string* MemberReader::text(const char* name, std::size_t most) {
  const Json* value = find(name);
  if (value == nullptr || !value->is_string()) return fail(name, "a text is expected"), nullptr;
  const auto& words = value->get_ref<const std::string&>();
  if (words.size() > most) return fail(name, "too long"), nullptr;
  return &words;
}

Secret MemberReader::secret(const char* name, std::size_t most, std::size_t least) {
  const std::string* words = text(name, most);
  if (words == nullptr) return {};
  if (words->size() < least) return fail(name, "it is empty"), Secret();
  return Secret(*words);
}

Day MemberReader::day(const char* name) {
  const std::string* words = text(name, kMostNameBytes);
  const auto parsed = words == nullptr ? std::nullopt : parse_day(*words);
  if (!parsed) fail(name, "a day like 2026-12-31 is expected");
  return parsed.value_or(Day{});
}

std::vector<EnvelopeId> MemberReader::ids(const char* name, std::size_t most) {
  std::vector<EnvelopeId> found;
  const Json* value = find(name);
  if (value == nullptr || !value->is_array()) return fail(name, "a list of ids is expected"), found;
  if (value->size() > most) return fail(name, "more than are allowed"), found;
  found.reserve(value->size());
  for (const Json& item : *value) {
    const auto id =
        item.is_string() ? parse_id<EnvelopeId>(item.get_ref<const std::string&>()) : std::nullopt;
    if (!id) return fail(name, "random UUIDs in lower case are expected"), found;
    found.push_back(*id);
  }
  std::vector<EnvelopeId> sorted = found;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) fail(name, "one stands there twice");
  return found;
}

void MemberReader::fail(const char* name, std::string_view what) {
  if (why_.empty()) why_.append(place_).append("/").append(name).append(": ").append(what);
}

Secret MemberReader::rest() const {
  Json rest;  // nothing is made where nothing is left, which is nearly always
  for (const auto& item : object_.items()) {
    if (std::find(asked_.begin(), asked_.end(), item.key()) == asked_.end()) rest[item.key()] = item.value();
  }
  if (rest.empty()) return {};
  Secret text(dumped(rest));
  wipe_texts(rest);
  return text;
}

bool is_plain_word(std::string_view word) {
  return !word.empty() && word.size() <= kMostWordLetters &&
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

Body read_body(const std::string& kind, const Json& json, MemberReader& body) {
  if (kind == "opened") return Opened{};
  if (kind == "taken") return Taken{};
  if (kind == "kept") return Kept{body.id<EnvelopeId>("promise")};
  if (kind == "closed") return Closed{};
  if (kind == "reopened") return Reopened{};
  if (kind == "note") return read_note(body);
  if (kind == "promise") return read_promise(body);
  if (kind == "answer") return read_answer(body);
  if (kind == "given") return read_given(body);
  if (kind == "handed") return Handed{MemberId{read_name(body, "to")}};
  if (kind == "sorted") return read_sorted(body);
  if (kind == "joined") return Joined{body.id<CaseId>("case")};
  if (kind == "parted") return Parted{body.id<CaseId>("case")};
  if (kind == "forwarded") return read_forwarded(body);
  if (kind == "found") return Found{body.secret("reference", kMostNameBytes, 1)};
  if (kind == "erase") return read_erase(body);
  return Other{kind, Secret(dumped(json))};
}

std::size_t body_bound(const Event& event) {
  return 512 + text_bytes(event.body) * 6 + event.body_more.size();
}

void write_body(JsonWriter& w, const Event& event) {
  if (const auto* other = std::get_if<Other>(&event.body))
    return w.put(other->body.empty() ? "{}" : other->body.view());
  w.put("{");
  write_members(w, event.body);
  write_rest(w, event.body_more);
  w.put("}");
}

void write_rest(JsonWriter& w, const Secret& rest) {
  if (rest.size() <= 2) return;  // "" or "{}"
  w.separate();
  w.put(rest.view().substr(1, rest.size() - 2));
}

void wipe_texts(Json& json) {
  if (json.is_string()) wv::wipe(json.get_ref<std::string&>());
  if (!json.is_structured()) return;
  for (Json& item : json) wipe_texts(item);
}

}  // namespace wv::casebook::detail
