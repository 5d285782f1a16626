#include "app/selection.h"

#include "app/editing.h"
#include "app/pages.h"

namespace wv::app {

Selection selection_of(const State& state) {
  const auto* text = field_text(state, state.session.editing.field);
  if (text == nullptr) return {};
  return text::selection_of(state.session.editing, *text);
}

bool field_key(State& state, const content::Content& content, const FieldKeyed& keyed) {
  auto& editing = state.session.editing;
  auto* own = field_text(state, editing.field);
  if (own == nullptr) return false;
  text::FieldRules rules = rules_of(editing.field);
  rules.rtl_writing = content.catalog.right_to_left(state.shown.language);
  return text::press(*own, editing, rules, keyed.key, keyed.extend, state.session.copied);
}

}  // namespace wv::app
