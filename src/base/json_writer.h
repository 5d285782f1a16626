// Writes JSON straight into one buffer that was made large enough before: nothing private is left behind on
// the heap by a buffer that grew, as a JSON library's would be (S3). The same calls give the same bytes.
// `most` bounds what will be written: six bytes for each of a text (\u00xx takes six for one), and the names;
// who bounds it too low gets a buffer that grows, and still the right JSON. Text that isn't UTF-8 is
// repaired.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace wv {

class JsonWriter {
 public:
  explicit JsonWriter(std::size_t most) { out_.reserve(most); }

  void text(std::string_view value);
  void name(std::string_view member);  // and the colon; the comma before it where one is due
  void separate();                     // the comma before the next item of a list, where one is due
  void member(std::string_view member_name, std::string_view value);
  void member_if(std::string_view member_name, std::string_view value) {
    if (!value.empty()) member(member_name, value);
  }
  void texts(std::string_view member_name, const std::vector<std::string>& values);
  void put(std::string_view json) { out_.insert(out_.end(), json.begin(), json.end()); }
  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

}  // namespace wv
