#include "domain/attachment.h"

#include "base/json.h"

namespace wv::domain {

namespace {

constexpr std::string_view kFormat = "wijkverbinder-attachment/1";
constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Error broken(const char* what) {
  return {Fault::bad_input, "attachment.broken", std::string("attachment: ") + what};
}

void put(Bytes& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

void put_base64(Bytes& out, std::span<const std::uint8_t> data) {  // RFC 4648 §4, with padding
  for (std::size_t at = 0; at < data.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, data.size() - at);
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) three = (three << 8) | (i < count ? data[at + i] : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      out.push_back(static_cast<std::uint8_t>(i <= count ? kLetters[(three >> (18 - 6 * i)) & 63u] : '='));
  }
}

// The letters of RFC 4648 §4 as those of §5, which base/ reads strictly.
Result<Bytes> from_base64(std::string text) {
  if (text.size() % 4 != 0) return broken("/data: its length is no multiple of four");
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.pop_back();
  for (char& c : text) {
    if (c == '-' || c == '_') return broken("/data: not base64 (RFC 4648 §4)");
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  auto bytes = from_base64url(text);
  wv::wipe(text);
  return bytes;
}

}  // namespace

Bytes attachment_json(std::string_view id, std::string_view media_type, std::span<const std::uint8_t> data) {
  Bytes out;
  out.reserve((data.size() + 2) / 3 * 4 + id.size() + media_type.size() + 128);
  put(out, R"({"format":")");
  put(out, kFormat);
  put(out, R"(","id":")");
  put(out, id);
  put(out, R"(","media_type":")");
  put(out, media_type);
  put(out, R"(","data":")");
  put_base64(out, data);
  put(out, R"("})");
  return out;
}

Result<AttachmentDocument> parse_attachment(std::string_view text) {
  const auto parsed = parse_json(text, "attachment");
  if (!parsed || !parsed.value().is_object()) return broken("it is no JSON object as we read it");
  const Json& json = parsed.value();
  const auto member = [&](const char* name) -> std::string {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (member("format") != kFormat) return broken("/format: wijkverbinder-attachment/1 is expected");
  AttachmentDocument out{member("id"), member("media_type"), {}};
  if (out.id.empty()) return broken("/id: a text is expected");
  if (out.media_type.empty()) return broken("/media_type: a text is expected");
  auto data = from_base64(member("data"));
  if (!data) return data.error();
  if (data.value().empty()) return broken("/data: nothing is in it");
  if (data.value().size() > kMostAttachmentBytes)
    return broken("/data: it is larger than an attachment can be");
  out.data = std::move(data).value();
  return out;
}

}  // namespace wv::domain
