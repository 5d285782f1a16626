// JSON that can fail without throwing: parsing and typed reading with the place of the fault.
// A reader walks an object and collects every fault ("municipality.json: /surgery/hours: ..."),
// so that `check` can tell them all at once. Depth is capped at 64 and size at the caller's limit.
#pragma once
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wv {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

// Refuses duplicate members, invalid UTF-8, nesting deeper than 64 and trailing text.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::string_view file_name);

struct Finding {  // one fault in a file of settings or content
  enum class Weight { fault, warning } weight = Weight::fault;
  std::string file;
  std::string place;   // JSON pointer (RFC 6901), "" for the whole file
  std::string what;    // what is wrong
  std::string remedy;  // what to do
};
using Findings = std::vector<Finding>;
[[nodiscard]] bool has_fault(const Findings& findings);
[[nodiscard]] std::string to_line(const Finding& finding);  // one line, for `check` and stderr

// Reads the members of one JSON object; what was not asked for is a fault ("unknown member").
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string file, std::string place, Findings& findings);
  ~ObjectReader() = default;
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  [[nodiscard]] bool is_object() const { return object_ != nullptr; }
  [[nodiscard]] std::string required_text(const std::string& member);
  [[nodiscard]] std::optional<std::string> optional_text(const std::string& member);
  [[nodiscard]] std::int64_t required_int(const std::string& member, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<std::int64_t> optional_int(const std::string& member, std::int64_t least,
                                                         std::int64_t most);
  [[nodiscard]] std::optional<double> optional_number(const std::string& member, double least, double most);
  [[nodiscard]] bool optional_bool(const std::string& member, bool otherwise);
  [[nodiscard]] std::vector<std::string> optional_texts(const std::string& member);
  [[nodiscard]] const Json* optional_object(const std::string& member);
  [[nodiscard]] const Json* optional_array(const std::string& member);
  [[nodiscard]] const Json* required_object(const std::string& member);
  [[nodiscard]] const Json* required_array(const std::string& member);
  [[nodiscard]] std::string place_of(const std::string& member) const;
  void fault(const std::string& member, std::string what, std::string remedy);
  void refuse_unknown();  // call last

 private:
  const Json* find(const std::string& member, bool required, Json::value_t type, const char* type_name);
  const Json* object_ = nullptr;
  std::string file_;
  std::string place_;
  Findings* findings_;
  std::vector<std::string> asked_;
};

}  // namespace wv
