// What `sync --retire` finds at the target and can't tell the age of (outbox::Age::in_doubt): it is kept and
// listed for a person. When it was first seen there, by a day that the target's clock agreed with, is written
// down in DATA/doubt.json: it is at least as old as that, so a whole term later it goes like everything else.
// Losing the file only begins that term anew.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/stamp.h"
#include "cli/context.h"

namespace wv::cli {

class Doubts {
 public:
  struct Doubtful {
    std::string box, id;
    Stamp stamp;
    Day seen;
  };

  Doubts(const Context& context, int months, const Day& today);  // reads the file
  // Whether it is to be deleted. A box is walked through again after a deletion; each is listed once all the
  // same.
  [[nodiscard]] bool is_past(const std::string& box, const std::string& id, const Stamp& stamp);
  // Once every box was looked at: what is gone from there is forgotten. A file that can't be written costs
  // time only.
  void keep();
  [[nodiscard]] OrderedJson to_json() const;
  void print() const;  // a line each

 private:
  const Context& context_;
  int months_;
  Day today_;
  std::map<std::string, Day> seen_;
  std::map<std::string, Doubtful> found_;  // by box and id
};

}  // namespace wv::cli
