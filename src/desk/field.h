// The fields that are typed into, and the one that has the keyboard.
#pragma once
#include "text/editing.h"

namespace wv::desk {

enum class Field {
  none,
  passphrase,
  search,
  writing,
  theme,
  street,
  message,
  phone,
  email,
  name,
  own_name,        // of whoever enrols
  again,           // a new passphrase, once more
  old_passphrase,  // before it is changed
  new_passphrase
};

struct Editing : text::Editing {
  Field field = Field::none;
};

}  // namespace wv::desk
