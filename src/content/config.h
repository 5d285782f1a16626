// The settings of one device (assets/README.md; "wijkverbinder-config/1"). Paths in the file are
// relative to it; here they are joined already. A named file that is missing, an unknown member, a wrong
// type or value is a fault. Neither `recipients` nor `register`: a trial, nobody reads what is sent (a
// warning of `check`).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace wv::ports {
class Files;
}

namespace wv::content {

struct SyncSettings {
  std::string type;  // couchdb webdav folder door; "" when there is no sync
  std::string url;   // of a folder: its path; else as it goes over the wire (address.h)
  std::string prefix, user;
  std::string password_file, ca_file;  // "" when absent
};

struct PrinterSettings {  // for slips with number and code; platform/README.md
  std::string type;       // usb network; "" when there is none
  std::string device;     // of usb: an absolute path
  std::string host;       // of network
  int port = 9100;
  int dots = 576;  // across: 576 on paper of 80 mm, 384 on paper of 58
};

// What the keys of a keypad are called aloud, by language; under "" in every language. Empty: nothing is said
// of this keypad, and the voice names a keyboard's arrows, Enter and Escape.
using KeyName = std::map<std::string, std::string>;
struct KeypadNames {
  KeyName next, previous, choose, back;
  [[nodiscard]] bool named() const { return !next.empty(); }
};
[[nodiscard]] std::string_view word_in(const KeyName& name, const std::string& language);

struct Config {
  std::string file;          // where it was read from
  std::string municipality;  // file
  std::string device_name, device_place;
  int device_number = 0;    // 0..999
  std::string device_mode;  // kiosk event own, where --mode doesn't say; "": kiosk
  int device_bottom_mm =
      800;  // of a standing kiosk: how high its screen's lower edge is above the floor (T5)
  double device_diagonal_inch = 0;  // of the glass; 0: as the screen tells (shell/screen_size.h)
  KeypadNames keys;
  std::string recipients, signers;        // files; "" when absent
  std::string authority, first_register;  // likewise, in place of those two (crypto/belief.h)
  bool trial = true;
  std::vector<std::string> languages;  // the first is the device's own
  int idle_ask_after_s = 90;
  int idle_reset_after_s = 30;
  SyncSettings sync;
  PrinterSettings printer;
};

[[nodiscard]] Config read_config(const ports::Files& files, const Json& json, const std::string& file,
                                 Findings& findings);

// "https://host", or "http://" to localhost, 127.0.0.0/8 or [::1] only; no user, no password in it.
[[nodiscard]] bool allowed_url(const std::string& url);

}  // namespace wv::content
