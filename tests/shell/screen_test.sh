#!/bin/bash
# screen_test.sh PROGRAM FOLDER: `check` says how large it believes the screen to be: as the settings say, guessed where the
# screen keeps silent (as Xvfb does), and nothing where there is none. Skipped (77) without Xvfb or python3.
set -u
program=$1 work=$2
# shellcheck source=on_xvfb.sh
. "$(dirname "$0")/on_xvfb.sh"
need Xvfb python3
rm -rf "$work"; mkdir -p "$work"
unset SDL_VIDEODRIVER WAYLAND_DISPLAY DISPLAY
export XDG_RUNTIME_DIR=$work
example=$(dirname "$0")/../../assets/example
settings() { # settings INCHES: a copy of the example with that diagonal
  rm -rf "$work/settings"; cp -r "$example" "$work/settings"
  python3 - "$work/settings/config.json" "$1" <<'EOP'
import json, sys
path, inches = sys.argv[1], json.loads(sys.argv[2])
settings = json.load(open(path))
settings["device"]["diagonal_inch"] = inches
json.dump(settings, open(path, "w"))
EOP
}
says() { "$program" check --config "$1" 2>&1 >/dev/null | sed -n 's/^screen: //p'; }

check 'no screen' "$(says "$example/config.json")" 'none answers here'
start_screen 1080x1920
trap 'kill "$screen"' EXIT
check 'a silent screen' "$(says "$example/config.json" | cut -d\; -f1 | sed 's/:.*//')" '1080 x 1920 pixels, 21.5 inch (268 x 476 mm) guessed, since it tells nothing believable'
settings 32
check 'the settings' "$(says "$work/settings/config.json")" '1080 x 1920 pixels, 32.0 inch (398 x 708 mm) as the settings say; 69 dots per inch; the smallest target, of 15 mm, has 41 pixels'
# The control: what can't be isn't taken silently.
for wrong in 2 '"21"' -5 4000; do
  settings "$wrong"
  check "diagonal_inch $wrong is a fault" "$("$program" check --config "$work/settings/config.json" 2>/dev/null | grep -c 'diagonal_inch')" 1
done
summary
