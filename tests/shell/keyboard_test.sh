#!/bin/bash
# keyboard_test.sh PROGRAM FOLDER: keys of a real keyboard, as X sends them: Enter, Delete, Backspace, Home, End, arrows,
# Ctrl with them and with A, a key held down, Arabic and Ukrainian. The message that was sealed says what they did, and
# nothing was read aloud. Skipped (77) without Xvfb or xdotool.
set -u
program=$1 work=$2
# shellcheck source=on_xvfb.sh
. "$(dirname "$0")/on_xvfb.sh"
# shellcheck disable=SC2119  # no further tools
begin
export LC_ALL=C.UTF-8

plan <<'EOP'
tree 1.json
tap attract.start
tree 2.json
tap home.question
tree 3.json
put form.message "Lamp"
tap form.message
tree 4.json
tap form.next
tree 5.json
tap form.contact.none
tap form.next
tree 6.json
EOP

keys() { for key in "$@"; do xdotool key "$key"; sleep 0.05; done; }
words() { xdotool type --delay 30 "$1"; sleep 0.3; }
# sent NAME: what was typed on the message page goes off and is opened.
sent() {
  click 4 form.next
  click 5 form.contact.none
  click 5 form.next
  click 6 review.send
  for _ in $(seq 60); do compgen -G "$work/$1/outbox/*.json" >/dev/null && break; sleep 0.1; done
  "$program" open "$work/$1"/outbox/*.json --key "$work/$1/trial.private.jwk" >"$work/$1.json"
  kill "$app"; wait "$app" 2>/dev/null
  sed -n 's/.*"message":"\([^"]*\)".*/\1/p' "$work/$1.json"
}
at_message() { start_program "$1"; open_message; }

at_message moved
words 'mp uit'
keys Home
words 'Lax'
keys BackSpace End Return
words 'Het i donker'
# Two words back, over the i, the s behind it; all of it without the ear, by which arrows would go to other controls.
keys ctrl+Left ctrl+Left Right
words 's'
keys Left Delete
words 's'
keys Up Home Down End
words '!'
check 'Home, End, arrows, Enter, Delete, Backspace' "$(sent moved)" 'Lamp uit\u000aHet is donker!'

at_message replaced
words 'Verkeerd'
keys ctrl+a
words 'Lampen'
keys shift+Left shift+Left Delete
check 'Ctrl+A and a word replaces all; Shift+arrows and Delete takes what they passed' "$(sent replaced)" 'Lamp'

at_message held
words 'xxxxxxxxxxxxxxxxxxxxxxxx'
xdotool keydown BackSpace; sleep 2; xdotool keyup BackSpace
keys BackSpace BackSpace
words 'Lamp'
check 'a held Backspace erases until the field is empty' "$(sent held)" 'Lamp'

at_message ukrainian
words 'Привіт'
keys ctrl+Left
words 'Я '
keys End
words ' مرحبا'
keys BackSpace
check 'Ukrainian and Arabic' "$(sent ukrainian)" 'Я Привіт مرحب'

# The control: outside of a field the same arrow begins going by ear, where one tap only says what it is on.
at_message outside
words 'Lamp'
keys Escape Left
for tap in '4 form.next' '5 form.contact.none' '5 form.next' '6 review.send'; do
  # shellcheck disable=SC2086  # two words
  click $tap
done
check 'outside of the field nothing was sent by single taps' "$(find "$work/outside/outbox" -name '*.json' | wc -l)" 0
summary
