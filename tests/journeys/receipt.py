#!/usr/bin/env python3
"""receipt.py PROGRAM ROOT FOLDER: what a receipt says, by touch, with each kind of target behind it: a folder that took the
message, a server, no network and then one, no target, a trial. Number and code are covered after their time, and the
square on the card is read by somebody else's program (zbarimg), as it stands and as a telephone would see it: a calendar's
entry that tells nothing of the message. Each right sentence has a control: another target, after which it isn't said."""
import datetime
import email.utils
import json
import logging
import os
import re
import shutil
import subprocess
import sys

PROGRAM, ROOT, FOLDER = (os.path.abspath(word) for word in sys.argv[1:4])
sys.path.insert(0, ROOT + "/tests/faults/net")
from fake_couch import FakeCouch  # noqa: E402
from wire import reply  # noqa: E402

PLACE = "Multifunctioneel buurt- en wijkcentrum De Dwarsdijk; ingang Prins Bernhardlaan 17a, achter de bibliotheek"
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
FAULTS, FIGURES = [], {"played": 0, "squares": 0}


class DatedCouch(FakeCouch):
    """A server's Date is what confirms a clock."""

    dated = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def normal(self, request):
        status, body = self.say(request)
        return reply(status, body, [("Date", email.utils.formatdate(usegmt=True))] if self.dated else [])


def expect(true, what):
    if not true:
        FAULTS.append(what)


def settings(name, **more):
    folder = f"{FOLDER}/{name}"
    shutil.copytree(ROOT + "/assets/example", folder)
    with open(folder + "/config.json", encoding="utf-8") as file:
        config = json.load(file)
    if more.pop("real", True):
        config["recipients"] = FOLDER + "/recipients.jwks.json"
    if "place" in more:
        config["device"]["place"] = more.pop("place")
    config.update(more)
    with open(folder + "/config.json", "w", encoding="utf-8") as file:
        json.dump(config, file, ensure_ascii=False)
    return folder


def play(folder, script, profile="kiosk-21", language="nl", run="0"):
    """Plays it; the folder with what it wrote."""
    out = f"{folder}/out-{run}-{profile}-{language}"
    os.makedirs(out)
    with open(out + "/script.play", "w", encoding="utf-8") as file:
        file.write(script)
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    environment.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", XDG_STATE_HOME="/dev/null/none", XDG_CACHE_HOME=FOLDER + "/cache")
    done = subprocess.run([PROGRAM, "--play", out + "/script.play", "--data", out + "/data", "--config", folder + "/config.json", "--out", out, "--profile", profile,
                           "--lang", language, "--now", NOW.isoformat()], capture_output=True, text=True, env=environment, timeout=120)
    FIGURES["played"] += 1
    expect(done.returncode == 0, f"{os.path.basename(folder)} {profile} {language}: {done.stderr.strip()[-200:]}")
    return out


def ask(way="phone", kind="question", before_send=""):
    details = 'put form.phone "0612345678"\ntap form.next\n' if way == "phone" else ""
    first = "tap form.with.worry\ntap form.next\n" if kind == "conversation" else ""
    return (f'tap attract.start\nscroll home.{kind}\ntap home.{kind}\n{first}put form.message "Kanarie 4711, over de Fixer"\ntap form.next\n'
            f"tap form.contact.{way}\ntap form.next\n{details}{before_send}tap review.send\nexpect-screen receipt\n")


def says(out, tree="receipt.json"):
    with open(f"{out}/{tree}", encoding="utf-8") as file:
        return {node["id"]: node["name"] for node in json.load(file)["nodes"]}


def squares(picture):
    """What zbarimg reads, byte by byte; "" when there is nothing to read."""
    done = subprocess.run(["zbarimg", "--raw", "-q", "--nodbus", "-Sbinary", "-Sdisable", "-Sqrcode.enable", picture], capture_output=True)
    FIGURES["squares"] += done.returncode == 0
    return done.stdout.decode("utf-8") if done.returncode == 0 else ""


def seen_by_a_telephone(picture):
    """The picture as a camera has it: near, turned a little, out of focus."""
    photo = picture.replace(".png", "-photo.png")
    subprocess.run(["convert", picture, "-background", "white", "-rotate", "5", "-resize", "200%", "-blur", "0x1.6", photo], check=True)
    return photo


def fields(entry):
    lines = entry.replace("\r\n ", "").split("\r\n")
    found = dict(line.split(":", 1) for line in lines if ":" in line)
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in found.items()}


def states():
    """Three states, and a trial; the sentence of each isn't said in the others."""
    target = FOLDER + "/target"
    os.makedirs(target)
    tree = "tree receipt.json\nshot receipt.png\n"
    folder = says(play(settings("folder", sync={"type": "folder", "url": target}), ask() + "wait 2s\n" + tree))
    none = says(play(settings("none"), ask() + tree))
    trial_out = play(settings("trial", real=False), ask() + tree)
    trial = says(trial_out)
    with DatedCouch() as couch:
        live = play(settings("couch", sync={"type": "couchdb", "url": couch.url}),
                    ask(before_send="offline\n") + tree + 'online\nwait 70s\ntap receipt.covered\nexpect-text receipt.heading "binnen bij de gemeente"\n'
                    "tree later.json\nexpect-not receipt.status\n")
    before, after = says(live), says(live, "later.json")
    binnen, bewaard = "Uw bericht is binnen bij de gemeente.", "Uw bericht is bewaard."
    headings = [(folder, binnen), (none, bewaard), (before, bewaard), (after, binnen), (trial, "Dit was een proef. Er is niets verstuurd.")]
    for said, heading in headings:
        expect(said.get("receipt.heading") == heading, f"'{said.get('receipt.heading')}' in place of '{heading}'")
    internet = "Er is nu geen internet."
    expect(internet in before.get("receipt.status", ""), "without a network it isn't said")
    for said in (folder, none, after, trial):
        expect(not any(internet in words for words in said.values()), "'no internet' of a line that works")
    expect("Dit scherm kan nog niets versturen." in none.get("receipt.status", ""), "no target, and it isn't said")
    expect("receipt.status" not in folder, "a message that arrived waits")
    # A day only by a confirmed clock; else so many working days.
    expect("binnen 5 werkdagen" in folder.get("receipt.promise.1", ""), f"a folder's promise: {folder.get('receipt.promise.1')}")
    expect("vóór" in after.get("receipt.promise.1", ""), f"a server's promise: {after.get('receipt.promise.1')}")
    # A trial promises nothing and nobody reads it, but its number and code are there to try the rest with.
    expect(trial.get("receipt.number", "").startswith("Proefnummer ") and "receipt.code" in trial, "a trial's number")
    expect("receipt.reads" not in trial and "receipt.qr" not in trial and "receipt.promise.2" not in trial, "a trial promises")
    expect("receipt.reads" in folder, "control: who reads")


def covered():
    out = play(settings("covered"), ask() + "expect receipt.number\nexpect receipt.visible\nwait 44s\nexpect receipt.code\nwait 2s\ntree covered.json\nshot covered.png\n"
               "expect-not receipt.number\nexpect-not receipt.code\nexpect-not receipt.qr\nexpect receipt.covered\ntap receipt.covered\nexpect receipt.number\nexpect receipt.code\n"
               "tree open.json\ntap receipt.done\nexpect-screen attract\n")
    shown, hidden = says(out, "open.json"), json.dumps(says(out, "covered.json"))
    for name in ("receipt.number", "receipt.code"):
        value = shown[name].split(" ", 1)[1]
        expect(value not in hidden, f"{name} stands in the tree though it is covered")
    expect(shown["receipt.number"].split(" ", 1)[1] in json.dumps(shown), "control: the search finds what is there")


def calendar():
    with DatedCouch() as couch:
        sync = {"type": "couchdb", "url": couch.url}
        kiosk = settings("calendar", sync=sync, place=PLACE)
        script = "wait 2s\nscroll receipt.qr\ntree receipt.json\nshot receipt.png\nwait 46s\nshot covered.png\n"
        for profile in ("kiosk-21", "kiosk-32", "table-15", "tablet-10"):
            for language in ("nl", "en", "tr", "ar", "pl", "uk") if profile == "kiosk-21" else ("nl", "ar", "uk"):
                way = "here" if language in ("nl", "ar") else "none"
                out = play(kiosk, ask(way=way) + script, profile, language)
                what = f"{profile} {language}"
                entry = squares(out + "/receipt.png")
                seen = squares(seen_by_a_telephone(out + "/receipt.png"))
                expect(entry == seen != "", f"{what}: a telephone reads '{entry[:40]}'")
                expect(squares(out + "/covered.png") == "", f"{what}: what is covered can be read")
                said = says(out)
                number = re.sub(r"[^\d ]", "", said["receipt.number"]).strip()
                found = fields(entry)
                expect(found.get("LOCATION") == PLACE, f"{what}: LOCATION {found.get('LOCATION')}")
                expect(number in found.get("DESCRIPTION", ""), f"{what}: DESCRIPTION {found.get('DESCRIPTION')}")
                expect(("DTSTART" in found) == (way == "here"), f"{what}: {sorted(found)}")
                expect(("DTSTART;VALUE=DATE" in found) == (way == "none"), f"{what}: {sorted(found)}")
                code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", said["receipt.code"]).group()
                for never in (code, code.replace("-", ""), "Kanarie", "Fixer", "fixer", "question", "4711"):
                    expect(never not in entry, f"{what}: the entry tells '{never}'")
                expect(all(len(line.encode()) <= 75 for line in entry.split("\r\n")), f"{what}: a line over 75 octets")
        # None of a conversation, a worry, or where no clock is confirmed.
        expect(squares(play(kiosk, ask(way="here", kind="conversation") + "wait 2s\nexpect-not receipt.qr\nshot receipt.png\n", run="talk") + "/receipt.png") == "", "a worry in a calendar")
        couch.dated = False
        expect(squares(play(kiosk, ask(way="here") + "wait 2s\nexpect-not receipt.qr\nshot receipt.png\n", run="undated") + "/receipt.png") == "", "a day by a clock that nobody confirmed")


def main():
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # a server that stops leaves its connections where they are
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    key = FOLDER + "/reader.jwk"
    subprocess.run([PROGRAM, "keys", "new", "--out", key], check=True, capture_output=True)
    with open(FOLDER + "/recipients.jwks.json", "wb") as file:
        subprocess.run([PROGRAM, "keys", "public", key], check=True, stdout=file)
    for part in (states, covered, calendar):
        part()
    for fault in FAULTS:
        print("FAILED:", fault)
    print(f"{FIGURES['played']} receipts by touch, {FIGURES['squares']} squares read by zbarimg, {len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
