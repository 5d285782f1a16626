#include "desk/saved.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/json.h"
#include "base/json_writer.h"

namespace wv::desk {
namespace {

constexpr std::size_t kMostSavedBytes = 4 * 1024 * 1024;

// Every text in it, however deep: the parser copied them.
void wipe_texts(Json& json) {
  if (json.is_string()) {
    wipe(json.get_ref<std::string&>());
    return;
  }
  if (json.is_object() || json.is_array())
    for (Json& item : json) wipe_texts(item);
}

Secret taken(JsonWriter& writer) {
  Bytes bytes = writer.take();
  Secret text(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  wipe(bytes);
  return text;
}

// --- writing it -------------------------------------------------------------------------------------
void number(JsonWriter& out, std::string_view name, std::int64_t value) {
  out.name(name);
  out.put(std::to_string(value));
}
void flag(JsonWriter& out, std::string_view name, bool value) {
  if (!value) return;
  out.name(name);
  out.put("true");
}
template <class List, class Write>
void list_of(JsonWriter& out, std::string_view name, const List& list, Write write) {
  out.name(name);
  out.put("[");
  for (const auto& item : list) {
    out.separate();
    write(item);
  }
  out.put("]");
}

void write_writing(JsonWriter& out, const Writing& writing) {
  out.put("{");
  number(out, "what", static_cast<int>(writing.what));
  number(out, "about", static_cast<int>(writing.about));
  if (!writing.id.empty()) out.member("case", casebook::to_text(writing.id));
  out.member_if("text", writing.text);
  if (writing.role) out.member("role", domain::id_of(*writing.role));
  flag(out, "voice", writing.voice);
  number(out, "voice_ms", writing.voice_ms);
  if (writing.due) out.member("due", to_iso(*writing.due));
  out.member_if("by", id_of(writing.by));
  flag(out, "by_chosen", writing.by_chosen);
  list_of(out, "keeps", writing.keeps, [&](EnvelopeId id) { out.text(casebook::to_text(id)); });
  flag(out, "closes", writing.closes);
  out.put("}");
}

void write_behalf(JsonWriter& out, const Behalf& behalf) {
  const domain::Draft& draft = behalf.draft;
  out.name("behalf");
  out.put("{");
  out.member("kind", domain::id_of(draft.kind));
  out.member_if("message", draft.message);
  if (draft.contact.way) out.member("way", domain::id_of(*draft.contact.way));
  out.member_if("phone", draft.contact.phone);
  out.member_if("email", draft.contact.email);
  out.member_if("name", draft.contact.name);
  flag(out, "agreed", behalf.agreed);
  flag(out, "saving", behalf.step == Behalf::Step::saving);
  out.member_if("number", behalf.number);
  out.member_if("code", behalf.code);
  out.put("}");
}

void write_list(JsonWriter& out, const ListInSight& list) {
  number(out, "list", static_cast<int>(list.which));
  out.member_if("words", list.words);
  if (list.at) out.member("at", casebook::to_text(*list.at));
  if (list.filter.kind) out.member("kind", domain::id_of(*list.filter.kind));
  if (list.filter.role) out.member("role", domain::id_of(*list.filter.role));
  if (list.filter.theme) out.member("theme", *list.filter.theme);
  if (list.filter.language) out.member("language", *list.filter.language);
  if (list.filter.place_id) out.member("place", *list.filter.place_id);
  if (list.filter.holder) out.member("holder", list.filter.holder->text);
  list_of(out, "marked", list.marked, [&](CaseId id) { out.text(casebook::to_text(id)); });
}

std::size_t bound(const Open& open) {
  std::size_t most =
      4096 + 6 * (kMostSearchBytes + 4 * casebook::kMostNameBytes) + 40 * open.list.marked.size();
  for (const Writing& writing : open.writings)
    most += 512 + 6 * writing.text.size() + 40 * writing.keeps.size();
  if (open.door.behalf) {
    const domain::Draft& draft = open.door.behalf->draft;
    most += 6 * (draft.message.size() + draft.contact.phone.size() + draft.contact.email.size() +
                 draft.contact.name.size()) +
            512;
  }
  return most;
}

// --- reading it ---------------------------------------------------------------------------------------
const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}
std::string_view text_of(const Json& object, const char* name) {
  const Json* found = member(object, name);
  if (found == nullptr || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}
std::int64_t number_of(const Json& object, const char* name, std::int64_t most) {
  const Json* found = member(object, name);
  if (found == nullptr || !found->is_number_integer()) return 0;
  return std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, most);
}
bool flag_of(const Json& object, const char* name) {
  const Json* found = member(object, name);
  return found != nullptr && found->is_boolean() && found->get<bool>();
}
template <class Id>
std::optional<Id> id_in(const Json& object, const char* name) {
  return casebook::parse_id<Id>(text_of(object, name));
}
template <class Id>
std::vector<Id> ids_in(const Json& object, const char* name) {
  std::vector<Id> ids;
  if (const Json* list = member(object, name); list != nullptr && list->is_array())
    for (const Json& item : *list)
      if (item.is_string())
        if (const auto id = casebook::parse_id<Id>(item.get_ref<const std::string&>())) ids.push_back(*id);
  return ids;
}
std::optional<std::string> filter_of(const Json& object, const char* name) {
  const std::string_view text = text_of(object, name);
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

Writing read_writing(const Json& json) {
  Writing writing;
  writing.what = static_cast<Writing::What>(number_of(json, "what", 2));
  writing.about = static_cast<Writing::About>(number_of(json, "about", 2));
  writing.id = id_in<CaseId>(json, "case").value_or(CaseId{});
  writing.text = text_of(json, "text");
  writing.role = domain::parse_role(text_of(json, "role"));
  writing.voice = flag_of(json, "voice");
  writing.voice_ms = number_of(json, "voice_ms", 3'600'000);
  writing.due = parse_day(text_of(json, "due"));
  writing.by = parse_by(text_of(json, "by")).value_or(By::kiosk);
  writing.by_chosen = flag_of(json, "by_chosen");
  writing.keeps = ids_in<EnvelopeId>(json, "keeps");
  writing.closes = flag_of(json, "closes");
  return writing;
}

Behalf read_behalf(const Json& json) {
  Behalf behalf;
  behalf.draft.kind = domain::parse_kind(text_of(json, "kind")).value_or(domain::Kind::question);
  behalf.draft.message = text_of(json, "message");
  behalf.draft.contact.way = domain::parse_contact_way(text_of(json, "way"));
  behalf.draft.contact.phone = text_of(json, "phone");
  behalf.draft.contact.email = text_of(json, "email");
  behalf.draft.contact.name = text_of(json, "name");
  behalf.agreed = flag_of(json, "agreed");
  behalf.number = text_of(json, "number");
  behalf.code = text_of(json, "code");
  if (flag_of(json, "saving")) behalf.step = Behalf::Step::saving;
  if (!behalf.number.empty()) behalf.step = Behalf::Step::kept;
  return behalf;
}

void read_list(const Json& json, ListInSight& list) {
  list.which = static_cast<casebook::List>(number_of(json, "list", casebook::kLists - 1));
  list.words = text_of(json, "words");
  list.at = id_in<CaseId>(json, "at");
  list.filter.kind = domain::parse_kind(text_of(json, "kind"));
  list.filter.role = domain::parse_role(text_of(json, "role"));
  list.filter.theme = filter_of(json, "theme");
  list.filter.language = filter_of(json, "language");
  list.filter.place_id = filter_of(json, "place");
  if (const auto holder = filter_of(json, "holder")) list.filter.holder = MemberId{*holder};
  list.marked = ids_in<CaseId>(json, "marked");
}

}  // namespace

Secret saved_json(const State& state) {
  const Open& open = *state.open();
  JsonWriter out(bound(open));
  out.put("{");
  out.member("format", "wijkverbinder-desk/1");
  out.member("day", to_iso(day_of(state.now)));
  write_list(out, open.list);
  if (open.opened) out.member("opened", casebook::to_text(open.opened->id));
  list_of(out, "writings", open.writings, [&](const Writing& writing) { write_writing(out, writing); });
  if (open.writing) number(out, "writing", static_cast<std::int64_t>(*open.writing) + 1);
  number(out, "field", static_cast<int>(open.editing.field));
  number(out, "caret", static_cast<std::int64_t>(open.editing.caret));
  number(out, "page", static_cast<int>(open.door.page));
  if (open.door.at) number(out, "street", static_cast<std::int64_t>(*open.door.at) + 1);
  if (open.door.behalf) write_behalf(out, *open.door.behalf);
  out.put("}");
  return taken(out);
}

bool restore(State& state, Open& open, std::string_view text) {
  if (text.empty() || text.size() > kMostSavedBytes) return false;
  auto parsed = parse_json(text, "");
  if (!parsed) return false;
  Json& json = parsed.value();
  bool list_too = false;
  if (json.is_object() && text_of(json, "format") == "wijkverbinder-desk/1") {
    list_too = text_of(json, "day") == to_iso(day_of(state.now));
    if (list_too) read_list(json, open.list);
    if (const Json* list = member(json, "writings"); list != nullptr && list->is_array())
      for (const Json& item : *list)
        if (item.is_object()) open.writings.push_back(read_writing(item));
    if (const auto now = number_of(json, "writing", 1'000'000);
        now > 0 && static_cast<std::size_t>(now) <= open.writings.size())
      open.writing = static_cast<std::size_t>(now) - 1;
    if (const auto id = id_in<CaseId>(json, "opened")) {
      open.opened.emplace();
      open.opened->id = *id;
    }
    open.door.page = static_cast<Door::Page>(number_of(json, "page", 2));
    if (const auto street = number_of(json, "street", static_cast<std::int64_t>(kMostStreets)); street > 0)
      open.door.at = static_cast<std::size_t>(street) - 1;
    if (const Json* behalf = member(json, "behalf"); behalf != nullptr && behalf->is_object())
      open.door.behalf = read_behalf(*behalf);
    open.editing.field = static_cast<Field>(number_of(json, "field", static_cast<int>(Field::name)));
    open.editing.caret = static_cast<std::size_t>(number_of(json, "caret", 1'000'000));
  }
  wipe_texts(json);
  return list_too;
}

Secret streets_json(const Door& door) {
  std::size_t most = 128;
  for (const Street& street : door.streets) most += 200 + 6 * street.name.size();
  JsonWriter out(most);
  out.put("{");
  out.member("format", "wijkverbinder-streets/1");
  list_of(out, "streets", door.streets, [&](const Street& street) {
    out.put("{");
    out.member("name", street.name);
    number(out, "spoken", street.spoken);
    number(out, "nobody", street.nobody);
    number(out, "come_back", street.come_back);
    if (street.last) out.member("last", to_iso(*street.last));
    out.put("}");
  });
  out.put("}");
  return taken(out);
}

void restore_streets(Door& door, std::string_view text) {
  if (text.empty()) return;
  auto parsed = parse_json(text, "");
  if (!parsed || !parsed.value().is_object()) return;
  const Json* list = member(parsed.value(), "streets");
  if (list == nullptr || !list->is_array()) return;
  for (const Json& item : *list) {
    if (!item.is_object() || door.streets.size() >= kMostStreets) continue;
    Street street;
    street.name = std::string(text_of(item, "name"));
    street.spoken = static_cast<int>(number_of(item, "spoken", 1'000'000));
    street.nobody = static_cast<int>(number_of(item, "nobody", 1'000'000));
    street.come_back = static_cast<int>(number_of(item, "come_back", 1'000'000));
    street.last = parse_day(text_of(item, "last"));
    if (!street.name.empty()) door.streets.push_back(std::move(street));
  }
}

}  // namespace wv::desk
