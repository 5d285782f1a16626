# Sourced by tests that run the program in a real window on a virtual X server: `passed`, `failed`, `check`, `middle`,
# `start_screen WIDTHxHEIGHT`, `wait_for_window`, `click`, `summary`. They leave with 77 (skipped) where a tool is missing.
# A kiosk's window: `begin TOOL…`, `plan` with a play script on stdin, `start_program DATA`, `open_message`.
# shellcheck shell=bash
passed=0 failed=0
check() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1: $2, wanted $3"; fi; }
need() { for tool in "$@"; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done; }
middle() { # middle TREE ID: "x y", from a tree that the player wrote
  awk -v id="\"$2\"," '$1 == "\"id\":" { on = ($2 == id) } on && /"rect_px"/ { getline x; getline y; getline w; getline h; sub(",", "", x); sub(",", "", y); sub(",", "", w); print int(x + w / 2), int(y + h / 2); exit }' "$work/$1.json"
}
start_screen() {
  Xvfb -displayfd 3 -noreset -screen 0 "${1}x24" -nolisten tcp 3>"$work/display" 2>/dev/null &
  screen=$!
  for _ in $(seq 50); do [ -s "$work/display" ] && break; sleep 0.1; done
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
}
wait_for_window() {
  for _ in $(seq 50); do xdotool search --onlyvisible --name . >/dev/null 2>&1 && break; sleep 0.1; done
  sleep 1.2
}
summary() { echo "$passed passed, $failed failed"; [ "$failed" = 0 ]; }
# begin TOOL…: an empty folder, X, no sound, and data folders that are made again: nothing is remembered about them.
begin() {
  need Xvfb xdotool "$@"
  rm -rf "$work"; mkdir -p "$work"
  export XDG_STATE_HOME=/dev/null/none XDG_CACHE_HOME=$work/cache SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=x11
}
# plan <SCRIPT: where things are and how pages look, as the player knows it; then there is a screen for a window.
plan() {
  cat >"$work/plan.play"
  "$program" --play "$work/plan.play" --data "$work/plan-data" --out "$work" --profile kiosk-21 || exit 1
  app=
  trap 'kill $app "$screen" 2>/dev/null; wait 2>/dev/null' EXIT
  start_screen 1080x1920
}
start_program() { # start_program DATA: it is `app`
  "$program" --profile kiosk-21 --data "$work/$1" --lang nl &
  app=$!
  wait_for_window
}
open_message() { # of a question; the trees 1, 2 and 3 of the plan say where
  click 1 attract.start
  click 2 home.question
  click 3 form.message
}
click() {
  at=$(middle "$1" "$2")
  [ -n "$at" ] || { echo "FAILED: $2 is not in tree $1"; failed=$((failed + 1)); return; }
  # shellcheck disable=SC2086  # two words
  xdotool mousemove $at mousedown 1; sleep 0.06; xdotool mouseup 1; sleep 0.7
}
