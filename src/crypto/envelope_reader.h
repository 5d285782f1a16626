// Reads one envelope strictly, and is the only place where a SealedEnvelope comes to be. Used by `parse`.
// The first fault ends the reading; its sentence names the file and the member, never a value.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "crypto/envelope.h"

namespace wv::crypto {

class EnvelopeReader {
 public:
  EnvelopeReader(std::string_view text, std::string_view file_name) : text_(text), file_(file_name) {}

  [[nodiscard]] Result<SealedEnvelope> read();
  [[nodiscard]] Result<SealedEnvelope> read(const Json& root);  // what the text says

 private:
  [[nodiscard]] std::optional<Error> too_large() const;
  // Each says whether to go on; when not, `fault_` is set.
  bool read_outside(const Json& root);
  bool read_clock(const Json& root);
  bool read_kids(const Json& root);
  bool read_tag(const Json& root);
  bool read_jwe(const Json& root);
  bool read_jws(const Json& root);
  bool read_protected(const Json& jwe);
  bool read_recipients(const Json& jwe);
  bool read_recipient(const Json& recipient, const std::string& place);
  bool check_hash(const Bytes& raw);
  bool read_bytes(const Json& object, const std::string& place, const char* member, Bytes& bytes);
  const std::string* text_member(const Json& object, const std::string& place, const char* member);
  bool broken(const std::string& place, const std::string& what);
  bool mismatch(const std::string& place, const std::string& what);

  std::string_view text_;
  std::string file_;
  SealedEnvelope envelope_;
  std::vector<std::string> sealed_for_;  // the kids under jwe/recipients
  Error fault_;
};

}  // namespace wv::crypto
