#!/bin/bash
# desk_window_test.sh PROGRAM FOLDER: the wijkverbinder's desk in a real window on Xvfb, by a real mouse and keyboard:
# unlocked by typing, hovered, scrolled by the wheel, a range clicked with Shift, the desk's keys outside of a field and none
# of them in one, a note sent by Ctrl+Enter, another size of window and back, locked when the window loses the keyboard
# or goes away. How a page looks is what the player draws by mouse; what was done is asked of the commands afterwards.
# Skipped (77) without Xvfb, xdotool, ImageMagick or python3.
set -u
program=$1 work=$2
# shellcheck source=on_xvfb.sh
. "$(dirname "$0")/on_xvfb.sh"
begin import compare python3
export LC_ALL=C.UTF-8
now=$(date -Iseconds)

"$program" demo "$work/town" --json >"$work/town.json" || exit 1
words=$(cat "$work/town/passphrase.txt")
cp -r "$work/town/sam" "$work/town/plan"
# Without a server: nothing comes in between, and the page stands still.
python3 - "$work/town" <<'EOP'
import json, sys
settings = json.load(open(sys.argv[1] + "/desk.json"))
del settings["sync"]
json.dump(settings, open(sys.argv[1] + "/still.json", "w"))
EOP
desk=("$program" --mode desk --profile desk --config "$work/town/still.json")
play() { "${desk[@]}" --data "$work/town/plan" --out "$work" --now "$now" --play "$1" || exit 1; }
rows() { python3 -c 'import json,sys; print(*[n["id"] for n in json.load(open(sys.argv[1]))["nodes"] if n["id"].startswith("desk.row.") and not n["id"].endswith(".mark")][:8], sep="\n")' "$work/$1.json"; }

open="put unlock.passphrase \"$words\"
tap unlock.open
wait 3s
tap desk.filter.new"
cat >"$work/rows.play" <<EOP
shot locked.png
$open
tree list.json
EOP
play "$work/rows.play"
mapfile -t row < <(rows list)
[ "${#row[@]}" = 8 ] || { echo 'FAILED: fewer than eight new cases'; exit 1; }
cat >"$work/pages.play" <<EOP
$open
shot list.png
tap desk.filter.all
shot all.png
tap desk.filter.new
tap ${row[0]}.mark
tap ${row[1]}.mark
tap ${row[2]}.mark
tap ${row[3]}.mark
shot marked.png
key back
put desk.search "xXpnb?kd"
shot searched.png
key back
tap ${row[5]}
shot case.png
tree case.json
EOP
play "$work/pages.play"

app=
trap 'kill $app "$screen" 2>/dev/null; wait 2>/dev/null' EXIT
start_screen 1920x1400
"${desk[@]}" --data "$work/town/sam" &
app=$!
for _ in $(seq 100); do window=$(xdotool search --onlyvisible --pid "$app" --name . 2>/dev/null | head -1); [ -n "$window" ] && break; sleep 0.1; done
xdotool windowmove "$window" 0 0
xdotool windowfocus "$window"

# --- looking: the window, and whether it is one of the player's pages
far() { xdotool mousemove --window "$window" 2 2; }
look() { import -window "$window" "$work/$1"; }
other() { compare -metric AE -fuzz 3% "$work/$1" "$work/$2" null: 2>&1 | awk '{ printf "%d", $1 }'; }
alike() { # alike PAGE [MOST]: within 8 s the window is that page
  far
  for _ in $(seq 20); do
    look seen.png
    [ "$(other seen.png "$1")" -le "${2:-400}" ] && { echo alike; return; }
    sleep 0.2
  done
  cp "$work/seen.png" "$work/not-$1"
  echo "$(other seen.png "$1") pixels differ"
}
key() { for one in "$@"; do xdotool key "$one"; sleep 0.15; done; }
type_words() { xdotool type --delay 25 "$1"; sleep 0.3; }
at() { # at TREE ID: the pointer goes there
  # shellcheck disable=SC2046  # two words
  xdotool mousemove --window "$window" $(middle "$1" "$2")
  sleep 0.15
}
# Whoever types at once needs no touch on the field; what X lost while the window had no keyboard yet is typed again.
unlock() {
  for _ in 1 2 3; do
    type_words "$words"
    key Return
    for _ in $(seq 30); do
      sleep 0.3
      look seen.png
      [ "$(other seen.png locked.png)" -gt 50000 ] && return
    done
    key ctrl+a BackSpace
  done
}

check 'it begins locked' "$(alike locked.png)" alike
unlock
key 3
check 'typed at once, the passphrase opens it; 3 is the new ones' "$(alike list.png)" alike
look list-seen.png

at list "${row[2]}"; look hovered.png
check 'a row under the mouse looks otherwise' "$([ "$(other hovered.png list-seen.png)" -gt 3000 ] && echo so)" so
at list desk.filter.all; xdotool click 1
check 'a click on a list shows it' "$(alike all.png)" alike
at list "${row[2]}"
for _ in 1 2 3 4 5; do xdotool click 5; sleep 0.08; done
sleep 0.3; far; sleep 0.2; look wheeled.png
check 'the wheel moves it' "$([ "$(other wheeled.png all.png)" -gt 20000 ] && echo so)" so
at list "${row[2]}"
for _ in 1 2 3 4 5 6; do xdotool click 4; sleep 0.08; done
check 'and back' "$(alike all.png)" alike
key 3

at list "${row[0]}.mark"; xdotool click 1; sleep 0.3
at list "${row[3]}"; xdotool keydown Shift_L click 1 keyup Shift_L; sleep 0.3
check 'a click with Shift marks all up to it' "$(alike marked.png)" alike
key Escape
check 'Escape unmarks them' "$(alike list.png)" alike
key question
look help.png
check '? shows the keys' "$([ "$(other help.png list-seen.png)" -gt 50000 ] && echo so)" so
key Escape
check 'and Escape takes them away' "$(alike list.png)" alike

key slash
type_words 'xXpnb?kd'
check 'in a field no letter is a key' "$(alike searched.png)" alike
key Escape
check 'Escape empties it' "$(alike list.png)" alike

xdotool windowsize --sync "$window" 800 1280; sleep 0.5; look narrow.png
check 'a narrow window is another page' "$(identify -format %wx%h "$work/narrow.png")" 800x1280
# shellcheck disable=SC2046  # two words
xdotool windowsize --sync "$window" $(identify -format '%w %h' "$work/list.png")
check 'and it comes back' "$(alike list.png)" alike

at list "${row[5]}"; xdotool click 1
check 'a click opens a case' "$(alike case.png)" alike
check 'control: another page is not alike' "$([ "$(other seen.png list.png)" -gt 20000 ] && echo other)" other
key n
type_words 'Gesproken; xpnb?kd z/ telt niet.'
key ctrl+Return
sleep 0.3
key Escape
at list "${row[0]}.mark"; xdotool click 1; sleep 0.3
at list "${row[3]}"; xdotool keydown Shift_L click 1 keyup Shift_L; sleep 0.3
key p z Escape  # taken and undone: what it came to is asked below
key Home x shift+Down shift+Down p

look again.png
check 'control: it is not locked' "$([ "$(other again.png locked.png)" -gt 20000 ] && echo open)" open
python3 - <<'EOP'
import ctypes
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x.XOpenDisplay(None))
x.XDefaultRootWindow.restype = ctypes.c_ulong
x.XSetInputFocus(display, ctypes.c_ulong(x.XDefaultRootWindow(display)), 1, ctypes.c_ulong(0))
x.XSync(display, 0)
EOP
check 'who has the keyboard elsewhere finds it locked' "$(alike locked.png)" alike
xdotool windowfocus "$window"
unlock
far; look opened.png
check 'it opens again' "$([ "$(other opened.png locked.png)" -gt 20000 ] && echo open)" open
before=$(awk '{print $14+$15}' "/proc/$app/stat"); sleep 2; after=$(awk '{print $14+$15}' "/proc/$app/stat")
check 'CPU ticks in two seconds of rest' "$((after - before))" 0
xdotool windowunmap "$window"; sleep 1
xdotool windowmap "$window"; sleep 0.5
check 'a window that was put away is locked' "$(alike locked.png)" alike
kill -TERM "$app"; wait "$app"; check 'status after SIGTERM' "$?" 0

# --- what was done: the three of the range are Sam's, the four that were undone aren't, and the note says what was typed.
told() { "$program" case "$@" --data "$work/town/sam" --config "$work/town/still.json" --passphrase-file "$work/town/passphrase.txt" --json; }
told list >"$work/cases.json"
told show "${row[5]#desk.row.}" >"$work/case-after.json"
check 'holders of the first four' "$(python3 - "$work/cases.json" "${row[@]:0:4}" <<'EOP'
import json, sys
holders = {case["id"]: case.get("holder") or "nobody" for case in json.load(open(sys.argv[1]))["cases"]}
print(*[holders[name.removeprefix("desk.row.")] for name in sys.argv[2:]])
EOP
)" 'sam sam sam nobody'
check 'the note' "$(grep -c 'Gesproken; xpnb?kd z/ telt niet.' "$work/case-after.json")" 1
check 'the words in the clear on disk' "$(grep -rla 'Gesproken; xpnb' "$work/town/sam" | wc -l)" 0
summary
