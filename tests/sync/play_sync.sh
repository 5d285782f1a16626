#!/bin/sh
# The app sends by itself: what a script sends lies in the target's folder when it ends, and not in the outbox.
# play_sync.sh BINARY SOURCE
set -eu
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
binary=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/assets/example" "$work/example"
"$binary" keys new --out "$work/key.jwk" >/dev/null
printf '{"keys":[%s]}' "$("$binary" keys public "$work/key.jwk")" >"$work/example/keys.json"
sed -e '0,/{/s//{"recipients":"keys.json","sync":{"type":"folder","url":"..\/target"},/' "$source/assets/example/config.json" >"$work/example/sending.json"

# The journey as in the trial, but the receipt now promises: kept here, or there already.
sed 's/"Dit was een proef\."/"Uw bericht is b"/' "$source/tests/journeys/question.nl.play" >"$work/question.play"
play() { "$binary" --config "$work/example/sending.json" --data "$work/data" --out "$work/out" --play "$work/question.play"; }
count() { find "$work/$1" -name '*-*-4*.json' 2>/dev/null | wc -l; }

# Without the folder it waits, and the journey ends as well as ever.
play
[ "$(count data/outbox)" = 1 ] || { echo "it did not wait"; exit 1; }
[ ! -e "$work/target" ] || { echo "the missing folder was made"; exit 1; }

"$binary" sync --setup --config "$work/example/sending.json" >/dev/null
play
[ "$(count data/outbox)" = 0 ] || { echo "something still waits"; exit 1; }
[ "$(count target/inbox)" = 2 ] || { echo "not both arrived"; exit 1; }
[ "$(count data/sent)" = 2 ] || { echo "not both were acknowledged"; exit 1; }
grep -q '"count": 2' "$work/target/manifest.json" || { echo "the manifest counts otherwise"; exit 1; }
