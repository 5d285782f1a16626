#!/bin/bash
# program_faults.sh PROGRAM SOURCE_ROOT: the faults a person meets at the start and on sending.
# Prints "N passed, N failed" and ends with 1 if one failed.
set -u
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 root=$2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
canary='Kanarie 4711'

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED $1: $2"; sed 's/^/    /' "$work/err" | head -5; }

# expect NAME STATUS PATTERN COMMAND …: its exit status, and one line on stderr that matches.
expect() {
  local name=$1 status=$2 pattern=$3 got
  shift 3
  "$@" >"$work/out" 2>"$work/err"
  got=$?
  if [ "$got" != "$status" ]; then bad "$name" "status $got, wanted $status"; return; fi
  if [ -n "$pattern" ] && ! grep -qiE -- "$pattern" "$work/err" "$work/out"; then bad "$name" "says nothing like '$pattern'"; return; fi
  good
}

# clean NAME FOLDER: none of the words lies there in the clear.
clean() {
  if grep -rqa -- "$canary" "$2" 2>/dev/null; then bad "$1" "the words lie in the clear in $2"; else good; fi
}

settings() { # settings FOLDER: a copy of the example to break
  rm -rf "$1"; cp -r "$root/assets/example" "$1"
}

# --- the negative control: all well, and `clean` can go red ------------------------------------------
expect 'all well' 0 '' "$program" --play "$root/tests/faults/sent.play" --data "$work/well"
clean 'sealed on disk' "$work/well"
[ "$(find "$work/well/outbox" -name '*.json' | wc -l)" = 1 ] && good || bad 'one envelope' 'not exactly one file in the outbox'
mkdir "$work/leak" && echo "$canary" >"$work/leak/x"
before=$failed; clean 'control' "$work/leak" >/dev/null; [ "$failed" -gt "$before" ] && { failed=$before; good; } || bad 'control' 'the search for words in the clear sees nothing'

# --- a data folder that can't be written -------------------------------------------------------------
: >"$work/file"
expect 'data folder under a file' 3 '' "$program" --play "$root/tests/faults/full_disk.play" --out "$work/shots" --data "$work/file/data"
expect 'the save fails kindly, and a script that wanted a receipt says where' 3 'sent.play:3' "$program" --play "$root/tests/faults/sent.play" --out "$work/shots" --data "$work/file/data"

# --- a full disk ---------------------------------------------------------------------------------------
if unshare -m true 2>/dev/null; then
  full="mount -t tmpfs -o size=64k,mode=700 none $work/disk && head -c 60000 /dev/zero >$work/disk/ballast; cat /dev/zero >$work/disk/rest 2>/dev/null"
  mkdir -p "$work/disk"
  expect 'a full disk' 3 '' unshare -m sh -c "$full; $program --play $root/tests/faults/full_disk.play --out $work/shots --data $work/disk/data; s=\$?; grep -rqa '$canary' $work/disk && s=99; exit \$s"
  expect 'no fonts' 2 'fonts-inter' unshare -m sh -c "mount -t tmpfs none /usr/share/fonts && $program --play $root/tests/faults/sent.play --data $work/nofont"
else
  skipped=$((skipped + 2)); echo 'skipped: a full disk and no fonts need a mount namespace'
fi

# --- a device that can't keep anything says so, also when nobody sends: status 3, again after a restart ---------
printf 'shot begin.png\n' >"$work/look.play"
cannot() { expect "$1" 3 '' "${@:2}"; expect "$1, started again" 3 '' "${@:2}"; }
expect 'the control: a device that can keep' 0 '' "$program" --play "$work/look.play" --out "$work/shots" --data "$work/keeps"
cannot 'a data folder under a file, nothing sent' "$program" --play "$work/look.play" --out "$work/shots" --data "$work/file/data"
mkdir -p "$work/torn" && : >"$work/torn/outbox"
cannot 'a file where the outbox belongs' "$program" --play "$work/look.play" --out "$work/shots" --data "$work/torn"
if unshare -m true 2>/dev/null; then
  mkdir -p "$work/inodes" "$work/protected"
  cannot 'no inode left' unshare -m sh -c "mount -t tmpfs -o nr_inodes=8,mode=700 none $work/inodes; i=0; while touch $work/inodes/\$i 2>/dev/null; do i=\$((i+1)); done; $program --play $work/look.play --out $work/shots --data $work/inodes/data"
  "$program" --play "$root/tests/faults/sent.play" --data "$work/protected" >/dev/null 2>&1 || bad 'protected' 'it could not be filled'
  cannot 'a disk that became read-only' unshare -m sh -c "mount --bind $work/protected $work/protected && mount -o remount,ro,bind $work/protected && $program --play $work/look.play --out $work/shots --data $work/protected"
  expect 'what it verifies then' 1 '' unshare -m sh -c "mount --bind $work/protected $work/protected && mount -o remount,ro,bind $work/protected && $program queue verify --data $work/protected"
  expect 'the same disk, writable again' 0 '' "$program" queue verify --data "$work/protected"
else
  skipped=$((skipped + 6)); echo 'skipped: no inode and a read-only disk need a mount namespace'
fi

# --- no display: said, instead of running unseen -------------------------------------------------------
expect 'no display' 3 'No window can be opened' env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER timeout 10 "$program" --data "$work/unseen"
[ ! -e "$work/unseen" ] && good || bad 'no display' 'it made a data folder all the same'

# --- broken settings -------------------------------------------------------------------------------------
settings "$work/s1"; printf '{"format":' >"$work/s1/config.json"
expect 'settings cut off' 2 'config.json' "$program" --config "$work/s1/config.json" --play "$root/tests/faults/sent.play" --data "$work/d1"
settings "$work/s2"; sed -i 's/"languages"/"langages"/' "$work/s2/config.json"
expect 'an unknown member' 2 'langages' "$program" --config "$work/s2/config.json" --play "$root/tests/faults/sent.play" --data "$work/d2"
settings "$work/s3"; sed -i 's/"number": *7/"number": "seven"/' "$work/s3/config.json"
expect 'a wrong type' 2 'number' "$program" --config "$work/s3/config.json" --play "$root/tests/faults/sent.play" --data "$work/d3"
settings "$work/s4"; rm "$work/s4/municipality.json"
expect 'a named file that is missing' 2 'municipality.json' "$program" --config "$work/s4/config.json" --play "$root/tests/faults/sent.play" --data "$work/d4"
settings "$work/s5"; sed -i '/"retention_months"/d' "$work/s5/municipality.json"
expect 'what the law asks is missing' 2 'retention_months' "$program" --config "$work/s5/config.json" --play "$root/tests/faults/sent.play" --data "$work/d5"
expect 'check tells it too' 1 'retention_months' "$program" check --config "$work/s5/config.json"
expect 'no settings at all' 2 'nowhere' "$program" --config "$work/nowhere.json" --play "$root/tests/faults/sent.play"
for n in 1 2 3 4 5; do [ ! -e "$work/d$n/outbox" ] && good || bad "settings $n" 'something was stored all the same'; done

# --- another municipality's house style ---------------------------------------------------------------
harbour=$root/assets/example-harbour
expect 'the second municipality' 0 '0 faults' "$program" check --config "$harbour/config.json"
rm -rf "$work/h1"; cp -r "$harbour" "$work/h1"; sed -i 's/#0B5A78/#8FD0E8/' "$work/h1/municipality.json"
expect 'an accent that is too light' 1 'accent.*the nearest colour that can be read is #' "$program" check --config "$work/h1/config.json"
rm -rf "$work/h2"; cp -r "$harbour" "$work/h2"; cp "$harbour/config.json" "$work/h2/letters.ttf"
sed -i 's|/usr/share[^"]*-Bold.ttf|letters.ttf|' "$work/h2/municipality.json"
expect 'letters that are none' 2 'letters.ttf' "$program" --config "$work/h2/config.json" --play "$root/tests/faults/sent.play" --data "$work/dh2"
rm -rf "$work/h3"; cp -r "$harbour" "$work/h3"; sed -i 's/"scene-home"/"scene-hom"/' "$work/h3/municipality.json"
expect 'a picture nobody asks for' 1 'scene-hom' "$program" check --config "$work/h3/config.json"

# --- recipients ------------------------------------------------------------------------------------------
"$program" keys new --out "$work/private.jwk" >/dev/null 2>&1 || bad 'keys new' 'no key'
"$program" keys public "$work/private.jwk" >"$work/public.jwk" 2>/dev/null || bad 'keys public' 'no public key'
with_recipients() { settings "$1"; sed -i 's/"municipality":/"recipients":"recipients.jwks.json","municipality":/' "$1/config.json"; }
with_recipients "$work/r1"
expect 'recipients named but missing' 2 'recipients.jwks.json' "$program" --config "$work/r1/config.json" --play "$root/tests/faults/sent.play" --data "$work/e1"
with_recipients "$work/r2"; echo '{"keys":[]}' >"$work/r2/recipients.jwks.json"
expect 'recipients without a key' 2 'recipients.jwks.json' "$program" --config "$work/r2/config.json" --play "$root/tests/faults/sent.play" --data "$work/e2"
with_recipients "$work/r3"; printf '{"keys":[%s]}' "$(cat "$work/private.jwk")" >"$work/r3/recipients.jwks.json"
expect 'a private key among the recipients' 2 'private' "$program" --config "$work/r3/config.json" --play "$root/tests/faults/sent.play" --data "$work/e3"
with_recipients "$work/r4"; printf '{"keys":[%s]}' "$(cat "$work/public.jwk")" >"$work/r4/recipients.jwks.json"
expect 'a real recipient' 0 '' "$program" --config "$work/r4/config.json" --play "$root/tests/faults/sent.play" --data "$work/e4"
envelope=$(find "$work/e4/outbox" -name '*.json' | head -1)
if "$program" open "$envelope" --key "$work/private.jwk" 2>/dev/null | grep -q "$canary"; then good; else bad 'open' 'the words did not come back'; fi
if [ -n "$envelope" ] && command -v jose >/dev/null && python3 -c "import json,sys;print(json.dumps(json.load(open(sys.argv[1]))['jwe']))" "$envelope" 2>/dev/null | jose jwe dec -i - -k "$work/private.jwk" 2>/dev/null | grep -q "$canary"; then
  good
else
  bad 'jose' "Debian's jose tool does not open it"
fi
[ ! -e "$work/e4/trial.private.jwk" ] && good || bad 'no trial key' 'a private key lies on a public device'

# --- commands --------------------------------------------------------------------------------------------
expect 'an unknown option' 2 'colour' "$program" --colour
expect 'an unknown command' 2 'frobnicate' "$program" frobnicate
expect 'a key file that is there already' 2 'private.jwk' "$program" keys new --out "$work/private.jwk"
expect 'an envelope that is none' 2 'file' "$program" open "$work/file" --key "$work/private.jwk"
expect 'queue of a folder that is not there' 0 '' "$program" queue list --data "$work/none"
expect 'queue verify' 0 '' "$program" queue verify --data "$work/e4"
expect 'version' 0 '' "$program" --version
expect 'help' 0 'play' "$program" --help
expect 'check of the example' 0 '' "$program" check

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
