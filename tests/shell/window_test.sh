#!/bin/bash
# window_test.sh PROGRAM FOLDER: the program in a real window on Xvfb, driven by a real pointer and keys: a
# message is sent, one sealed file lies in the queue, the screen shows what the player draws, nothing is
# drawn at rest, and SIGTERM ends it with 0. Skipped (77) without Xvfb, xdotool or ImageMagick.
set -u
program=$1 work=$2
# shellcheck source=on_xvfb.sh
. "$(dirname "$0")/on_xvfb.sh"
begin import compare
plan <<'EOF'
tree 1.json
shot 1.png
tap attract.start
tree 2.json
tap home.question
tree 3.json
tap form.message
tree capitals.json
type "L"
tree letters.json
type "amp uit"
tree 4.json
tap form.next
tree 5.json
tap form.contact.none
tap form.next
tree 6.json
shot 6.png
EOF
start_program data
open_message
# Key by key on the keyboard of the screen: a capital first, then small letters.
click capitals keyboard.L
for key in a m p space u i t; do click letters "keyboard.$key"; done
click 4 form.next
click 5 form.contact.none
click 5 form.next
xdotool mousemove 1079 1919; sleep 0.5
import -window root "$work/seen.png"
differ() { compare -metric AE -fuzz 3% "$work/$1" "$work/$2" null: 2>&1; }
judge() { awk -v n="$1" 'BEGIN { print n + 0 < 3000 ? "alike" : "other" }'; }
check 'the review on the window is the player'"'"'s' "$(judge "$(differ seen.png 6.png)")" alike
check 'control: another page is not alike' "$(judge "$(differ seen.png 1.png)")" other
before=$(awk '{print $14+$15}' "/proc/$app/stat"); sleep 3; after=$(awk '{print $14+$15}' "/proc/$app/stat")
check 'CPU ticks in three seconds of rest' "$((after - before))" 0
click 6 review.send
sleep 1
check 'files in the queue' "$(find "$work/data/outbox" -name '*.json' 2>/dev/null | wc -l)" 1
# Other people's program opens it with the trial's key and finds the very words.
if command -v jose >/dev/null && command -v python3 >/dev/null; then
  words=$(python3 -c 'import json,sys; print(json.dumps(json.load(open(sys.argv[1]))["jwe"]))' "$work"/data/outbox/*.json |
    jose jwe dec -i - -k "$work/data/trial.private.jwk" | python3 -c 'import json,sys; print(json.load(sys.stdin)["message"])')
  check 'the words that jose reads' "$words" 'Lamp uit'
fi
check 'the words in the clear on disk' "$(grep -rla 'Lamp uit' "$work/data" | wc -l)" 0
xdotool key Escape; sleep 0.3
check 'Escape never ends a kiosk' "$(kill -0 "$app" 2>/dev/null && echo runs)" runs
kill -TERM "$app"; wait "$app"; check 'status after SIGTERM' "$?" 0
summary
