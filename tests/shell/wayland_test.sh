#!/bin/bash
# wayland_test.sh PROGRAM FOLDER: on Wayland without a graphics card the window shows the whole picture, from shared memory
# and with no driver loaded; where nothing can be shown the program ends with 3 and a sentence; who watches over it hears of
# the picture, of life, and of a compositor that stands still. The compositor is Weston, on a virtual X screen that can be
# photographed; its headless form has no seat. Skipped (77) without weston, Xvfb, xdotool or ImageMagick.
set -u
# What SDL's Wayland driver loads (libdecor, a card's driver) keeps memory and is unloaded before anybody counts.
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 work=$2
# shellcheck source=on_xvfb.sh
. "$(dirname "$0")/on_xvfb.sh"
need weston Xvfb xdotool import compare
rm -rf "$work"; mkdir -p "$work"
runtime=$(mktemp -d); chmod 700 "$runtime"
export XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$runtime SDL_AUDIODRIVER=dummy
unset SDL_VIDEODRIVER WAYLAND_DISPLAY WAYLAND_SOCKET DISPLAY SDL_FRAMEBUFFER_ACCELERATION SDL_RENDER_DRIVER
compositor= app= screen=
end() { kill $app $compositor $screen 2>/dev/null; wait 2>/dev/null; rm -rf "$runtime"; }
trap end EXIT
size=(--size 1280x720 --dpi 102.4)

printf 'shot seen.png\n' >"$work/plan.play"
SDL_VIDEODRIVER=dummy "$program" --play "$work/plan.play" --data "$work/plan-data" --out "$work" "${size[@]}" || exit 1
start_screen 1280x720
weston --no-config --backend=x11-backend.so --use-pixman --shell=kiosk-shell.so --width=1280 --height=720 --idle-time=0 \
  --socket=wv-seat >"$work/weston.log" 2>&1 &
compositor=$!
for _ in $(seq 100); do [ -S "$runtime/wv-seat" ] && break; sleep 0.1; done
sleep 1
seen() { # seen NAME: how the screen differs from the player's picture
  xdotool mousemove 1279 719; sleep 0.3
  import -window root "$work/$1.png"
  awk -v n="$(compare -metric AE -fuzz 3% "$work/$1.png" "$work/seen.png" null: 2>&1)" 'BEGIN { print n + 0 < 3000 ? "alike" : "other" }'
}
check 'control: the compositor alone' "$(seen empty)" other
shows() { # shows NAME [VARIABLE=VALUE …]
  env -u DISPLAY WAYLAND_DISPLAY=wv-seat "${@:2}" "$program" --data "$work/$1" "${size[@]}" &
  app=$!
  for _ in $(seq 30); do sleep 0.5; looks=$(seen "$1"); [ "$looks" = alike ] && break; done
  check "$1: the picture on Wayland" "$looks" alike
  kill -TERM $app; wait $app; check "$1: status after SIGTERM" $? 0
  app=
}
shows memory
# No driver that draws is needed for it, not even an imitation of a card.
shows 'no driver' LIBGL_DRIVERS_PATH=/nowhere
shows renderer SDL_FRAMEBUFFER_ACCELERATION=0

ends() { # ends NAME WORDS COMMAND…: with 3, quickly, and one line that has the words
  timeout 20 "${@:3}" "$program" --data "$work/none" "${size[@]}" >"$work/out" 2>"$work/err"
  check "$1: status" $? 3
  check "$1: lines" "$(grep -c '^wijkverbinder: No\(thing\| window\) can be' "$work/err")" 1
  check "$1: the sentence has '$2'" "$(grep -c "$2" "$work/err")" 1
}
# Memory that can't be had, and no driver in its place.
if strace -f --seccomp-bpf -qq -e inject=memfd_create:error=ENOSYS true 2>/dev/null; then
  ends 'neither memory nor driver' 'libgl1-mesa-dri' env -u DISPLAY WAYLAND_DISPLAY=wv-seat LIBGL_DRIVERS_PATH=/nowhere \
    strace -f --seccomp-bpf -qq -o /dev/null -e trace=memfd_create -e inject=memfd_create:error=ENOSYS
fi
ends 'no display' 'no display answers' env -u DISPLAY
# As systemd would: READY with the picture, WATCHDOG while the compositor answers, silence while it stands still.
cat >"$work/listen.py" <<'EOF'
import os, socket, subprocess, sys, time
line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
line.bind(sys.argv[1])
line.settimeout(0.2)
def heard(seconds, until=None):
    words, end = [], time.monotonic() + seconds
    while time.monotonic() < end and until not in words:
        try:
            words.append(line.recv(200).decode().split("\n")[0])
        except TimeoutError:
            pass
    return words
app = subprocess.Popen(sys.argv[3:], env=dict(os.environ, NOTIFY_SOCKET=sys.argv[1], WATCHDOG_USEC="900000"))
first = heard(60, "WATCHDOG=1")
os.kill(int(sys.argv[2]), 19)
heard(2)
still = heard(2)
os.kill(int(sys.argv[2]), 18)
again = heard(30, "WATCHDOG=1")
app.terminate()
print("ready", first.count("READY=1"), "first", first[:1] == ["READY=1"], "fed", "WATCHDOG=1" in first, "still", len(still),
      "again", "WATCHDOG=1" in again, "status", app.wait())
EOF
listened=$(env -u DISPLAY WAYLAND_DISPLAY=wv-seat python3 "$work/listen.py" "$work/notify" $compositor "$program" --data "$work/watched" "${size[@]}")
check 'what systemd hears' "$listened" 'ready 1 first True fed True still 0 again True status 0'
kill $compositor; wait $compositor 2>/dev/null

weston --no-config --backend=headless-backend.so --socket=wv-none --idle-time=0 >"$work/headless.log" 2>&1 &
compositor=$!
for _ in $(seq 100); do [ -S "$runtime/wv-none" ] && break; sleep 0.1; done
ends 'no seat' 'has no seat' env -u DISPLAY WAYLAND_DISPLAY=wv-none
ends 'no seat, Wayland by name' 'has no seat' env -u DISPLAY WAYLAND_DISPLAY=wv-none SDL_VIDEODRIVER=wayland
# The control: where X11 answers beside it, the window opens there.
WAYLAND_DISPLAY=wv-none "$program" --data "$work/x" "${size[@]}" &
app=$!
for _ in $(seq 30); do sleep 0.5; looks=$(seen x); [ "$looks" = alike ] && break; done
check 'no seat, but X11: the picture' "$looks" alike
kill -TERM $app; wait $app; check 'no seat, but X11: status after SIGTERM' $? 0
app=
summary
