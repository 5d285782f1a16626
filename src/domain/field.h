// The fields that a resident types in. Their ids name nodes of the UI tree, answers of a form and keyboards;
// they are never translated.
#pragma once
#include <string_view>

namespace wv::domain {

enum class Field { none, message, place, phone, email, name, number, code };

[[nodiscard]] std::string_view id_of(Field field);     // "phone"; "" for none
[[nodiscard]] Field parse_field(std::string_view id);  // none: no field has this id

}  // namespace wv::domain
