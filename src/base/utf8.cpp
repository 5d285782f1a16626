#include "base/utf8.h"

#include <utility>

#include "base/bytes.h"

namespace wv {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Step {
  char32_t code_point = kReplacement;
  std::size_t length = 1;  // bytes to go on; of an invalid sequence, its longest valid beginning
  bool valid = false;
};

// RFC 3629 §4: the second byte's range depends on the first, which rules out overlong forms,
// surrogates and everything above U+10FFFF.
Step step_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) return {static_cast<char32_t>(first), 1, true};
  if (first < 0xC2 || first > 0xF4) return {};
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  unsigned least = 0x80;
  unsigned most = 0xBF;
  if (first == 0xE0) least = 0xA0;
  if (first == 0xED) most = 0x9F;
  if (first == 0xF0) least = 0x90;
  if (first == 0xF4) most = 0x8F;
  char32_t code_point = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < least || byte(at + i) > most) return {kReplacement, i, false};
    code_point = (code_point << 6) | (byte(at + i) & 0x3FU);
    least = 0x80;
    most = 0xBF;
  }
  return {code_point, length, true};
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Step step = step_at(text, at);
    if (!step.valid) return false;
    at += step.length;
  }
  return true;
}

std::u32string decode_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());  // never grows, so no half-filled copy of a private text is left on the heap
  for (std::size_t at = 0; at < text.size();) {
    const Step step = step_at(text, at);
    out.push_back(step.code_point);
    at += step.length;
  }
  return out;
}

std::string encode_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 4);
  for (const char32_t code_point : text) append_utf8(out, code_point);
  return out;
}

void append_utf8(std::string& text, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
  const auto push = [&](char32_t byte) {
    text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (code_point < 0x80) return push(code_point);
  if (code_point < 0x800) {
    push(0xC0 | (code_point >> 6));
    return push(0x80 | (code_point & 0x3F));
  }
  if (code_point < 0x10000) {
    push(0xE0 | (code_point >> 12));
  } else {
    push(0xF0 | (code_point >> 18));
    push(0x80 | ((code_point >> 12) & 0x3F));
  }
  push(0x80 | ((code_point >> 6) & 0x3F));
  push(0x80 | (code_point & 0x3F));
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Step step = step_at(text, at);
    if (step.valid) {
      out.append(text.substr(at, step.length));
    } else {
      append_utf8(out, kReplacement);
    }
    at += step.length;
  }
  return out;
}

void settle_encoding(std::string& file) {
  const auto byte = [&](std::size_t at) {
    return static_cast<char32_t>(static_cast<unsigned char>(file[at]));
  };
  if (file.starts_with("\xEF\xBB\xBF")) {
    std::string rest = file.substr(3);
    wipe(file);
    file = std::move(rest);
    return;
  }
  const bool little = file.starts_with("\xFF\xFE"), big = file.starts_with("\xFE\xFF");
  if ((!little && !big) || file.size() % 2 != 0) return;
  const auto unit = [&](std::size_t at) {
    return little ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
  };
  std::string text;
  text.reserve(file.size() * 2);
  for (std::size_t at = 2; at < file.size(); at += 2) {
    char32_t code_point = unit(at);
    const bool pair = code_point >= 0xD800 && code_point < 0xDC00 && at + 3 < file.size() &&
                      unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000;
    if (pair) {
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    append_utf8(text, code_point);
  }
  wipe(file);
  file = std::move(text);
}

}  // namespace wv
