// What a script does otherwise on the wijkverbinder's side: its fields, its keyboard, its settings.
#include <array>
#include <utility>

#include "desk/event.h"
#include "desk/state.h"
#include "player/player.h"

namespace wv::player {

namespace {

constexpr std::array<std::pair<std::string_view, desk::Field>, 15> kFields = {
    {{"unlock.passphrase", desk::Field::passphrase},
     {"desk.search", desk::Field::search},
     {"case.text", desk::Field::writing},
     {"sort.theme", desk::Field::theme},
     {"street.name", desk::Field::street},
     {"form.message", desk::Field::message},
     {"form.phone", desk::Field::phone},
     {"form.email", desk::Field::email},
     {"form.name", desk::Field::name},
     {"enrol.name", desk::Field::own_name},
     {"enrol.passphrase", desk::Field::passphrase},
     {"enrol.again", desk::Field::again},
     {"change.old", desk::Field::old_passphrase},
     {"change.new", desk::Field::new_passphrase},
     {"change.again", desk::Field::again}}};

}  // namespace

Player::KeyboardNow Player::desk_keyboard() const {
  const desk::State& state = *stage_.desk();
  const desk::Editing& editing = desk::editing_of(state);
  switch (editing.field) {
    case desk::Field::none: return {};
    case desk::Field::phone: return {"phone", editing.layer};
    case desk::Field::email: return {"email", editing.layer};
    default: return {state.shown.language, editing.layer};
  }
}

Player::Words Player::put_on_desk(const Command& command) {
  for (const auto& [id, field] : kFields)
    if (id == command.id) {
      stage_.post_desk(desk::Touched{});
      stage_.post_desk(desk::TextPut{field, Secret(command.text)});
      rest();
      return {};
    }
  return command.id + " is no text field";
}

bool Player::set_on_desk(const Command& command) {
  switch (command.verb) {
    case Verb::lang: stage_.post_desk(desk::LanguageChosen{command.id}); return true;
    case Verb::text:
      stage_.post_desk(desk::TextSizeChosen{static_cast<content::TextSize>(command.percent)});
      return true;
    case Verb::contrast:
      stage_.post_desk(
          desk::ContrastChosen{content::parse_contrast(command.id).value_or(content::Contrast::normal)});
      return true;
    default: return false;
  }
}

}  // namespace wv::player
