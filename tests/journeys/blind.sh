#!/bin/sh
# blind.sh PROGRAM SCRIPT FOLDER LANGUAGES: plays one script by touch and once more without sight, by the four keys
# and what the voice says, in each language. Both must end in the same kind of messages: every envelope is opened
# and compared, but for what is drawn by lot or counted. Tells what differs, then ends with 1.
set -u
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 script=$2 folder=$3 languages=$4
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
failed=0 played=0
export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILEIN=/dev/urandom SDL_DISKAUDIOFILE=/dev/null SDL_DISKAUDIODELAY=0  # as journey.sh
export XDG_CACHE_HOME="$folder/../cache"

messages() {  # DATA: what was sent, one line each, sorted
  for file in "$1"/outbox/*.json; do
    [ -f "$file" ] && "$program" open "$file" --key "$1/trial.private.jwk"
  done | python3 -c '
import json, sys
text, at, decoder = sys.stdin.read(), 0, json.JSONDecoder()
lines = []
while text[at:].strip():
    while text[at].isspace(): at += 1
    document, at = decoder.raw_decode(text, at)
    for member in ("id", "receipt", "created_at", "answer", "notice", "data"): document.pop(member, None)
    for attachment in document.get("attachments", []): attachment.clear()
    lines.append(json.dumps(document, sort_keys=True, ensure_ascii=False))
print("\n".join(sorted(lines)))'
}

for language in $languages; do
  played=$((played + 1))
  good=yes
  for by in touch keys; do
    out=$folder/$language-$by
    rm -rf "$out"
    "$program" --play "$script" --by $by --lang "$language" --profile kiosk-21 --data "$out/data" --out "$out" || good=
    messages "$out/data" >"$out/messages"
  done
  if ! cmp -s "$folder/$language-touch/messages" "$folder/$language-keys/messages"; then
    diff "$folder/$language-touch/messages" "$folder/$language-keys/messages"
    good=
  fi
  [ -n "$good" ] && continue
  echo "FAILED: $language"
  failed=$((failed + 1))
done
echo "$((played - failed)) passed, $failed failed"
[ "$failed" = 0 ]
