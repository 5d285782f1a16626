#!/bin/sh
# answer_round.sh PROGRAM FOLDER: the whole way round, as people walk it. A visitor asks a question on a kiosk and
# goes home with number and code; the office opens the file, answers, publishes; both come back; the visitor types
# number and code and reads. Everything that lies between them is then searched for their words.
# What a script can't know before (number, code) is read from the tree that the first play wrote, and put into the
# second one as `type "…"`, so that it goes through the keys of the screen like anybody's.
set -u
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 folder=$2
example=$(cd "$(dirname "$0")/../../assets/example" && pwd)
rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || exit 1
export XDG_CACHE_HOME="$folder/cache"
fail() { echo "FAILED: $*"; exit 1; }
question='vraagkanarie zevenduizend' answer='antwoordkanarie: de lamp brandt dinsdag weer'

cp -r "$example" settings
"$program" keys new --out reader.jwk >/dev/null && "$program" keys public reader.jwk > settings/recipients.jwks.json || fail keys
"$program" keys new --out signer.jwk >/dev/null && "$program" keys public signer.jwk > settings/signers.jwks.json || fail keys
"$program" keys new --out stranger.jwk >/dev/null || fail keys
sed -i '0,/"municipality"/s//"recipients":"recipients.jwks.json","signers":"signers.jwks.json","municipality"/' settings/config.json
config=$folder/settings/config.json
"$program" check --config "$config" >check.txt 2>&1 || { cat check.txt; fail "the settings have a fault"; }
play() { "$program" --play "$1" --data "$2" --config "$config" --out out --profile "${3:-kiosk-21}" --lang nl; }

cat > ask.play <<END
tap attract.start
tap home.question
put form.message "$question"
tap form.next
tap form.contact.none
tap form.next
tap review.send
expect-screen receipt
tree receipt.json
END
play ask.play kiosk || fail "asking"
said() { tr -d '\n' < out/receipt.json | sed 's/"id"/\n"id"/g' | grep "^\"id\": *\"$1\"" | head -1 | sed 's/.*"name": *"\([^"]*\)".*/\1/'; }
number=$(said receipt.number | tr -cd '0-9')
code=$(said receipt.code | grep -o '[0-9A-Z]\{4\}-[0-9A-Z]\{4\}' | tr -d '-')
[ ${#number} = 10 ] && [ ${#code} = 8 ] || fail "no number and code on the receipt: '$number' '$code'"

# Nothing is there yet, and the page says so; a code one letter off is another person's.
wrong=$(echo "$code" | cut -c1-7)$([ "$(echo "$code" | cut -c8)" = 2 ] && echo 3 || echo 2)
look() { printf 'tap attract.start\nscroll home.track\ntap home.track\ntype "%s"\ntap track.code\ntype "%s"\ntap track.find\n' "$number" "$1"; }
{ look "$code"; echo 'expect-screen track'; echo 'expect track.none'; } > early.play
play early.play kiosk || fail "looking too early"

# The office: its own folder, its own keys.
file=$(ls kiosk/outbox/*.json)
"$program" open "$file" --key reader.jwk | grep -q "$question" || fail "the search finds nothing where the words are"
echo "we lezen het" > one.txt && echo "$answer" > two.txt && echo "gelogen" > lie.txt
answer() { "$program" answer "$file" --key reader.jwk --data office "$@"; }
answer --sign signer.jwk --text-file one.txt --status picked_up --config "$config" >/dev/null || fail "a first answer"
answer --sign signer.jwk --text-file two.txt --config "$config" >/dev/null || fail "the answer"
answer --sign stranger.jwk --text-file lie.txt --seq 9 >/dev/null || fail "a stranger's answer"
answer --sign stranger.jwk --text-file lie.txt --config "$config" 2>/dev/null && fail "a key that nobody believes was taken"
cat > news.json <<END
{"exp":"2099-12-31","title":{"nl":"De lampen branden"},"text":{"nl":"U zei: het is donker. Wij maakten de lampen."},"role":"bridge_builder"}
END
"$program" publish news.json --sign signer.jwk --data office --config "$config" >/dev/null || fail publishing
"$program" queue export server --data office >/dev/null || fail "what goes to the server"
"$program" queue export server --data kiosk >/dev/null || fail "what goes to the server"
"$program" queue import server --data kiosk >/dev/null || fail "what comes back"

{ look "$wrong"; cat <<END
expect-screen track
expect track.none
tap form.back
expect-screen home
tap bar.stop
tap stop.confirm
expect-screen attract
END
look "$code"; cat <<END
expect-screen answer
expect-text answer.text "$answer"
expect-text answer.role "Fixer"
expect-not track.none
shot answer.png
tap answer.done
expect-screen attract
tap attract.start
scroll home.results
tap home.results
expect-screen results
expect-text results.title "De lampen branden"
END
} > read.play
for profile in kiosk-21 tablet-10 table-15; do play read.play kiosk $profile || fail "reading on $profile"; done

# The server, and everything on the kiosk, holds none of the words, and neither number nor code.
for words in "$question" "antwoordkanarie" "gelogen" "$number" "$code"; do
  grep -rqF "$words" server kiosk && fail "'$words' lies in the clear"
done
grep -rqF "antwoordkanarie" two.txt || fail "the search finds nothing where the words are"
echo "asked, answered, read on 3 screens; $(ls server/*.json | wc -l) files on the server hold none of the words"
