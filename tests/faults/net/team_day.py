#!/usr/bin/env python3
"""team_day.py PROGRAM FILL ROOT BUILD [stick|pouchdb]: days of a team, once over a real pouchdb-server and once by a stick
alone, with no target in anybody's settings. Two members enrol; a resident asks in Arabic at a kiosk; one colleague promises
without a network, the other answers; the resident reads it with number and code. A newcomer enrols and reads the history. One
leaves: their old device doesn't open what a kiosk sends that has the new register, and opens what another sends that has not,
and a week later the screen `people` says which kiosk that is. Controls: what the leaver has opens with an old key; nobody's
words lie at the server or on the stick, and a search sees them there in the clear."""
import json
import os
import shutil
import sys
import urllib.request

import search
import servers
from hall import PHRASE, Hall
from kiosk import Figures

QUESTION = "أين أجد مدرسة سباحة للأطفال؟ زيتونة"
PROMISE, ANSWER, LATE = "beloftekanarie voor dinsdag", "جواب الكناري عن المسبح", "vraagkanarie na het vertrek"
WORDS = {"question": QUESTION, "promise": PROMISE, "answer": ANSWER, "late question": LATE, "passphrase": PHRASE}


class ByStick:
    name, request_by = "by stick", "stick"

    def __init__(self, folder, _build):
        self.folder = folder

    sync = None

    def bring(self, hall, *names):
        """What these have reaches the others, and what came reaches them."""
        for name in names:
            if name != "office":
                hall.from_stick(name)
            hall.onto_stick(name)

    def told(self, hall):
        return [f"{hall.stick}/{box}/{file}" for box in os.listdir(hall.stick) if os.path.isdir(f"{hall.stick}/{box}") for file in os.listdir(f"{hall.stick}/{box}")]

    def find(self, hall, words):
        return search.in_folder(hall.stick, words)[0]

    def put_in_the_clear(self, hall, words):
        with open(hall.stick + "/in-het-zicht.json", "w") as file:
            json.dump({"message": words}, file)

    def stop(self):
        pass


class ByServer:
    name, request_by = "over pouchdb-server", "sync"

    def __init__(self, folder, build):
        self.server = servers.pouchdb(folder, build)
        self.sync = {"type": "couchdb", "url": self.server.url}

    def bring(self, hall, *names):
        for name in names:
            hall.once(name)

    def told(self, _hall):
        return [row["id"] for box in servers.BOXES for row in self.ask(f"{box}/_all_docs")["rows"]]

    def ask(self, path):
        with urllib.request.urlopen(f"{self.server.url}/{path}", timeout=60) as said:
            return json.load(said)

    def find(self, _hall, words):
        told = "\n".join(json.dumps(self.ask(f"{box}/_changes?include_docs=true&style=all_docs"), ensure_ascii=False) for box in servers.BOXES)
        return sorted(search.in_bytes(told.encode(), words)) + search.in_memory(self.server.process.pid, words) + search.in_folder(self.server.folder, words)[0]

    def put_in_the_clear(self, _hall, words):
        document = json.dumps({"message": words}).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.server.url}/cases/in-het-zicht", document, {"Content-Type": "application/json"}, method="PUT"), timeout=30).read()

    def stop(self):
        self.server.stop()


def enrol_two(hall, way, figures):
    for name, number in (("sam", 41), ("noor", 42)):
        hall.enrol(name, number)
        way.bring(hall, "office", name)
        said = hall.case(name, "list")
        figures.check(f"{name} enrols on the screen, and opens", [] if said.get("cases") == [] and said["me"] == name else [str(said)])
    way.bring(hall, "sam", "noor")
    hall.settings("kiosk-linde", 7)
    hall.settings("kiosk-station", 8, network=False)  # in a cellar: nobody comes by with the stick either


def question_and_answer(hall, way, figures):
    number, code = hall.ask("kiosk-linde", QUESTION)
    way.bring(hall, "kiosk-linde", "sam")
    before = len(way.told(hall))
    rows = hall.case("sam", "list")["cases"]
    figures.check("the question is there in Arabic", [] if [row["number"] for row in rows] == [number] and rows[0]["words"] == QUESTION else [str(rows)])
    name = rows[0]["id"]
    hall.case("sam", "take", name)
    hall.case("sam", "promise", name, "--days", "2", "--text-file", hall.text(PROMISE))
    figures.check("nothing of it went by itself", [] if len(way.told(hall)) == before else [str(len(way.told(hall)))])
    way.bring(hall, "sam", "noor")
    seen = hall.case("noor", "show", name)
    figures.check("the colleague sees the promise", [] if [step["kind"] for step in seen["thread"]] == ["taken", "promise"] and PROMISE in json.dumps(seen, ensure_ascii=False) else [str(seen)])
    hall.case("noor", "answer", name, "--text-file", hall.text(ANSWER), "--lang", "ar")
    way.bring(hall, "noor", "sam", "kiosk-linde")
    read = hall.read("kiosk-linde", number, code)
    figures.check("the resident reads it at the kiosk, by number and code", [] if ANSWER in read else [read])
    both = [hall.case(who, "show", name) for who in ("sam", "noor")]
    figures.check("both colleagues see the same", [] if both[0] == both[1] else [str(both)])
    figures.check("a kiosk has nothing of the team's", [box for box in ("inbox", "cases") if hall.holds("kiosk-linde", box)])
    return both[0]


def newcomer(hall, way, figures, name, number, history):
    hall.enrol(name, number, by=way.request_by)
    if way.request_by == "sync":
        figures.check(f"{name}'s request came by sync, and once let in it is no request any more", [str(one) for one in hall.requests() if one["name"] == name])
    way.bring(hall, "office", name)
    seen = hall.case(name, "show", history["id"], good=False)
    figures.check(f"{name}, who is new, reads the history", [] if seen == history else [f"{seen} {history}"])


def leaver(hall, way, figures):
    hall.end("noor")
    way.bring(hall, "office", "kiosk-linde", "sam", "ilse")
    figures.check("who left is told so", [] if way.bring(hall, "noor") is None and (said := hall.case("noor", "list", good=False)).get("status") == 3 else [str(said)])
    before = {kiosk: set(hall.holds(kiosk, "outbox")) for kiosk in ("kiosk-linde", "kiosk-station")}
    sent = {kiosk: hall.ask(kiosk, LATE, days=1, network="offline")[0] for kiosk in before}
    waiting = {kiosk: {name: text for name, text in hall.holds(kiosk, "outbox").items() if name not in before[kiosk]} for kiosk in sent}
    # A stick and a server bring the register along, so both messages are carried by hand.
    old = hall.folder + "/old-device"
    os.makedirs(old + "/inbox", 0o700)
    shutil.copy(hall.data("noor") + "/identity.json", old)
    shutil.copytree(hall.data("noor") + "/cases", old + "/cases")  # keyrings and all; no register
    shutil.copy(hall.folder + "/noor.json", hall.folder + "/old-device.json")
    keep_register = hall.folder + "/kept-register.jws"
    shutil.copy(keep_register, old + "/register.jws")
    for messages in waiting.values():
        for box in (old + "/inbox", hall.data("sam") + "/inbox"):
            for name, content in messages.items():
                with open(f"{box}/{name}", "wb") as file:
                    file.write(content)
    said = hall.case("old-device", "list", good=False)
    numbers = [row["number"] for row in said.get("cases", []) if row["number"]]
    figures.check("the kiosk with the new register is closed to who left, the other is not", [] if numbers == [sent["kiosk-station"]] and said["waiting"]["cases.no_key"] > 0 else [str(said)])
    rows = hall.case("sam", "list")["cases"]
    figures.check("a colleague reads both", [] if {row["number"] for row in rows} >= set(sent.values()) else [str(rows)])


def people(hall, figures):
    def look(days):
        hall.play("sam", "\n".join(["expect-screen unlock", f'put unlock.passphrase "{PHRASE}"', "tap unlock.open", "wait 3s", "expect-screen desk", "tap bar.menu",
                                    "tap menu.people", "wait 1s", "expect-screen people", "tree people.json"]), mode="desk", days=days)
        return hall.tree("people")
    for days, behind in ((2, "nog de vorige sleutel"), (9, "al een week de oude sleutel")):
        seen = look(days)
        kiosks = {kiosk: seen.get("people.kiosk." + kiosk, "") for kiosk in ("kiosk-linde", "kiosk-station")}
        figures.check(f"people after {days} days", [] if "nieuwste sleutel" in kiosks["kiosk-linde"] and "niets" not in kiosks["kiosk-linde"] and behind in kiosks["kiosk-station"] else [str(kiosks)])
    figures.check("people: who left, and who came", [] if "weg" in seen["people.member.noor"] and "weg" not in seen["people.member.ilse"] else [str(seen)])


def try_way(program, root, build, way_of, figures):
    hall = Hall(program, root)
    try:
        way = way_of(hall.folder + "/target", build)
    except servers.Missing as missing:
        hall.close()
        return print(f"team_day {way_of.name}: skipped, {missing}")
    try:
        hall.sync_settings = way.sync
        hall.settings("office", 0)
        enrol_two(hall, way, figures)
        history = question_and_answer(hall, way, figures)
        newcomer(hall, way, figures, "ilse", 43, history)
        shutil.copy(hall.data("noor") + "/register.jws", hall.folder + "/kept-register.jws")
        leaver(hall, way, figures)
        newcomer(hall, way, figures, "kees", 44, hall.case("ilse", "show", history["id"]))  # after another key came into use
        people(hall, figures)
        figures.check("nobody's words lie on the way", way.find(hall, WORDS))
        figures.check("nor on a device", search.in_folder(hall.data("sam"), WORDS)[0] + search.in_folder(hall.data("kiosk-linde"), WORDS)[0])
        way.put_in_the_clear(hall, QUESTION)
        figures.check("control: words in the clear are found there", [] if way.find(hall, WORDS) else ["the search is blind"])
    finally:
        way.stop()
        hall.close()


def main(program, _fill, root, build, *ways):
    figures = Figures("team's days")
    for way in (ByStick, ByServer):
        if not ways or way.name.split()[-1].startswith(ways):
            before = figures.tried
            try_way(program, root, build, way, figures)
            print(f"  {way.name}: {figures.tried - before} things looked at", flush=True)
    return 0 if figures.close("things looked at") else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
