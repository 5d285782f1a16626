#!/bin/sh
# cries_kept.sh PROGRAM FOLDER: what a cry for help leaves behind. One visitor's words open the danger page and
# the letters page and are sent, another's are wiped from the danger page; then every file of the data folder,
# the cache and what the program said is searched for the words, plain and in base64. Negative control: a file
# with the words, put there afterwards, is found.
set -eu
program=$1 folder=$2
rm -rf "$folder"
mkdir -p "$folder/out"
folder=$(cd "$folder" && pwd)
export XDG_CACHE_HOME="$folder/cache"
canary=Kanariezwaluw4711

cat > "$folder/cries.play" <<END
tap attract.start
tap home.question
put form.message "$canary ik wil dood want mijn uitkering is stopgezet"
tap form.next
expect danger.wipe
tap danger.continue
expect danger.continue
tap danger.continue
tap form.contact.none
tap form.next
expect-screen review
tap review.send
expect-text receipt.heading "Dit was een proef."
tap receipt.done
tap attract.start
tap home.question
put form.message "$canary ik wil dood"
tap form.next
tap danger.wipe
expect-screen attract
END
"$program" --play "$folder/cries.play" --lang nl --profile kiosk-21 --data "$folder/data" --out "$folder/out" >"$folder/said.txt" 2>&1 ||
  { cat "$folder/said.txt"; echo "FAILED: the journey"; exit 1; }

traces() {
  grep -rlaE "$canary|wil dood|stopgezet|$(printf %s "$canary" | base64 | cut -c1-20)|danger" "$folder/data" "$folder/cache" "$folder/said.txt" || true
}
found=$(traces)
[ -z "$found" ] || { echo "FAILED: words, or that they were heard, stand in: $found"; exit 1; }
[ "$(find "$folder/data/outbox" -name '*.json' | wc -l)" = 1 ] || { echo "FAILED: not one sealed message"; exit 1; }
echo "$canary" > "$folder/data/log/control.txt"
[ "$(traces)" = "$folder/data/log/control.txt" ] || { echo "FAILED: the search finds nothing"; exit 1; }
echo "0 traces in $(find "$folder/data" "$folder/cache" -type f | wc -l) files"
