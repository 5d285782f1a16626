// Numbers to ring, as a list: what it is for, who answers, and the number large. No button and nothing that
// looks like one: this screen can't ring. Lines part them; the one to ring in danger comes first, in red.
#pragma once
#include <string>
#include <vector>

#include "ui/kit/column.h"

namespace wv::ui {

struct HelpLine {
  std::string id;
  std::string words;       // the whole sentence, for the ear and the tree
  std::string what, when;  // as it is seen: what for, and "free, day and night"
  std::string number;
  bool alarm = false;
};

// brief: where there is little height, so that every number is in sight.
enum class HelpLook { full, brief };
void help_list(Frame& f, Column& column, const std::vector<HelpLine>& lines, HelpLook how = HelpLook::full);

}  // namespace wv::ui
