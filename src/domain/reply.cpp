#include "domain/reply.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/utf8.h"

namespace wv::domain {
namespace {

constexpr char kAnswerFormat[] = "wijkverbinder-answer/1";
constexpr char kPublishedFormat[] = "wijkverbinder-published/1";
constexpr std::array<std::string_view, 4> kStatusIds = {"received", "picked_up", "answered", "closed"};

// As BCP 47 writes one: "nl", "zh-Hant".
bool is_language_tag(std::string_view tag) {
  const std::size_t first = std::min(tag.find_first_of("-_"), tag.size());
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return (first == 2 || first == 3) && tag.size() <= 35 &&
         std::all_of(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(first), is_letter);
}

// The same language, whatever region or script stands behind it and however it is written: "nl", "NL",
// "nl-BE".
bool same_language(std::string_view a, std::string_view b) {
  a = a.substr(0, a.find_first_of("-_"));
  b = b.substr(0, b.find_first_of("-_"));
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// The first fault ends the reading; the rest of a document is then not asked for.
class Reader {
 public:
  Reader(const Json& json, const char* name) : json_(json), name_(name) {
    if (!json_.is_object()) fail("", "an object is expected");
  }
  [[nodiscard]] const Json* find(const char* member) const {
    if (!json_.is_object()) return nullptr;
    const auto found = json_.find(member);
    return found == json_.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::string text(const char* member, std::size_t most) {
    const Json* value = find(member);
    if (value == nullptr || !value->is_string()) return fail(member, "a text is expected"), std::string();
    auto words = value->get<std::string>();
    if (words.size() > most) return fail(member, "too long"), std::string();
    return words;
  }
  [[nodiscard]] std::uint32_t seq() {
    const Json* value = find("seq");
    const bool right = value != nullptr && value->is_number_unsigned() && value->get<std::uint64_t>() >= 1 &&
                       value->get<std::uint64_t>() <= kMostSeq;
    if (!right) return fail("seq", "a whole number from 1 is expected"), 1U;
    return value->get<std::uint32_t>();
  }
  [[nodiscard]] std::map<std::string, std::string> by_language(const char* member, std::size_t most) {
    std::map<std::string, std::string> words;
    const Json* value = find(member);
    if (value == nullptr || !value->is_object()) return fail(member, "texts by language are expected"), words;
    for (const auto& [language, text] : value->items()) {
      if (!is_language_tag(language)) continue;  // a member that a later version knows
      if (!text.is_string() || text.get_ref<const std::string&>().size() > most)
        return fail(member, "texts by language are expected, none too long"), words;
      if (!text.get_ref<const std::string&>().empty()) words[language] = text.get<std::string>();
    }
    return words;
  }
  void fail(const char* member, const char* what) {
    if (why_.empty()) why_ = std::string(name_) + ": /" + member + ": " + what;
  }
  [[nodiscard]] bool ok() const { return why_.empty(); }
  [[nodiscard]] Error broken() const {
    return {Fault::bad_input, std::string(name_) + ".broken", why_ + "; ask the sender for it again"};
  }

 private:
  const Json& json_;
  const char* name_;
  std::string why_;
};

// Both alphabets of base64 (RFC 4648), with or without padding: other tools write other ones.
std::optional<Bytes> from_any_base64(std::string text) {
  while (!text.empty() && text.back() == '=') text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  auto bytes = from_base64url(text);
  if (!bytes) return std::nullopt;
  return std::move(bytes).value();
}

// With the usual alphabet and padding (RFC 4648 §4).
std::string to_usual_base64(const Bytes& bytes) {
  std::string text = to_base64url(bytes);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  while (text.size() % 4 != 0) text.push_back('=');
  return text;
}

// A picture that can't be read is left out: the words are what counts.
void read_picture(const Reader& reader, PublishedDocument& document) {
  const Json* picture = reader.find("picture");
  if (picture == nullptr || !picture->is_object() || !picture->contains("data") ||
      !(*picture)["data"].is_string())
    return;
  document.picture = from_any_base64((*picture)["data"].get<std::string>()).value_or(Bytes{});
  Reader inner(*picture, "published");
  document.alt = inner.by_language("alt", kMostTitleBytes);
}

Bytes dumped(OrderedJson& json) {
  std::string text = json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
  Bytes bytes = to_bytes(text);
  wv::wipe(text);
  return bytes;
}

OrderedJson object_of(const std::map<std::string, std::string>& words) {
  OrderedJson object = OrderedJson::object();
  for (const auto& [language, text] : words) object[language] = text;
  return object;
}

}  // namespace

std::string_view id_of(AnswerStatus status) { return kStatusIds[static_cast<std::size_t>(status)]; }

std::optional<AnswerStatus> parse_answer_status(std::string_view id) {
  const auto found = std::find(kStatusIds.begin(), kStatusIds.end(), id);
  if (found == kStatusIds.end()) return std::nullopt;
  return static_cast<AnswerStatus>(found - kStatusIds.begin());
}

Bytes to_json(const AnswerDocument& d) {
  OrderedJson json = {{"format", kAnswerFormat},   {"submission", d.submission}, {"seq", d.seq},
                      {"status", id_of(d.status)}, {"role", id_of(d.role)},      {"text", d.text.view()},
                      {"language", d.language},    {"at", to_rfc3339(d.at)}};
  if (!d.tag.empty()) json["tag"] = d.tag;
  Bytes bytes = dumped(json);
  wv::wipe(json["text"].get_ref<std::string&>());
  return bytes;
}

Result<AnswerDocument> parse_answer(std::string_view text) {
  const auto parsed = parse_json(text, "answer");
  const Json none;
  Reader r(parsed ? parsed.value() : none, "answer");
  if (r.ok() && r.text("format", 100) != kAnswerFormat)
    r.fail("format", "wijkverbinder-answer/1 is expected");
  if (!r.ok()) return r.broken();
  AnswerDocument d;
  d.submission = r.text("submission", 100);
  d.seq = r.seq();
  const auto status = parse_answer_status(r.text("status", 100));
  if (!status) r.fail("status", "received, picked_up, answered or closed is expected");
  const auto role = parse_role(r.text("role", 100));
  if (!role) r.fail("role", "no role that we know");
  d.text = r.text("text", kMostAnswerBytes);
  d.language = r.text("language", 100);
  const auto at = parse_rfc3339(r.text("at", 100));
  if (!at) r.fail("at", "a moment as RFC 3339 writes it is expected");
  if (r.find("tag") != nullptr) d.tag = r.text("tag", 100);
  if (!r.ok()) {
    wipe(d);
    return r.broken();
  }
  d.status = *status;
  d.role = *role;
  d.at = *at;
  return d;
}

AnswerDocument clone(const AnswerDocument& d) {
  return {d.submission, d.seq, d.status, d.role, d.text.clone(), d.language, d.at, d.tag};
}

void wipe(AnswerDocument& d) {
  wv::wipe(d.text);
  for (std::string* text : {&d.submission, &d.language, &d.tag}) wv::wipe(*text);
  d = AnswerDocument{};
}

Bytes to_json(const PublishedDocument& d) {
  OrderedJson json = {{"format", kPublishedFormat},
                      {"id", d.id},
                      {"seq", d.seq},
                      {"exp", to_iso(d.exp)},
                      {"kind", d.kind == PublishedDocument::Kind::news ? "news" : "result"},
                      {"title", object_of(d.title)},
                      {"text", object_of(d.text)}};
  if (d.role) json["role"] = id_of(*d.role);
  if (!d.picture.empty()) {
    const bool png = d.picture.front() == 0x89;
    json["picture"] = {{"media_type", png ? "image/png" : "image/jpeg"},
                       {"data", to_usual_base64(d.picture)},
                       {"alt", object_of(d.alt)}};
  }
  return dumped(json);
}

Result<PublishedDocument> parse_published(std::string_view text) {
  const auto parsed = parse_json(text, "published");
  const Json none;
  Reader r(parsed ? parsed.value() : none, "published");
  if (r.ok() && r.text("format", 100) != kPublishedFormat)
    r.fail("format", "wijkverbinder-published/1 is expected");
  if (!r.ok()) return r.broken();
  PublishedDocument d;
  d.id = r.text("id", 100);
  if (d.id.empty()) r.fail("id", "it is empty");
  d.seq = r.seq();
  const auto exp = parse_day(r.text("exp", 100));
  if (!exp) r.fail("exp", "a day like 2026-12-31 is expected");
  const std::string kind = r.text("kind", 100);
  if (kind != "result" && kind != "news") r.fail("kind", "result or news is expected");
  d.title = r.by_language("title", kMostTitleBytes);
  d.text = r.by_language("text", kMostPublishedBytes);
  if (d.title.empty()) r.fail("title", "at least one language is expected");
  if (r.find("role") != nullptr) {
    d.role = parse_role(r.text("role", 100));
    if (!d.role) r.fail("role", "no role that we know");
  }
  if (!r.ok()) return r.broken();
  d.exp = *exp;
  d.kind = kind == "news" ? PublishedDocument::Kind::news : PublishedDocument::Kind::result;
  read_picture(r, d);
  return d;
}

InLanguage words_for(const std::map<std::string, std::string>& words, std::string_view wanted,
                     const std::vector<std::string>& others) {
  if (const auto exact = words.find(std::string(wanted)); exact != words.end())
    return {exact->first, exact->second};
  const auto near = [&](std::string_view language) {
    return std::find_if(words.begin(), words.end(),
                        [&](const auto& entry) { return same_language(entry.first, language); });
  };
  if (const auto found = near(wanted); found != words.end()) return {std::string(wanted), found->second};
  for (const std::string& other : others) {
    if (const auto found = near(other); found != words.end()) return {other, found->second};
  }
  for (const char* often_read : {"nl", "en"}) {
    if (const auto found = near(often_read); found != words.end()) return {found->first, found->second};
  }
  if (words.empty()) return {};
  return {words.begin()->first, words.begin()->second};
}

}  // namespace wv::domain
