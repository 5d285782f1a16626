// Inside this room: how an event's members are read and written. A MemberReader walks one object, keeps the
// first fault (its place and what was expected, never what stood there) and knows which members nobody asked
// for.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_writer.h"
#include "casebook/event.h"

namespace wv::casebook::detail {

class MemberReader {
 public:
  // `why` is empty until something is wrong; object, place and why outlive the reader.
  MemberReader(const Json& object, std::string_view place, std::string& why);

  [[nodiscard]] const Json* find(const char* name);
  // The text itself, where it lies; none when it is absent, no text or too long, which is then a fault.
  [[nodiscard]] const std::string* text(const char* name, std::size_t most);
  [[nodiscard]] Secret secret(const char* name, std::size_t most, std::size_t least = 0);
  [[nodiscard]] Day day(const char* name);
  template <class Id>
  [[nodiscard]] Id id(const char* name) {
    const std::string* words = text(name, kMostNameBytes);
    const auto parsed = words == nullptr ? std::nullopt : parse_id<Id>(*words);
    if (!parsed) fail(name, "a random UUID in lower case is expected");
    return parsed.value_or(Id{});
  }
  [[nodiscard]] std::vector<EnvelopeId> ids(const char* name, std::size_t most);
  [[nodiscard]] bool has(const char* name) const { return object_.is_object() && object_.contains(name); }
  void fail(const char* name, std::string_view what);
  [[nodiscard]] Secret rest() const;  // what nobody asked for, as JSON; "" when there is none

 private:
  const Json& object_;
  std::string_view place_;
  std::string& why_;
  std::vector<std::string_view> asked_;
};

[[nodiscard]] bool is_plain_word(std::string_view word);  // a-z and _, at most 32: a kind, a way
// The body of that kind; faults go to the reader.
[[nodiscard]] Body read_body(const std::string& kind, const Json& json, MemberReader& body);
[[nodiscard]] std::size_t body_bound(const Event& event);
void write_body(JsonWriter& writer, const Event& event);
// Adds the members of an object that `rest` gave.
void write_rest(JsonWriter& writer, const Secret& rest);
void wipe_texts(Json& json);  // every text in it, however deep

}  // namespace wv::casebook::detail
