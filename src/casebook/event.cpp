#include "casebook/event.h"

#include <algorithm>
#include <array>

#include "casebook/event_body.h"

namespace wv::casebook {
namespace {

using detail::MemberReader;

constexpr std::string_view kFormat = "wijkverbinder-event/1";
constexpr std::array<std::string_view, 16> kKindNames = {
    "opened", "taken",  "kept",   "closed", "reopened", "note",      "promise", "answer",
    "given",  "handed", "sorted", "joined", "parted",   "forwarded", "found",   "erase"};
static_assert(kKindNames.size() + 1 == std::variant_size_v<Body>);

Error error(const char* code, const std::string& what) {
  return Error{Fault::bad_input, code, "event: " + what};
}
Error broken(const std::string& what) {
  return error("event.broken", what + "; ask its sender for it again");
}

bool is_our_format(const Json& json) {
  if (!json.is_object()) return false;
  const auto format = json.find("format");
  return format != json.end() && format->is_string() &&
         format->get_ref<const std::string&>() == std::string(kFormat);
}

std::string moment_text(Instant at) {
  const auto ms = static_cast<int>((at.ms % 1000 + 1000) % 1000);
  std::string text = to_rfc3339({at, 0}).substr(0, 19) + ".000Z";
  text[20] = static_cast<char>('0' + ms / 100);
  text[21] = static_cast<char>('0' + ms / 10 % 10);
  text[22] = static_cast<char>('0' + ms % 10);
  return text;
}

Instant read_moment(MemberReader& top) {
  const std::string* text = top.text("at", kMostNameBytes);
  const auto at = text == nullptr ? std::nullopt : parse_rfc3339(*text);
  if (at && at->at.ms >= 0 && day_of(LocalTime{at->at, 0}).year <= 9999) return at->at;
  top.fail("at", "a moment from 1970 on as RFC 3339 writes it is expected");
  return {};
}

Seal read_seal(MemberReader& top) {
  const std::string* to = top.text("to", kMostNameBytes);
  if (to != nullptr && *to == "confidential") return Seal::confidential;
  if (to == nullptr || *to != "team") top.fail("to", "team or confidential is expected");
  return Seal::team;
}

KeyId read_key(MemberReader& top) {
  const std::string* by = top.text("by", kMostNameBytes);
  const auto key = by == nullptr ? std::nullopt : parse_key_id(*by);
  if (!key) top.fail("by", "a key's thumbprint is expected");
  return key.value_or(KeyId{});
}

Event read_event(const Json& json, std::string& why) {
  MemberReader top(json, "", why);
  Event event;
  (void)top.find("format");
  event.id = top.id<EnvelopeId>("id");
  event.queued_on = top.day("queued_on");
  event.to = read_seal(top);
  event.case_id = top.id<CaseId>("case");
  event.parents = top.ids("parents", kMostParents);
  event.at = read_moment(top);
  event.by = read_key(top);
  const std::string* kind = top.text("kind", kMostNameBytes);
  const Json* body = top.find("body");
  if (kind == nullptr || !detail::is_plain_word(*kind)) {
    top.fail("kind", "a plain word is expected");
  } else if (body == nullptr || !body->is_object()) {
    top.fail("body", "an object is expected");
  } else {
    MemberReader members(*body, "/body", why);
    event.body = detail::read_body(*kind, *body, members);
    if (!std::holds_alternative<Other>(event.body)) event.body_more = members.rest();
  }
  event.more = top.rest();
  return event;
}

}  // namespace

std::string_view kind_name(const Event& event) {
  if (const auto* other = std::get_if<Other>(&event.body)) return other->kind;
  return kKindNames.at(event.body.index());
}

Result<Event> parse_event(std::string_view text) {
  if (text.size() > kMostEventBytes) return error("event.format", "too long to be an event");
  auto parsed = parse_json(text, "event");
  if (!parsed) return error("event.format", "it is not JSON as we read it (UTF-8, no member twice)");
  Json& json = parsed.value();
  if (!is_our_format(json)) {
    detail::wipe_texts(json);
    return error("event.format", "/format: " + std::string(kFormat) + " is expected");
  }
  std::string why;
  Event event = read_event(json, why);
  detail::wipe_texts(json);
  if (!why.empty()) return broken(why);
  return event;
}

Bytes to_json(const Event& event) {
  JsonWriter w(1024 + event.parents.size() * 40 + event.more.size() + detail::body_bound(event));
  w.put("{");
  w.member("format", kFormat);
  w.member("id", to_text(event.id));
  w.member("queued_on", to_iso(event.queued_on));
  w.member("to", event.to == Seal::confidential ? "confidential" : "team");
  w.member("case", to_text(event.case_id));
  w.member("kind", kind_name(event));
  w.name("parents");
  w.put("[");
  for (const EnvelopeId& parent : event.parents) {
    w.separate();
    w.text(to_text(parent));
  }
  w.put("]");
  w.member("at", moment_text(event.at));
  w.member("by", to_text(event.by));
  w.name("body");
  detail::write_body(w, event);
  detail::write_rest(w, event.more);
  w.put("}");
  return w.take();
}

Status check_outside(const Event& event, const Outside& outside) {
  const char* differs = event.id != outside.id                    ? "id"
                        : !(event.queued_on == outside.queued_on) ? "queued_on"
                        : event.to != outside.to                  ? "to"
                        : event.by != outside.signer              ? "by"
                                                                  : nullptr;
  if (differs == nullptr) return Done{};
  return error("event.outside", std::string("/") + differs +
                                    " is not what its envelope and signature say; it was sealed again");
}

}  // namespace wv::casebook
