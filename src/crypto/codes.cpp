#include "crypto/codes.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/pick_up_code.h"
#include "base/sha256.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kTagBytes = 16;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::string uuid_text(std::array<std::uint8_t, 16> bytes) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  std::string text = to_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

}  // namespace

std::string uuid_v4(ports::Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  return uuid_text(bytes);
}

std::string uuid_of(std::string_view text) {
  const auto hash = sha256(to_bytes(text));
  std::array<std::uint8_t, 16> bytes{};
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  return uuid_text(bytes);
}

bool is_uuid_v4(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return text[14] == '4' && (text[19] == '8' || text[19] == '9' || text[19] == 'a' || text[19] == 'b');
}

Secret pick_up_code(ports::Random& random) {
  std::array<std::uint8_t, kCodeLength> bytes{};
  random.fill(bytes);
  Secret code;
  // 32 letters divide 256, so five bits of a byte favour none of them.
  for (const std::uint8_t byte : bytes) code.push_back(kCodeSigns[byte & 31U]);
  wipe(bytes.data(), bytes.size());
  return code;
}

Secret shown_code(std::string_view code) {
  Secret text(code);
  if (text.size() == kCodeLength) text.insert(kCodeLength / 2, "-");
  return text;
}

std::optional<Secret> normalise_code(std::string_view typed) {
  TypedCode code = read_code(typed);
  if (!code.whole()) return std::nullopt;
  return std::move(code.signs);
}

void derive_answer_keys(ports::Sealer& sealer, std::string_view number, std::string_view code,
                        std::function<void(Result<AnswerKeys>)> answer) {
  const auto plain_code = normalise_code(code);
  if (number.size() != 10 || !plain_code) {
    answer(Error{
        Fault::bad_input, "code.broken",
        "a receipt number has 10 digits and a pick-up code 8 letters and digits; look at the receipt again"});
    return;
  }
  ports::StretchRequest request;
  request.password = number;
  request.password.append(*plain_code);
  request.salt = "wijkverbinder/1";
  request.salt.resize(16, '\0');
  sealer.stretch(std::move(request), [answer = std::move(answer)](Result<Bytes> stretched) {
    if (!stretched) return answer(stretched.error());
    Bytes& bytes = stretched.value();
    const std::span<const std::uint8_t> all(bytes);
    AnswerKeys keys{to_hex(all.first(kTagBytes)), to_base64url(all.subspan(kTagBytes))};
    wipe(bytes);
    answer(std::move(keys));
  });
}

}  // namespace wv::crypto
