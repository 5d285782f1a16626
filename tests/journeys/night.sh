#!/bin/sh
# night.sh PROGRAM ASSETS FOLDER: opening hours. The screen is black when the building has closed, the touch that wakes it
# does nothing else, whoever was busy at closing time finishes, and in the morning the first screen stands there by itself.
# Negative control: without hours in municipality.json the same evening is never black.
set -eu
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 assets=$2 folder=$3
rm -rf "$folder"
mkdir -p "$folder"
export XDG_CACHE_HOME="$folder/../cache"
cp -r "$assets/example" "$folder/open"
cp -r "$assets/example" "$folder/always"
python3 - "$folder/open/municipality.json" <<'END'
import json, sys
town = json.load(open(sys.argv[1]))
town["opening"] = [{"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00"}]
json.dump(town, open(sys.argv[1], "w"))
END

cat > "$folder/evening.play" <<'END'
wait 840s
expect attract.start
wait 420s
expect asleep.wake
expect-not attract.start
shot black.png
tap asleep.wake
expect attract.start
tap attract.start
expect-screen home
wait 120s
expect-screen attract
expect attract.start
wait 180s
expect asleep.wake
key activate
expect attract.start
wait 240s
expect asleep.wake
wait 55800s
expect asleep.wake
wait 1800s
expect attract.start
END
cat > "$folder/control.play" <<'END'
wait 1260s
expect attract.start
shot white.png
END
at=2026-06-01T16:45:00+02:00  # a Monday
"$program" --play "$folder/evening.play" --config "$folder/open/config.json" --data "$folder/data" --out "$folder" --now $at
"$program" --play "$folder/control.play" --config "$folder/always/config.json" --data "$folder/data2" --out "$folder" --now $at
brightest() { convert "$folder/$1" -format '%[fx:maxima]' info:; }
[ "$(brightest black.png)" = 0 ] || { echo "the night isn't black"; exit 1; }
[ "$(brightest white.png)" = 1 ] || { echo "the control is black too"; exit 1; }
echo "black at night, awake by a touch and by a key, itself again in the morning"
