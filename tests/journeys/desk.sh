#!/bin/sh
# desk.sh PROGRAM FOLDER [stick]: three devices and no server but a folder, or no more than a stick that goes round. A resident asks in Arabic at a kiosk; Sam opens it
# at the door, without a network, and promises; Noor answers at the desk; the resident reads the answer at the kiosk
# with number and code. All of it by touch, on the made-up municipality of `demo`. Then the tablet is turned to a
# resident who keeps something from Sam, and what lies on the tablet and in the folder is searched for their words.
set -u
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 folder=$2 way=${3:-folder}
rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || exit 1
export XDG_CACHE_HOME="$folder/cache"
now=$(date -Iseconds)
fail() { echo "FAILED: $*"; exit 1; }
"$program" demo town > demo.txt || fail "the demo"
words=$(cat town/passphrase.txt)
question='أين أجد مدرسة سباحة للأطفال؟ زيتونة'
question_seen='زيتونة' kept='geheimkanarie vijfduizend'

# play MODE DEVICE SETTINGS SCRIPT [more options]
play() {
  mode=$1 device=$2 settings=$3 script=$4
  shift 4
  "$program" --mode "$mode" --data "town/$device" --config "town/$settings.json" --play "$script" --out out --now "$now" "$@"
}
open() { printf 'expect-screen unlock\nput unlock.passphrase "%s"\ntap unlock.open\nwait 3s\n' "$words"; }
corners='tap corner.top_start\ntap corner.bottom_end\n'
# exchange MEMBER: reads and writes the stick at the desk, by touch.
mkdir stick
export WIJKVERBINDER_STICKS="$folder/stick"
exchange() {
  { open; cat <<END
tap bar.menu
tap menu.stick
expect-screen stick
tap stick.exchange.0
wait 5s
expect-not stick.stop
expect-not stick.trouble
expect-not stick.bad
tree exchange.json
tap page.back
tap bar.lock
END
  } > exchange.play
  play desk "$1" desk exchange.play --size 1920x1080 --dpi 92 || fail "the stick at $1"
}
# sync DEVICE SETTINGS: what is here goes out, what is there comes in.
sync() {
  case $way-$1 in
    folder-*) "$program" sync --once --data "town/$1" --config "town/$2.json" > "sync-$1.txt" 2>&1 ;;
    stick-kiosk*) "$program" queue export stick --data "town/$1" > "sync-$1.txt" 2>&1 &&
      "$program" queue import stick --data "town/$1" >> "sync-$1.txt" 2>&1 ;;
    stick-*) exchange "$1" ;;
  esac || { cat "sync-$1.txt"; fail "sync of $1"; }
}
case_of() {  # the case whose message has these words, as this device knows it
  "$program" case list --data "town/$1" --config town/desk.json --passphrase-file town/passphrase.txt --json |
    python3 -c "import json,sys; print(next((c['id'] for c in json.load(sys.stdin)['cases'] if sys.argv[1] in c['words']), ''))" "$2"
}

# 1 The kiosk.
cat > ask.play <<END
lang ar
tap attract.start
tap home.question
put form.message "$question"
tap form.next
tap form.contact.none
tap form.next
tap review.send
expect-screen receipt
tree receipt.json
tap receipt.done
END
play kiosk kiosk-linde kiosk-linde ask.play --lang ar || fail "asking at the kiosk"
said() { tr -d '\n' < out/receipt.json | sed 's/"id"/\n"id"/g' | grep "^\"id\": *\"$1\"" | head -1; }
number=$(said receipt.number | sed 's/.*"name": *"\([^"]*\)".*/\1/' | tr -cd '0-9')
code=$(said receipt.code | grep -o '[0-9A-Z]\{4\}-[0-9A-Z]\{4\}' | head -1 | tr -d '-')
[ ${#number} = 10 ] && [ ${#code} = 8 ] || fail "no number and code on the receipt: '$number' '$code'"
sync kiosk-linde kiosk-linde

# 2 At the door: brought along, then without a network.
sync sam desk
id=$(case_of sam "$question_seen")
[ -n "$id" ] || fail "the message didn't come to Sam"
{ echo offline; printf "$corners"; open; cat <<END
expect-screen visit
tap desk.filter.new
put desk.search "$question_seen"
expect desk.row.$id
tap desk.row.$id
expect-screen case
shot door-case.png
tap case.promise
tap case.due.2
put case.text "Ik zoek het uit."
tap case.save
wait 12s
expect-screen case
tap bar.lock
expect-screen unlock
END
} > promise.play
play visit sam desk promise.play --size 800x1280 --dpi 149 || fail "promising at the door"
sync sam desk

# 3 At the desk: taken in, answered in words that are there in Arabic.
sync noor desk
{ open; cat <<END
expect-screen desk
tap desk.filter.all
put desk.search "$question_seen"
expect desk.row.$id
tap desk.row.$id
expect-screen case
tap case.answer
expect-screen answering
tap bar.keyboard
tap case.ready.thanks
shot desk-answer.png
tap case.save
wait 12s
shot desk-answered.png
tap bar.lock
expect-screen unlock
END
} > answer.play
play desk noor desk answer.play --size 1920x1080 --dpi 92 || fail "answering at the desk"
sync noor desk
"$program" case show "$id" --data town/noor --config town/desk.json --passphrase-file town/passphrase.txt --json > case.json || fail "the case by command"
python3 - case.json <<'END' || fail "the thread isn't what was done"
import json, sys
case = json.load(open(sys.argv[1]))
kinds = [e["kind"] for e in case.get("thread", case.get("events", []))]
assert "promise" in kinds and "answer" in kinds, kinds
END

# 4 The resident comes back.
sync kiosk-linde kiosk-linde
cat > read.play <<END
lang ar
tap attract.start
scroll home.track
tap home.track
type "$number"
tap track.code
type "$code"
tap track.find
expect-screen answer
shot answer.png
tree answer.json
END
play kiosk kiosk-linde kiosk-linde read.play --lang ar || fail "reading at the kiosk"
grep -q 'شكراً على رسالتكم' out/answer.json || fail "the answer isn't there in Arabic"

# It stands where it was locked; with a stick it was locked once more, on the list.
stands=$(printf 'expect-screen case\ntap case.back')
[ "$way" = folder ] || stands='# on the list'

# 5 The tablet turned round: the resident alone, and Sam may not read it.
{ printf "$corners"; open; cat <<END
$stands
expect-screen visit
tap visit.turn
tap corner.top_start
tap corner.bottom_end
expect-screen home
tap home.question
put form.message "$kept"
tap form.next
tap form.contact.none
tap form.next
expect-screen review
scroll review.keep_from
tap review.keep_from
shot turned-review.png
tap review.send
expect-screen receipt
tap receipt.done
# The resident is done: it is given back, locked.
expect-screen handover
expect-not visit.note
shot turned-back.png
END
printf "$corners"; open | tail -n 3; echo 'expect-screen visit'
} > turned.play
play visit sam desk turned.play --size 800x1280 --dpi 149 || fail "turning the tablet"
sync sam desk
sync noor desk
[ -z "$(case_of sam "$kept")" ] || fail "Sam reads what was kept from him"
[ -n "$(case_of noor "$kept")" ] || fail "Noor doesn't read what was kept from Sam"

# 6 No word of anybody lies in the clear: on the tablet, and in the folder. The search finds what is there.
for where in town/sam town/noor town/server town/kiosk-linde stick; do
  grep -raq -e "$question_seen" -e "$kept" -e "Ik zoek het uit" "$where" && fail "words in the clear under $where"
done
mkdir control && echo "$kept" > control/file && grep -raq "$kept" control || fail "the search finds nothing"
echo "asked, promised, answered, read: $(ls town/server/* stick | wc -l) files in the folder and on the stick"
