// The ways an answer goes, in the order in which they are offered; their ids name nodes and words.
#pragma once
#include <array>
#include <string_view>
#include <utility>

#include "desk/writing.h"

namespace wv::ui {

inline constexpr std::array<std::pair<desk::By, std::string_view>, 6> kWays = {
    {{desk::By::kiosk, "kiosk"},
     {desk::By::phone, "phone"},
     {desk::By::email, "email"},
     {desk::By::letter, "letter"},
     {desk::By::door, "door"},
     {desk::By::surgery, "surgery"}}};

}  // namespace wv::ui
