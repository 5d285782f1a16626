// How surely what is kept on this device stays there. A machine's disk keeps it; a browser may have promised
// to
// (`navigator.storage.persist()`), or may take it away when the device is full; Safari does after seven days
// in which nobody came to the page (WebKit's Intelligent Tracking Prevention), unless it was put on the home
// screen.
#pragma once

namespace wv {

enum class Keeps { for_good, while_there_is_room, for_seven_days };

}  // namespace wv
