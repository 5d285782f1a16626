#include "base/json_writer.h"

#include "base/utf8.h"

namespace wv {

void JsonWriter::text(std::string_view value) {
  if (!is_utf8(value)) {
    std::string repaired = repair_utf8(value);
    text(repaired);
    return wv::wipe(repaired);
  }
  put("\"");
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_.push_back('\\');
      out_.push_back(byte);
    } else if (byte < 0x20) {
      constexpr char kDigits[] = "0123456789abcdef";
      put("\\u00");
      out_.push_back(static_cast<std::uint8_t>(kDigits[byte >> 4]));
      out_.push_back(static_cast<std::uint8_t>(kDigits[byte & 15]));
    } else {
      out_.push_back(byte);
    }
  }
  put("\"");
}

void JsonWriter::name(std::string_view member_name) {
  separate();
  text(member_name);
  put(":");
}

void JsonWriter::separate() {  // a text ends in a quote, so an opening bracket is always ours
  if (!out_.empty() && out_.back() != '{' && out_.back() != '[') put(",");
}

void JsonWriter::member(std::string_view member_name, std::string_view value) {
  name(member_name);
  text(value);
}

void JsonWriter::texts(std::string_view member_name, const std::vector<std::string>& values) {
  name(member_name);
  put("[");
  for (const std::string& value : values) {
    separate();
    text(value);
  }
  put("]");
}

}  // namespace wv
