#include "desk/door.h"

#include <algorithm>

#include "desk/context.h"
#include "desk/saved.h"

namespace wv::desk {
namespace {

void keep_streets(Context& c, const Open& open) { c.effects.push_back(KeepStreets{streets_json(open.door)}); }

Day today(const Context& c) { return day_of(c.state.now); }

}  // namespace

void add_street(Context& c, Open& open) {
  Door& door = open.door;
  std::string name(door.new_street.view());
  while (!name.empty() && name.back() == ' ') name.pop_back();
  if (name.empty()) return;
  const auto known = std::find_if(door.streets.begin(), door.streets.end(),
                                  [&](const Street& street) { return street.name == name; });
  if (known != door.streets.end()) {
    door.at = static_cast<std::size_t>(known - door.streets.begin());
  } else {
    if (door.streets.size() >= kMostStreets) door.streets.erase(door.streets.begin());
    Street street;
    street.name = std::move(name);
    door.streets.push_back(std::move(street));
    door.at = door.streets.size() - 1;
    keep_streets(c, open);
  }
  door.new_street.clear();
  door.last_mark.reset();
  leave_field(c.state);
}

void mark_door(Context& c, Open& open, DoorMark mark, int by) {
  Door& door = open.door;
  if (!door.at || *door.at >= door.streets.size()) return;
  Street& street = door.streets[*door.at];
  street.count(mark) = std::max(street.count(mark) + by, 0);
  street.last = today(c);
  door.last_mark.reset();
  if (by > 0) door.last_mark = mark;
  keep_streets(c, open);
}

void send_behalf(Context& c, Open& open) {
  if (!open.door.behalf || open.door.behalf->step != Behalf::Step::writing) return;
  Behalf& behalf = *open.door.behalf;
  behalf.problems = domain::check_message(behalf.draft);
  if (!behalf.draft.contact.way) {
    behalf.problems.push_back({"contact", domain::Problem::contact_choice, 0});
  } else {
    const auto contact = domain::check_contact(behalf.draft.contact);
    behalf.problems.insert(behalf.problems.end(), contact.begin(), contact.end());
  }
  if (!behalf.problems.empty() || !behalf.agreed) return;
  domain::Submission s = domain::to_submission(behalf.draft);
  s.created_at = c.state.now;
  s.language = c.state.shown.language;
  s.channel = "visit";
  s.device = c.world.content.config.device_name;
  s.notice.version = c.world.content.municipality.notice_version;
  s.notice.shown_at = c.state.now;
  behalf.step = Behalf::Step::saving;
  behalf.trouble = Trouble::none;
  leave_field(c.state);
  ask(c, StoreSubmission{std::move(s), c.state.sync.connection.clock_confirmed});
}

void close_behalf(Open& open) {
  if (open.door.behalf) domain::wipe(open.door.behalf->draft);
  open.door.behalf.reset();
  open.door.page = Door::Page::visit;
}

}  // namespace wv::desk
