#!/bin/sh
# seventh_language.sh PROGRAM ASSETS FOLDER: a language is files and nothing else. Copies the program with its
# assets, adds a language that nobody knows (Dutch with other vowels) as three files and one word in the
# settings, and asks a question in it. Negative control: without its keyboard, `check` names the file.
set -eu
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 assets=$2 folder=$3
rm -rf "$folder"
mkdir -p "$folder"
cp "$program" "$folder/wijkverbinder"
cp -r "$assets" "$folder/assets"
export XDG_CACHE_HOME="$folder/cache"
cd "$folder"

python3 - <<'END'
import json, re
def other(text):  # placeholders keep their names
    return "".join(p if p.startswith("{") else p.translate(str.maketrans("aeou", "äëöü")) for p in re.split(r"(\{[^}]*\})", text))
def others(entry):  # a text, or its forms
    return other(entry) if isinstance(entry, str) else {k: v if k == "by" else other(v) for k, v in entry.items()}
texts = json.load(open("assets/i18n/nl.json"))
mine = {k: others(v) if k != "_language" else {"name": "Zëvëndë", "direction": "ltr", "english": "Seventh"} for k, v in texts.items()}
json.dump(mine, open("assets/i18n/qaa.json", "w"))
keys = json.load(open("assets/keyboards/nl.json"))
keys["language"] = "qaa"
json.dump(keys, open("assets/keyboards/qaa.json", "w"))
words = json.load(open("assets/help/words.nl.json"))
json.dump(words, open("assets/help/words.qaa.json", "w"))
settings = json.load(open("assets/example/config.json"))
settings["languages"].append("qaa")
json.dump(settings, open("assets/example/config.json", "w"))
END

cat > seventh.play <<'END'
expect language.qaa
tap language.qaa
expect-screen home
expect-text home.question "Ik hëb ëën vrääg"
scroll home.question
tap home.question
expect-text form.heading "Wät wilt ü wëtën?"
scroll form.message
tap form.message
type "Hallo buren"
tap form.next
scroll form.contact.none
tap form.contact.none
tap form.next
expect-screen review
tap bar.language
expect-text language.qaa "Zëvëndë"
tap language.close
tap review.send
expect-text receipt.heading "Dit wäs ëën pröëf. Er is niëts vërstüürd."
END
./wijkverbinder check > check.txt 2>&1 || { cat check.txt; echo "FAILED: the settings with a seventh language"; exit 1; }
for profile in tablet-10 kiosk-21; do
  ./wijkverbinder --play seventh.play --profile $profile --data "data-$profile" --out "out-$profile" || { echo "FAILED: the journey on $profile"; exit 1; }
  [ "$(find "data-$profile/outbox" -name '*.json' | wc -l)" = 1 ] || { echo "FAILED: no sealed file on $profile"; exit 1; }
done

rm assets/keyboards/qaa.json
if ./wijkverbinder check > check.txt 2>&1; then echo "FAILED: check is content without its keyboard"; exit 1; fi
grep -q "keyboards/qaa.json" check.txt || { cat check.txt; echo "FAILED: check doesn't name the missing file"; exit 1; }
echo "a seventh language: 3 files, 2 profiles, 1 sealed file each"
