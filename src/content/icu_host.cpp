// A server's name as IDNA has it (UTS #46), by ICU.
#include <unicode/idna.h>
#include <unicode/unistr.h>

#include <memory>

#include "content/address.h"

namespace wv::content {

std::string host_in_ascii(const std::string& host) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(
      icu::IDNA::createUTS46Instance(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                         UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                     error));
  if (U_FAILURE(error) || !idna) return {};
  icu::IDNAInfo info;
  icu::UnicodeString made;
  idna->nameToASCII(icu::UnicodeString::fromUTF8(host), made, info, error);
  if (U_FAILURE(error) || info.hasErrors()) return {};
  std::string out;
  made.toUTF8String(out);
  return out;
}

}  // namespace wv::content
