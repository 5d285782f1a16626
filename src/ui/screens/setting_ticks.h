// The settings that are on or off (app/settings.h), as ticks on a page: the visitor's panel of display
// settings and the host's page show the same.
#pragma once
#include <optional>
#include <string>

#include "ui/screens/story_page.h"

namespace wv::ui {

// `page_id`: the nodes are PAGE_ID.NAME. Returns the one that was touched.
[[nodiscard]] std::optional<app::Setting> setting_ticks(const Scene& s, StoryPage& page,
                                                        const std::string& page_id,
                                                        const app::Settings& settings);

}  // namespace wv::ui
