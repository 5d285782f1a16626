#!/usr/bin/env python3
"""team.py PROGRAM FILL ROOT: a team's devices and a kiosk round one CouchDB (the real one where WV_COUCHDB names it, else
strict_couch.py): the made-up municipality of `demo` with its content at the server; a member's device that begins empty; a
resident who asks in Arabic; notes, promises and answers that reach the colleague and the kiosk; who may read what; an
erasure whose ciphertext leaves the server; a server that lost something; and the same team by a stick alone. All that the
server has, and what its disk keeps of it, is searched for the words. Controls: words in the clear are found there; another
message's ciphertext stays; the team's password reads what a kiosk's doesn't; what a kiosk sent and the server lost it can't
offer again, and says so. Skipped (77) without node."""
import json
import os
import shutil
import sys
import tempfile

import search
from couch import BOXES, Couch
from hall import Screens
from kiosk import Figures, folder_of, memory_folder

SKIPPED = 77
NOTE, PROMISE, ANSWER = "notitiekanarie onder de lamp", "beloftekanarie voor dinsdag", "جواب الكناري عن المسبح"
QUESTION = "أين أجد مدرسة سباحة للأطفال؟ زيتونة"
WORDS = {"note": NOTE, "promise": PROMISE, "answer": ANSWER, "question": QUESTION, "a message of the demo": "Lindepark doet het niet"}
OFFICE = {"sam": "team", "noor": "team", "leeg": "team", "stok": "team", "register": "team", "kiosk-linde": "kiosk-007", "kiosk-station": "kiosk-007", "beheer": "beheer"}


class Town(Screens):
    def __init__(self, program, couch):
        super().__init__(program, tempfile.mkdtemp(prefix="wv-team-", dir=memory_folder()))
        self.couch, self.demo = couch, self.folder + "/demo"
        self.told = json.loads(self.run("demo", self.demo, "--json").stdout)
        for name, user in OFFICE.items():
            self.settings(name, user)
        for name in ("leeg", "stok"):  # Noor's device, before anything came to it
            os.makedirs(f"{self.demo}/{name}", 0o700)
            shutil.copy(self.demo + "/noor/identity.json", f"{self.demo}/{name}/identity.json")

    def settings(self, name, user):
        with open(self.demo + "/desk.json") as file:
            settings = json.load(file)
        secret = f"{self.demo}/{name}.secret"
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(self.couch.settings(user)["password"] + "\n")
        sync = {key: value for key, value in self.couch.settings(user).items() if key != "password"}
        settings["sync"] = {**sync, "password_file": secret}
        with open(f"{self.demo}/{name}.net.json", "w") as file:
            json.dump(settings, file)

    def data(self, name):
        return f"{self.demo}/{name}"

    def config(self, name):
        return f"{self.demo}/{name}.net.json"

    def run(self, *words, said="", good=False):
        return super().run(*words, said=said, good=good)

    def sync(self, name, what="--once"):
        run = self.at(name, "sync", what, "--json")
        return {"status": run.returncode, "err": run.stderr, **(json.loads(run.stdout) if run.stdout.startswith("{") else {})}

    def case(self, name, *words):
        run = self.at(name, "case", *words, "--json", "--passphrase-file", self.demo + "/passphrase.txt")
        return json.loads(run.stdout) if run.returncode == 0 else {"status": run.returncode, "err": run.stderr}

    def fill_server(self):
        for box in BOXES:
            files = folder_of(f"{self.demo}/server/{box}")
            documents = [dict(json.loads(content), _id=name[:-5]) for name, content in sorted(files.items())]
            for at in range(0, len(documents), 200):
                self.couch.ask("POST", self.couch.base(box) + "/_bulk_docs", {"docs": documents[at:at + 200]})

    def whole_server(self):
        """All that the server tells of, as one text; of strict_couch.py also what lies on its disk until it compacts."""
        told = [self.couch.ask("GET", self.couch.base(box) + path)[1] for box in BOXES for path in ("/_all_docs?include_docs=true", "/_changes?include_docs=true&style=all_docs")]
        told += [list(base.bodies.values()) for base in (self.couch.fake.bases.values() if self.couch.fake else [])]
        return json.dumps(told, ensure_ascii=False)


def try_newcomer(town, figures):
    first = town.sync("leeg")
    stored = {box: len(town.couch.alive(box)) for box in BOXES}
    lies = {box: len(folder_of(f"{town.demo}/leeg/{box}")) for box in ("inbox", "cases", "answers", "published")}
    figures.check("an empty device gets all of it", [] if first["status"] == 0 and lies == {box: stored[box] for box in lies} and first["all_done"] else [f"{first} {lies} {stored}"])
    again = town.sync("leeg")
    figures.check("and nothing twice", [] if again["status"] == 0 and again["messages"] == again["events"] == 0 else [str(again)])
    listed, before = town.case("leeg", "list"), town.case("noor", "list")
    figures.check("a newcomer reads the history", [] if listed.get("counts") == before.get("counts") and len(listed["cases"]) > 200 and not listed["broken"] else [f"{listed.get('counts', listed)} {before.get('counts', before)}"])


def try_deeds(town, figures):
    number, code = town.ask("kiosk-linde", QUESTION)
    for device in ("kiosk-linde", "sam", "leeg"):
        figures.check(f"a question goes round: {device}", [] if (said := town.sync(device))["status"] == 0 else [str(said)])
    name = next((row["id"] for row in town.case("sam", "list")["cases"] if row["number"] == number), "it didn't come")
    for words in (("take", name), ("note", name, "--text-file", town.text(NOTE))):
        figures.check(f"case {words[0]}", [] if "id" in (said := town.case("leeg", *words)) else [str(said)])
    said = town.case("sam", "promise", name, "--days", "2", "--text-file", town.text(PROMISE))
    figures.check("case promise", [] if "id" in said else [str(said)])
    for device in ("leeg", "sam", "leeg"):
        figures.check(f"sync of {device}", [] if (said := town.sync(device))["status"] == 0 else [str(said)])
    shown = [town.case(device, "show", name) for device in ("leeg", "sam")]
    figures.check("two colleagues who didn't hear of each other lose nothing", [] if shown[0] == shown[1] and {entry["kind"] for entry in shown[0]["thread"]} >= {"taken", "note", "promise"} else [str(shown)])
    town.case("leeg", "answer", name, "--text-file", town.text(ANSWER), "--lang", "ar")
    town.sync("leeg")
    before = len(folder_of(town.demo + "/kiosk-linde/answers"))
    kiosk = town.sync("kiosk-linde")
    figures.check("the answer reaches the kiosk, and nothing else does", [] if len(folder_of(town.demo + "/kiosk-linde/answers")) == before + 1 and not any(os.path.exists(f"{town.demo}/kiosk-linde/{box}") for box in ("inbox", "cases")) else [str(kiosk)])
    figures.check("the resident reads it there", [] if ANSWER in (read := town.read("kiosk-linde", number, code)) else [read])
    return name


def try_eyes(town, figures):
    figures.check("no words at the server", sorted(search.in_bytes(town.whole_server().encode(), WORDS)))
    open_event = {"_id": "00000000-0000-4000-8000-000000000000", "text": NOTE}
    town.couch.ask("PUT", f"{town.couch.base('cases')}/{open_event['_id']}", open_event)
    figures.check("control: an unsealed event is found", [] if search.in_bytes(town.whole_server().encode(), WORDS) == {"note"} else ["it isn't"])
    rev = town.couch.ask("GET", f"{town.couch.base('cases')}/{open_event['_id']}")[1]["_rev"]
    town.couch.ask("DELETE", f"{town.couch.base('cases')}/{open_event['_id']}?rev={rev}")
    for path in ("/_all_docs", "/_changes"):
        status = town.couch.ask("GET", town.couch.base("cases") + path, user="kiosk-007")[0]
        figures.check(f"a kiosk's password can't read cases{path}", [] if status == 403 else [str(status)])
    status = town.couch.ask("GET", town.couch.base("cases") + "/_all_docs", user="team")[0]
    figures.check("control: the team's can", [] if status == 200 else [str(status)])


def try_erasure(town, name, figures):
    letters = {box: {i: town.couch.ask("GET", f"{town.couch.base(box)}/{i}")[1] for i in town.couch.alive(box)} for box in ("inbox", "cases")}
    cipher = letters["inbox"][name]["jwe"]["ciphertext"][:60]
    other = next(one for i, one in letters["inbox"].items() if i != name)["jwe"]["ciphertext"][:60]
    asked = town.case("leeg", "erase", name)
    town.sync("leeg")
    erased = town.run("register", "erase", town.demo + "/register", f"{town.demo}/leeg/cases/{asked.get('id')}.json", said=town.told_passphrase() + "\n")
    figures.check("register erase", [] if erased.returncode == 0 else [erased.stderr])
    town.sync("register")
    before = town.whole_server()
    figures.check("control: before, its ciphertext lies there", [] if cipher in before and other in before else ["it doesn't"])
    retired = town.sync("beheer", "--retire")
    after = town.whole_server()
    body = town.couch.ask("GET", f"{town.couch.base('inbox')}/{name}?rev={letters['inbox'][name]['_rev']}")[0]
    figures.check("after, it is gone, its body too", [] if retired["status"] == 0 and retired["erased"] > 1 and cipher not in after and body == 404 else [f"{retired} {body} {cipher in after}"])
    figures.check("control: another message's stays", [] if other in after else ["gone"])
    town.sync("sam")
    seen = town.case("sam", "show", name)
    again = town.sync("sam")
    lies = os.path.exists(f"{town.demo}/sam/inbox/{name}.json")
    figures.check("every device obeys, and it doesn't come back", [] if not lies and again["messages"] == 0 and all(step["kind"] == "erase" for step in seen.get("thread", [])) else [f"{seen} {again} {lies}"])


def lose(town, box, names):
    """The server as it was before it got these."""
    base = town.couch.fake.bases[town.couch.prefix + box]
    lost = [name for name in names if name in base.documents]
    for name in lost:
        del base.documents[name], base.order[name]
    return len(lost)


# A device looks for 20 of the last 40 that were acknowledged to it, half of these the newest: so all of its own are lost.
def try_loss(town, figures):
    if not town.couch.fake:
        return
    lost = lose(town, "cases", [name[:-5] for name in folder_of(town.demo + "/leeg/sent")])
    before = len(town.couch.alive("cases"))
    said = town.sync("leeg")
    figures.check("what the server lost is offered again", [] if lost > 2 and said["offered_again"] == lost and len(town.couch.alive("cases")) == before + lost else [f"{said} {before} {lost} {len(town.couch.alive('cases'))}"])
    figures.check("and then all is well", [] if (said := town.sync("leeg"))["offered_again"] == 0 and said["all_done"] else [str(said)])


# Of what it sent to this server: what it had sent elsewhere (the demo's folder) says nothing of this one.
def try_kiosk_loss(town, figures):
    if not town.couch.fake:
        return
    there = town.couch.alive("inbox")
    town.ask("kiosk-linde", QUESTION)  # which sends it at once
    before = town.sync("kiosk-linde")
    (name,) = town.couch.alive("inbox") - there
    lost = lose(town, "inbox", [name])
    said = town.sync("kiosk-linde")
    figures.check("control: a kiosk, which keeps no content, can only say so", [] if lost == 1 and before["missing_there"] == 0 and said["missing_there"] == 1 and said["offered_again"] == 0 and name not in town.couch.alive("inbox") else [f"{before} {said}"])


def try_stick(town, figures):
    stick = town.stick
    out = town.at("sam", "queue", "export", stick, "--json")
    read = town.at("stok", "queue", "import", stick, "--json")
    told = json.loads(read.stdout) if read.returncode == 0 else read.stderr
    listed, sams = town.case("stok", "list"), town.case("sam", "list")
    same = {row["id"] for row in listed.get("cases", [])} >= {row["id"] for row in sams["cases"] if not row["confidential"]}
    figures.check("a team without any network: by a stick", [] if same and told["to_read_here"] > 1000 else [f"{out.stdout[:300]} {told} {listed.get('counts', listed)}"])
    taken = town.at("kiosk-linde", "queue", "import", stick, "--json")
    at_kiosk = json.loads(taken.stdout) if taken.stdout else {"for_members_left_on_the_stick": 0, "said": taken.stderr}
    figures.check("a kiosk leaves the team's on the stick, and says so", [] if at_kiosk["for_members_left_on_the_stick"] > 1000 and not any(os.path.exists(f"{town.demo}/kiosk-linde/{box}") for box in ("inbox", "cases")) else [str(at_kiosk)])


def main(program):
    if not shutil.which("node") and not os.environ.get("WV_COUCHDB"):
        return SKIPPED
    couch, figures = Couch(), Figures("team")
    town = Town(program, couch)
    town.told_passphrase = lambda: open(town.demo + "/passphrase.txt").read().strip()
    try:
        setup = town.sync("beheer", "--setup")
        figures.check("sync --setup", [] if setup["status"] == 0 else [str(setup)])
        town.fill_server()
        try_newcomer(town, figures)
        name = try_deeds(town, figures)
        try_eyes(town, figures)
        try_stick(town, figures)
        try_loss(town, figures)
        try_erasure(town, name, figures)
        try_kiosk_loss(town, figures)
    finally:
        couch.close()
        town.close()
    return 0 if figures.close("things looked at", f" ({couch.which})") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
