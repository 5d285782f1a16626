#!/bin/sh
# journey.sh PROGRAM SCRIPT FOLDER LANGUAGES: plays one script in each of the languages ("nl en ar") and in
# each device profile, each time with an empty queue. Tells every combination that fails, then ends with 1.
set -u
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 script=$2 folder=$3 languages=$4
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
failed=0 played=0
# Nobody's microphone either: SDL's file driver hears noise, as fast as the script's own time goes by.
export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILEIN=/dev/urandom SDL_DISKAUDIOFILE=/dev/null SDL_DISKAUDIODELAY=0
export XDG_CACHE_HOME="$folder/../cache"  # nobody's own cache is touched
for language in $languages; do
  for profile in tablet-10 table-15 kiosk-21 kiosk-32; do
    out=$folder/$language-$profile
    rm -rf "$out"
    mkdir -p "$out/stick"  # a folder that counts as one (platform/linux/sticks.h)
    export WIJKVERBINDER_STICKS="$out/stick"
    played=$((played + 1))
    "$program" --play "$script" --lang "$language" --profile "$profile" --data "$out/data" --out "$out" && continue
    echo "FAILED: $language on $profile"
    failed=$((failed + 1))
  done
done
echo "$((played - failed)) passed, $failed failed"
[ "$failed" = 0 ]
