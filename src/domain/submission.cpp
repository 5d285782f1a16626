#include "domain/submission.h"

#include "base/json.h"
#include "base/json_writer.h"
#include "domain/attachment.h"
#include "domain/validation.h"

namespace wv::domain {
namespace {

constexpr std::string_view kFormat = "wijkverbinder-submission/1";

std::size_t size_of(const std::vector<std::string>& texts) {
  std::size_t size = 0;
  for (const std::string& text : texts) size += text.size() + 1;
  return size;
}

std::size_t bound(const Submission& s) {
  std::size_t size = s.id.size() + s.receipt.size() + s.language.size() + s.channel.size() + s.device.size() +
                     s.message.size() + size_of(s.tiles) + s.contact.phone.size() + s.contact.email.size() +
                     s.contact.name.size() + s.answer.tag.size() + s.answer.key.size() +
                     s.notice.version.size();
  if (s.place) size += s.place->name.size() + s.place->id.size();
  for (const auto& [field, chosen] : s.fields) size += field.size() + size_of(chosen) + 2;
  for (const Attachment& a : s.attachments) size += a.id.size() + a.media_type.size() + a.sha256.size() + 100;
  for (const auto& [name, json] : s.unknown) size += name.size() + json.size() + 2;
  return size * 6 + 2048;  // \u00xx takes six for one; the rest are our own names
}

void write_contact(JsonWriter& w, const Contact& contact) {
  w.name("contact");
  w.put("{");
  w.member("way", id_of(contact.way.value_or(ContactWay::none)));
  w.member_if("phone", contact.phone);
  w.member_if("email", contact.email);
  w.member_if("name", contact.name);
  w.put("}");
}

void write_attachments(JsonWriter& w, const std::vector<Attachment>& attachments) {
  if (attachments.empty()) return;
  w.name("attachments");
  w.put("[");
  for (const Attachment& a : attachments) {
    w.separate();
    w.put("{");
    w.member("id", a.id);
    w.member("media_type", a.media_type);
    w.name("bytes");
    w.put(std::to_string(a.bytes));
    w.member("sha256", a.sha256);
    w.put("}");
  }
  w.put("]");
}

void write_told(JsonWriter& w, const Submission& s) {
  w.member_if("message", s.message);
  if (!s.tiles.empty()) w.texts("tiles", s.tiles);
  if (!s.fields.empty()) {
    w.name("fields");
    w.put("{");
    for (const auto& [field, chosen] : s.fields) w.texts(field, chosen);
    w.put("}");
  }
  if (s.place) {
    w.name("place");
    w.put("{");
    w.member_if("id", s.place->id);
    w.member_if("name", s.place->name);
    w.put("}");
  }
  write_contact(w, s.contact);
  write_attachments(w, s.attachments);
}

Error broken(const std::string& what) {
  return Error{Fault::bad_input, "submission.broken", "submission: " + what};
}

// Reads what we know; a wrong type is a fault, an unknown member is kept.
class Reader {
 public:
  Reader(const Json& json, std::string place) : json_(json), place_(std::move(place)) {
    if (!json_.is_object()) fail("", "an object is expected");
  }
  [[nodiscard]] std::string text(const char* name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    if (!value->is_string()) return fail(name, "a text is expected"), std::string();
    return value->get<std::string>();
  }
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) {
    std::vector<std::string> out;
    const Json* value = find(name);
    if (value == nullptr) return out;
    if (!value->is_array()) return fail(name, "a list is expected"), out;
    for (const Json& item : *value) {
      if (!item.is_string()) return fail(name, "texts are expected"), out;
      out.push_back(item.get<std::string>());
    }
    return out;
  }
  [[nodiscard]] LocalTime time(const char* name) {
    const auto parsed = parse_rfc3339(text(name));
    if (!parsed) fail(name, "a moment as RFC 3339 writes it is expected");
    return parsed.value_or(LocalTime{});
  }
  [[nodiscard]] const Json* find(const std::string& name) const {
    if (!json_.is_object()) return nullptr;
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
  }
  void fail(const std::string& name, const std::string& what) {
    if (why_.empty()) why_ = place_ + "/" + name + ": " + what;
  }
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  const Json& json_;
  std::string place_;
  std::string why_;
};

void read_contact(const Json* json, Submission& s, std::string& why) {
  if (json == nullptr) return;
  Reader r(*json, "/contact");
  s.contact.way = parse_contact_way(r.text("way"));
  if (!s.contact.way) r.fail("way", "none, phone, email or here is expected");
  s.contact.phone = r.text("phone");
  s.contact.email = r.text("email");
  s.contact.name = r.text("name");
  if (why.empty()) why = r.why();
}

void read_attachments(const Json* json, Submission& s, std::string& why) {
  if (json == nullptr) return;
  if (!json->is_array()) {
    if (why.empty()) why = "/attachments: a list is expected";
    return;
  }
  for (std::size_t i = 0; i < json->size(); ++i) {
    Reader r((*json)[i], "/attachments/" + std::to_string(i));
    Attachment a{r.text("id"), r.text("media_type"), 0, r.text("sha256")};
    const Json* bytes = r.find("bytes");
    if (bytes != nullptr && bytes->is_number_unsigned()) {
      a.bytes = bytes->get<std::uint64_t>();
    } else {
      r.fail("bytes", "a whole number is expected");
    }
    if (why.empty()) why = r.why();
    s.attachments.push_back(std::move(a));
  }
}

void read_parts(const Reader& top, Submission& s, std::string& why) {
  if (const Json* fields = top.find("fields")) {
    Reader r(*fields, "/fields");
    if (fields->is_object()) {
      for (const auto& item : fields->items()) s.fields[item.key()] = r.texts(item.key());
    }
    if (why.empty() && !r.why().empty()) why = "/fields: lists of texts are expected";
  }
  if (const Json* place = top.find("place")) {
    Reader r(*place, "/place");
    s.place = Place{r.text("name"), r.text("id")};
    if (why.empty()) why = r.why();
  }
  if (const Json* answer = top.find("answer")) {
    Reader r(*answer, "/answer");
    s.answer = {r.text("tag"), r.text("key")};
    if (why.empty()) why = r.why();
  }
  if (const Json* notice = top.find("notice")) {
    Reader r(*notice, "/notice");
    s.notice = {r.text("version"), r.time("shown_at")};
    if (why.empty()) why = r.why();
  }
}

bool is_known(std::string_view name) {
  constexpr std::string_view kKnown[] = {
      "format",  "id",    "receipt", "kind",  "role",    "created_at",  "language", "channel", "device",
      "message", "tiles", "fields",  "place", "contact", "attachments", "answer",   "notice"};
  for (const std::string_view known : kKnown) {
    if (known == name) return true;
  }
  return false;
}

}  // namespace

Submission to_submission(const Draft& draft) {
  Submission s;
  s.kind = draft.kind;
  s.role = role_of(draft.kind);
  s.message = draft.message.clone();
  s.tiles = draft.tiles;
  if (draft.voice) s.attachments.push_back({{}, std::string(kVoiceMedia), 0, {}});
  for (const auto& [field, chosen] : draft.choices) {
    if (!chosen.empty()) s.fields[field] = chosen;
  }
  const bool somewhere = draft.place_here || !draft.place_id.empty() || !draft.place.empty();
  if (somewhere) s.place = Place{draft.place.clone(), draft.place_here ? "here" : draft.place_id};
  // Typed and then chosen otherwise: what isn't needed for the answer isn't sent.
  s.contact.way = draft.contact.way.value_or(ContactWay::none);
  if (s.contact.way == ContactWay::phone) s.contact.phone = normal_phone(draft.contact.phone);
  if (s.contact.way == ContactWay::email) s.contact.email = normal_email(draft.contact.email);
  if (s.contact.way == ContactWay::phone || s.contact.way == ContactWay::email)
    s.contact.name = draft.contact.name.clone();
  return s;
}

Bytes to_json(const Submission& s) {
  JsonWriter w(bound(s));
  w.put("{");
  w.member("format", kFormat);
  w.member("id", s.id);
  w.member("receipt", s.receipt);
  w.member("kind", id_of(s.kind));
  w.member("role", id_of(s.role));
  w.member("created_at", to_rfc3339(s.created_at));
  w.member("language", s.language);
  w.member("channel", s.channel);
  w.member("device", s.device);
  write_told(w, s);
  if (!s.answer.tag.empty()) {
    w.name("answer");
    w.put("{");
    w.member("tag", s.answer.tag);
    w.member("key", s.answer.key);
    w.put("}");
  }
  if (!s.notice.version.empty()) {
    w.name("notice");
    w.put("{");
    w.member("version", s.notice.version);
    w.member("shown_at", to_rfc3339(s.notice.shown_at));
    w.put("}");
  }
  for (const auto& [name, json] : s.unknown) {
    w.name(name);
    w.put(json);
  }
  w.put("}");
  return w.take();
}

Result<Submission> parse_submission(std::string_view text) {
  const auto parsed = parse_json(text, "submission");
  if (!parsed) return broken("it is not JSON as we read it (UTF-8, no member twice)");
  const Json& json = parsed.value();
  Reader r(json, "");
  if (r.text("format") != kFormat) return broken("/format: " + std::string(kFormat) + " is expected");
  Submission s;
  s.id = r.text("id");
  s.receipt = r.text("receipt");
  const auto kind = parse_kind(r.text("kind"));
  const auto role = parse_role(r.text("role"));
  if (!kind) r.fail("kind", "no kind that we know");
  if (!role) r.fail("role", "no role that we know");
  s.kind = kind.value_or(Kind::question);
  s.role = role.value_or(Role::fixer);
  s.created_at = r.time("created_at");
  s.language = r.text("language");
  s.channel = r.text("channel");
  s.device = r.text("device");
  s.message = r.text("message");
  s.tiles = r.texts("tiles");
  std::string why = r.why();
  read_parts(r, s, why);
  read_contact(r.find("contact"), s, why);
  read_attachments(r.find("attachments"), s, why);
  if (!why.empty()) return broken(why);
  for (const auto& item : json.items()) {
    if (!is_known(item.key())) s.unknown.emplace_back(item.key(), item.value().dump());
  }
  return s;
}

void wipe(Submission& s) {
  wv::wipe(s.message);
  for (std::string& tile : s.tiles) wv::wipe(tile);
  for (auto& [field, chosen] : s.fields) {
    for (std::string& choice : chosen) wv::wipe(choice);
  }
  if (s.place) {
    wv::wipe(s.place->name);
    wv::wipe(s.place->id);
  }
  wipe(s.contact);
  wv::wipe(s.receipt);
  for (std::string* text : {&s.id, &s.language, &s.device, &s.answer.tag, &s.answer.key}) wv::wipe(*text);
  for (auto& [name, json] : s.unknown) wv::wipe(json);
  s = Submission{};
}

}  // namespace wv::domain
