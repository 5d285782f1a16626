#include "base/json.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace wv {
namespace {

constexpr std::size_t kMostDepth = 64;

// Only a plain name is repeated in a message: what people typed must never come out in an error (D6).
std::string shown_name(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  if (name.empty() || name.size() > 80 || !std::all_of(name.begin(), name.end(), plain)) return "a member";
  return "\"" + name + "\"";
}

// Builds the value itself, since the library's own builder silently keeps the last of two members
// with one name. The library's parser doesn't recurse, so depth is only ours to bound.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Json root;
  std::string why;            // set when we refuse
  std::size_t broken_at = 0;  // byte, set when the parser refuses

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (open_.back()->contains(name)) {
      why = shown_name(name) + " stands there twice";
      return false;
    }
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    broken_at = position;
    return false;
  }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& member = parent[key_];
    member = std::move(value);
    return &member;
  }
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (open_.size() >= kMostDepth) {
      why = "nested deeper than " + std::to_string(kMostDepth);
      return false;
    }
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Json*> open_;
  std::string key_;
};

std::string position_text(std::string_view text, std::size_t byte) {
  byte = std::min(byte == 0 ? 0 : byte - 1, text.size());
  const std::string_view before = text.substr(0, byte);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t break_at = before.rfind('\n');
  const std::size_t column = break_at == std::string_view::npos ? byte + 1 : byte - break_at;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string escaped(const std::string& member) {  // RFC 6901 §3
  std::string out;
  for (const char c : member) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text;
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view file_name) {
  const auto refuse = [&](const std::string& what) {
    return Error{Fault::bad_input, "json.broken", std::string(file_name) + ": " + what};
  };
  Builder builder;
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
    if (!is_utf8(text)) return refuse("not UTF-8; save the file as UTF-8");
    if (!builder.why.empty()) return refuse(builder.why + "; take it out");
    return refuse(position_text(text, builder.broken_at) +
                  ": this is not JSON; look at the commas, quotes and brackets there");
  }
  return std::move(builder.root);
}

bool has_fault(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.weight == Finding::Weight::fault; });
}

std::string to_line(const Finding& finding) {
  std::string line = finding.file;
  if (!finding.place.empty()) line += (line.empty() ? "" : ": ") + finding.place;
  line += (line.empty() ? "" : ": ") + finding.what;
  if (!finding.remedy.empty()) line += "; " + finding.remedy;
  if (finding.weight == Finding::Weight::warning) line = "warning: " + line;
  return one_line(std::move(line));
}

ObjectReader::ObjectReader(const Json& object, std::string file, std::string place, Findings& findings)
    : file_(std::move(file)), place_(std::move(place)), findings_(&findings) {
  if (object.is_object()) {
    object_ = &object;
    return;
  }
  findings.push_back({Finding::Weight::fault, file_, place_, "an object is expected here", "write { … }"});
}

std::string ObjectReader::place_of(const std::string& member) const { return place_ + "/" + escaped(member); }

void ObjectReader::fault(const std::string& member, std::string what, std::string remedy) {
  findings_->push_back({Finding::Weight::fault, file_, member.empty() ? place_ : place_of(member),
                        std::move(what), std::move(remedy)});
}

const Json* ObjectReader::find(const std::string& member, bool required, Json::value_t type,
                               const char* type_name) {
  asked_.push_back(member);
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(member);
  if (found == object_->end()) {
    if (required) fault(member, "it is missing", std::string("add it: ") + type_name);
    return nullptr;
  }
  const bool fits =
      type == Json::value_t::number_integer ? found->is_number_integer() : found->type() == type;
  if (fits) return &*found;
  fault(member, std::string("wrong type: ") + found->type_name(), std::string("write ") + type_name);
  return nullptr;
}

std::string ObjectReader::required_text(const std::string& member) {
  const Json* value = find(member, true, Json::value_t::string, "a text");
  if (value == nullptr) return {};
  auto text = value->get<std::string>();
  if (text.empty()) fault(member, "it is empty", "write a text");
  return text;
}

std::optional<std::string> ObjectReader::optional_text(const std::string& member) {
  const Json* value = find(member, false, Json::value_t::string, "a text, or leave it out");
  if (value == nullptr) return std::nullopt;
  return value->get<std::string>();
}

namespace {
std::string range_text(std::int64_t least, std::int64_t most) {
  return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}
}  // namespace

std::int64_t ObjectReader::required_int(const std::string& member, std::int64_t least, std::int64_t most) {
  const bool there = object_ != nullptr && object_->contains(member);
  const auto value = optional_int(member, least, most);
  if (!there && object_ != nullptr) fault(member, "it is missing", "add it: " + range_text(least, most));
  return value.value_or(least);
}

std::optional<std::int64_t> ObjectReader::optional_int(const std::string& member, std::int64_t least,
                                                       std::int64_t most) {
  const Json* value = find(member, false, Json::value_t::number_integer, "a whole number");
  if (value == nullptr) return std::nullopt;
  const bool too_big = value->is_number_unsigned() && value->get<std::uint64_t>() > std::uint64_t{INT64_MAX};
  const std::int64_t number = too_big ? INT64_MAX : value->get<std::int64_t>();
  if (too_big || number < least || number > most) {
    fault(member, "out of range", "write " + range_text(least, most));
    return std::nullopt;
  }
  return number;
}

std::optional<double> ObjectReader::optional_number(const std::string& member, double least, double most) {
  asked_.push_back(member);
  if (object_ == nullptr || !object_->contains(member)) return std::nullopt;
  const Json& value = (*object_)[member];
  if (value.is_number() && value.get<double>() >= least && value.get<double>() <= most)
    return value.get<double>();
  fault(member, "not a number that fits here",
        "write a number from " + Json(least).dump() + " to " + Json(most).dump());
  return std::nullopt;
}

bool ObjectReader::optional_bool(const std::string& member, bool otherwise) {
  const Json* value = find(member, false, Json::value_t::boolean, "true or false");
  return value == nullptr ? otherwise : value->get<bool>();
}

std::vector<std::string> ObjectReader::optional_texts(const std::string& member) {
  std::vector<std::string> texts;
  const Json* value = find(member, false, Json::value_t::array, "a list of texts");
  if (value == nullptr) return texts;
  for (std::size_t i = 0; i < value->size(); ++i) {
    const Json& item = (*value)[i];
    if (item.is_string()) {
      texts.push_back(item.get<std::string>());
    } else {
      findings_->push_back({Finding::Weight::fault, file_, place_of(member) + "/" + std::to_string(i),
                            std::string("wrong type: ") + item.type_name(), "write a text"});
    }
  }
  return texts;
}

const Json* ObjectReader::optional_object(const std::string& member) {
  return find(member, false, Json::value_t::object, "an object { … }");
}
const Json* ObjectReader::optional_array(const std::string& member) {
  return find(member, false, Json::value_t::array, "a list [ … ]");
}
const Json* ObjectReader::required_object(const std::string& member) {
  return find(member, true, Json::value_t::object, "an object { … }");
}
const Json* ObjectReader::required_array(const std::string& member) {
  return find(member, true, Json::value_t::array, "a list [ … ]");
}

void ObjectReader::refuse_unknown() {
  if (object_ == nullptr) return;
  for (const auto& item : object_->items()) {
    if (std::find(asked_.begin(), asked_.end(), item.key()) == asked_.end()) {
      fault(item.key(), "unknown member", "take it out, or mend its spelling");
    }
  }
}

}  // namespace wv
