// What went wrong, as far as a page or a decision depends on it. From the edges it comes as a code (a text:
// src/sync/outcome.cpp, ports/store.h, ports/speech.h); it is read here, once, when it comes.
#pragma once
#include <string>
#include <string_view>

namespace wv {

enum class Trouble {
  none,
  other,  // a code that isn't known here
  outbox_conflict,
  outbox_foreign,
  outbox_not_parked,
  sound_no_device,
  speech_failed,
  speech_no_program,
  speech_no_voice,
  store_denied,
  store_floor,
  store_full,
  store_io,
  store_missing,
  store_read_only,
  store_silent,
  store_slow,
  store_too_large,
  sync_busy,
  sync_clock,
  sync_conflict,
  sync_denied,
  sync_destination,
  sync_disk,
  sync_full,
  sync_later,
  sync_no_box,
  sync_node_away,
  sync_not_tls,
  sync_offline,
  sync_portal,
  sync_proxy_denied,
  sync_proxy_down,
  sync_proxy_login,
  sync_redirect,
  sync_refused,
  sync_refuses_all,
  sync_server,
  sync_settings,
  sync_timeout,
  sync_tls,
  sync_unclear
};
[[nodiscard]] Trouble parse_trouble(std::string_view code);  // "" is none
[[nodiscard]] std::string code_of(Trouble trouble);          // for the log; "" of none

}  // namespace wv
