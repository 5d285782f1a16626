#!/bin/sh
# voice_opened.sh PROGRAM FOLDER: says three seconds of a tone, sends them, and opens message and voice with jose,
# python and opus-tools only: the ids and the hash fit, the voice is three seconds of that tone, and neither the
# samples nor the Opus lie on the disk in the clear.
set -eu
export XDG_STATE_HOME=/dev/null/none  # data folders are made again: nothing is remembered about them
program=$1 folder=$2
example=$(cd "$(dirname "$0")/../../assets/example" && pwd)
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
"$program" keys new --out reader.jwk
"$program" keys public reader.jwk >public.jwk
python3 - <<'PY'
import json, math, struct
json.dump({"keys": [json.load(open("public.jwk"))]}, open("recipients.jwks.json", "w"))
with open("said.raw", "wb") as said:
    for i in range(16000 * 10):
        said.write(struct.pack("<h", int(9000 * math.sin(2 * math.pi * 440 * i / 16000))))
PY
cat >config.json <<JSON
{"format":"wijkverbinder-config/1","municipality":"$example/municipality.json",
 "device":{"name":"kiosk-007","number":7,"place":"Buurthuis"},"recipients":"recipients.jwks.json",
 "languages":["nl"],"idle":{"ask_after_s":90,"reset_after_s":30}}
JSON
cat >say.play <<'PLAY'
tap attract.start
tap home.question
tap form.voice
tap voice.record
wait 3s
tap voice.record
tap voice.keep
tap form.next
tap form.contact.none
tap form.next
tap review.send
expect-screen receipt
PLAY
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILEIN="$folder/said.raw" SDL_DISKAUDIOFILE=/dev/null SDL_DISKAUDIODELAY=0
XDG_CACHE_HOME="$folder/cache" "$program" --play say.play --config config.json --data data --out out 2>/dev/null
for file in data/outbox/*.json; do
  python3 -c 'import json, sys; json.dump(json.load(open(sys.argv[1]))["jwe"], open("one.jwe", "w"))' "$file"
  jose jwe dec -i one.jwe -k reader.jwk -O "$(basename "$file" .json).opened"
done
python3 - <<'PY'
import base64, glob, hashlib, json, math, os, struct, subprocess, wave
opened = {os.path.basename(f)[:-7]: json.load(open(f)) for f in glob.glob("*.opened")}
messages = {i: d for i, d in opened.items() if d["format"] == "wijkverbinder-submission/1"}
voices = {i: d for i, d in opened.items() if d["format"] == "wijkverbinder-attachment/1"}
assert len(messages) == 1 and len(voices) == 1, opened.keys()
(message,), ((file_id, voice),) = messages.values(), voices.items()
(named,) = message["attachments"]
ogg = base64.b64decode(voice["data"], validate=True)
assert named == {"id": voice["id"], "media_type": "audio/ogg", "bytes": len(ogg), "sha256": hashlib.sha256(ogg).hexdigest()}, named
assert voice["id"] == file_id and voice["media_type"] == "audio/ogg"
assert "message" not in message and "tiles" not in message
assert json.load(open(f"data/outbox/{file_id}.json"))["size"] % 65536 == 0
open("voice.ogg", "wb").write(ogg)
subprocess.run(["opusinfo", "voice.ogg"], check=True, stdout=subprocess.DEVNULL)
subprocess.run(["opusdec", "--quiet", "--rate", "16000", "voice.ogg", "voice.wav"], check=True)
with wave.open("voice.wav") as wav:
    samples = struct.unpack(f"<{wav.getnframes()}h", wav.readframes(wav.getnframes()))
assert 0 <= len(samples) - 3 * 16000 < 8000, len(samples)  # a press takes its time, too
middle = samples[8000:40000]
def share(hertz):
    re = sum(x * math.cos(2 * math.pi * hertz * i / 16000) for i, x in enumerate(middle))
    im = sum(x * math.sin(2 * math.pi * hertz * i / 16000) for i, x in enumerate(middle))
    return 2 * (re * re + im * im) / (len(middle) * sum(x * x for x in middle))
assert share(440) > 0.9 and share(700) < 0.1, (share(440), share(700))
said = open("said.raw", "rb").read(64)
for place, _, files in os.walk("data"):
    for name in files:
        on_disk = open(os.path.join(place, name), "rb").read()
        assert said[8:40] not in on_disk and ogg[200:232] not in on_disk and b"OggS" not in on_disk, name
print(f"voice: {len(samples) / 16000:.2f} s said, {len(ogg)} bytes of Opus, opened with jose, heard with opusdec")
PY
