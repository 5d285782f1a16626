// At the lock nothing of what was typed or written is left in this program's memory (S3): not in the state,
// not in freed blocks, not on the stack. What was handed out (the sealed draft, the events) is gone here as
// it is when its service has sealed it; the casebook's own words are its own test's.
#include "base/secret.h"
#include "desk/device.h"
#include "memory_search.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;
using namespace wv::test;
using Signs = Canary::Signs;

namespace {

struct Typed {
  std::vector<Canary> all = {{"passphrase", Signs::letters, 14, 1}, {"note", Signs::letters, 12, 2},
                             {"answer", Signs::letters, 11, 3},     {"search", Signs::letters, 9, 4},
                             {"message", Signs::letters, 12, 5},    {"phone", Signs::digits, 8, 6},
                             {"name", Signs::letters, 7, 7},        {"copied", Signs::letters, 10, 8},
                             {"theme", Signs::letters, 9, 9},       {"undone", Signs::letters, 10, 10}};
  [[nodiscard]] const Canary& operator[](std::string_view name) const {
    for (const Canary& canary : all)
      if (canary.name() == name) return canary;
    FAIL("no such canary");
    return all.front();
  }
};

void type(Device& d, const Canary& canary) {
  for (std::size_t i = 0; i < canary.size(); ++i) {
    const char sign = static_cast<char>(canary.at(i));
    d.then(TextTyped{Secret(std::string_view(&sign, 1))});
  }
}

// What its service sealed or dropped.
void forget_handed_out(Device& d) {
  d.effects.clear();
  d.effects.shrink_to_fit();
  d.sealed_draft.clear();
  d.events.clear();
  d.events.shrink_to_fit();
  d.answers.clear();
  d.answers.shrink_to_fit();
  d.submissions.clear();
  d.submissions.shrink_to_fit();
  d.book = std::make_unique<casebook::Casebook>();
  wipe_stack();
}

std::vector<std::string> found(const Typed& typed) {
  std::vector<std::string> names;
  for (const Sighting& sighting : search_memory(typed.all))
    if (std::find(names.begin(), names.end(), sighting.canary) == names.end())
      names.push_back(sighting.canary);
  return names;
}

}  // namespace

TEST_CASE("nothing that was typed is left after the lock, and not after unlocking and the next lock either") {
  const Typed typed;
  Device d;
  d.submit(1);
  d.submit(2);
  d.then(FieldFocused{Field::passphrase, 0});
  type(d, typed["passphrase"]);
  d.then(UnlockPressed{});
  d.all(FieldKeyed{text::FieldKey::select_all, false}, BackspacePressed{});
  d.unlock();

  d.all(RowOpened{a_case(1)}, WritingOpened{});
  type(d, typed["note"]);
  d.all(CaseLeft{}, RowOpened{a_case(2)}, WritingOpened{Writing::What::answer});
  type(d, typed["copied"]);
  d.all(FieldKeyed{text::FieldKey::select_all, false}, FieldKeyed{text::FieldKey::cut, false});
  type(d, typed["answer"]);
  d.all(CaseLeft{}, RowOpened{a_case(1)}, WritingOpened{Writing::What::promise}, DueInDays{2},
        FieldFocused{Field::writing, 0});
  type(d, typed["undone"]);
  d.all(SavePressed{}, UndoPressed{}, WritingDropped{}, CaseLeft{});
  d.then(FieldFocused{Field::theme, 0});
  type(d, typed["theme"]);
  d.all(BehalfOpened{}, FieldFocused{Field::message, 0});
  type(d, typed["message"]);
  d.then(FieldFocused{Field::phone, 0});
  type(d, typed["phone"]);
  d.then(FieldFocused{Field::name, 0});
  type(d, typed["name"]);
  d.then(FieldFocused{Field::search, 0});
  type(d, typed["search"]);

  // The control: what stands in the state now is found.
  for (const char* name : {"note", "answer", "copied", "theme", "message", "phone", "name", "search"}) {
    const auto names = found(typed);
    CAPTURE(name);
    CHECK(std::find(names.begin(), names.end(), name) != names.end());
  }
  d.then(LockPressed{});
  Secret draft = d.sealed_draft.clone();
  CHECK_FALSE(draft.empty());
  forget_handed_out(d);
  {
    // The draft alone still holds the words; the service seals it.
    const auto names = found(typed);
    CHECK(std::find(names.begin(), names.end(), "note") != names.end());
  }
  d.sealed_draft = draft.clone();
  draft.clear();
  d.unlock();
  CHECK(d.open().writings.size() == 2);
  d.then(LockPressed{});
  forget_handed_out(d);
  for (const std::string& name : found(typed)) FAIL_CHECK("left in memory: " << name);
}
