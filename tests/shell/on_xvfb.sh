# Sourced by tests that run the program in a real window on a virtual X server: `passed`, `failed`, `check`, `middle`,
# `start_screen WIDTHxHEIGHT`, `wait_for_window`, `click`. They leave with 77 (skipped) where a tool is missing.
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
click() {
  at=$(middle "$1" "$2")
  [ -n "$at" ] || { echo "FAILED: $2 is not in tree $1"; failed=$((failed + 1)); return; }
  # shellcheck disable=SC2086  # two words
  xdotool mousemove $at mousedown 1; sleep 0.06; xdotool mouseup 1; sleep 0.7
}
