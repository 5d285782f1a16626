#include "content/certificates.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace wv::content {
namespace {

using Der = std::vector<std::uint8_t>;

constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "-----END ", kDashes = "-----";
constexpr std::uint8_t kSequence = 0x30, kBitString = 0x03;

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::optional<Der> from_base64(std::string_view text) {
  Der out;
  std::uint32_t bits = 0;
  int held = 0;
  std::size_t letters = 0, padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    ++letters;
    if (c == '=') {
      ++padding;
      continue;
    }
    const int digit = digit_of(c);
    if (digit < 0 || padding > 0) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push_back(static_cast<std::uint8_t>(bits >> held));
  }
  if (letters % 4 != 0 || padding > 2) return std::nullopt;
  return out;
}

// One element of DER: the place behind it, when it is there whole and of this kind.
std::optional<std::size_t> behind(const Der& der, std::size_t at, std::uint8_t kind,
                                  std::size_t* inside = nullptr) {
  if (at + 2 > der.size() || der[at] != kind) return std::nullopt;
  std::size_t length = der[at + 1], from = at + 2;
  if (length >= 0x80) {
    const std::size_t bytes = length & 0x7F;
    if (bytes == 0 || bytes > 4 || from + bytes > der.size()) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | der[from + i];
    from += bytes;
  }
  if (length > der.size() - from) return std::nullopt;
  if (inside != nullptr) *inside = from;
  return from + length;
}

// RFC 5280 §4.1: SEQUENCE { tbsCertificate SEQUENCE, signatureAlgorithm SEQUENCE, signatureValue BIT STRING }
bool is_certificate(const Der& der) {
  std::size_t at = 0;
  const auto whole = behind(der, 0, kSequence, &at);
  if (whole != der.size()) return false;
  const auto body = behind(der, at, kSequence);
  const auto algorithm = body ? behind(der, *body, kSequence) : std::nullopt;
  const auto signature = algorithm ? behind(der, *algorithm, kBitString) : std::nullopt;
  return signature == whole;
}

// At the beginning of a line, as OpenSSL looks for it.
std::size_t find_begin(std::string_view text, std::size_t from) {
  for (std::size_t at = from; (at = text.find(kBegin, at)) != std::string_view::npos; ++at)
    if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') return at;
  return std::string_view::npos;
}

}  // namespace

std::string fault_of_certificates(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return "this file is empty; put the authority's certificate into it, as PEM";
  if (static_cast<std::uint8_t>(text[0]) == kSequence && text.find(kBegin) == std::string_view::npos)
    return "this is DER, and PEM is needed; run: openssl x509 -inform der -in FILE -out ca.pem (a .p12: openssl pkcs12 -in FILE -cacerts -nokeys -out ca.pem)";
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return "this is UTF-16; save it as plain text (ASCII or UTF-8 without a mark)";
  if (text.starts_with("\xEF\xBB\xBF"))
    return "it begins with a byte order mark, which hides its first certificate; save it as UTF-8 without one";
  std::size_t certificates = 0;
  std::string other;
  for (std::size_t at = find_begin(text, 0); at != std::string_view::npos;) {
    const std::size_t name_at = at + kBegin.size(), name_end = text.find(kDashes, name_at);
    if (name_end == std::string_view::npos) return "it is cut off; copy the whole file again";
    const std::string name(text.substr(name_at, name_end - name_at));
    const std::size_t body = name_end + kDashes.size(),
                      end = text.find(std::string(kEnd) + name + std::string(kDashes), body);
    const std::size_t following = find_begin(text, body);
    if (end == std::string_view::npos || following < end)
      return "a certificate in it is cut off (there is no END " + name + "); copy the whole file again";
    if (name == "CERTIFICATE" || name == "X509 CERTIFICATE" || name == "TRUSTED CERTIFICATE") {
      const auto der = from_base64(text.substr(body, end - body));
      const bool whole = der && (name == "TRUSTED CERTIFICATE" || is_certificate(*der));
      if (!whole)
        return "certificate " + std::to_string(certificates + 1) +
               " in it is damaged or cut off; copy the whole file again";
      ++certificates;
    } else {
      other = name;
    }
    at = following;
  }
  if (certificates > 0) return {};
  if (!other.empty())
    return "there is no certificate in it, but a " + other +
           "; put the authority's certificate there, as PEM";
  return "there is no certificate in it; put the authority's certificate there, as PEM (-----BEGIN CERTIFICATE-----)";
}

}  // namespace wv::content
