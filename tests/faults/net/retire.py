#!/usr/bin/env python3
"""retire.py PROGRAM FILL ROOT: `sync --retire` deletes everything that passed its day and nothing else, goes on past what
it can't delete, mends what crept in below revision 1, and leaves no body on the server's disk, or says so with status 3.
Against a real CouchDB where WV_COUCHDB names one, else strict_couch.py; what only a faulty server does, against that one
always. Controls: paging by `skip` leaves some; a deletion without compaction leaves its body; what can't be named in an
address can't be deleted by one. Skipped (77) without node."""
import json
import os
import shutil
import sys

from couch import BOXES, Couch
from kiosk import Figures, Works
from rights import DIGEST, RULE, fresh, for_box, set_rule
from wire import reply

SKIPPED = 77
PAST, KEPT = "2020-01-01", "2026-11-23"
GUARD = "function (doc, old, who) { if (old && old.guarded) { throw({forbidden: 'not this one'}); } }"


class Scene:
    def __init__(self, works, couch):
        self.works, self.couch = works, couch
        self.administrator = works.kiosk({}, **couch.settings("beheer"))
        self.envelope = json.loads(next(iter(works.messages(3).values())))
        self.set_up()

    def set_up(self):
        run = self.works.run(self.administrator, "--setup")
        if run.returncode:
            raise RuntimeError(f"--setup ended with {run.returncode}: {run.stdout}{run.stderr}")

    def put(self, day, count, box="inbox", **more):
        """{id: rev}"""
        documents = [fresh(self.envelope, **{"queued_on": day, "clock": "confirmed", **more}) for _ in range(count)]
        if box != "inbox":
            documents = [dict(for_box(document, box)) for document in documents]
        for document in documents:
            document["_id"] = document["id"]
        status, said = self.couch.ask("POST", self.couch.base(box) + "/_bulk_docs", {"docs": documents})
        refused = [one for one in said if not one.get("ok")] if status == 201 else said
        if refused:  # a server may take the page and none of what stands on it
            raise RuntimeError(f"_bulk_docs to {box}: {status} {refused}")
        return {one["id"]: one["rev"] for one in said}

    def retire(self):
        run = self.works.run(self.administrator, "--retire")
        self.said = run.stdout + run.stderr
        return run.returncode

    def bodies(self, box, revs):
        return [name for name, rev in revs.items() if self.couch.ask("GET", f"{self.couch.base(box)}/{name}?rev={rev}")[0] == 200]

    def clear(self):
        for box in BOXES:
            for name in self.couch.alive(box):
                self.couch.ask("DELETE", f"{self.couch.base(box)}/{name}?rev={self.couch.ask('GET', self.couch.base(box) + '/' + name)[1]['_rev']}")


def try_pages(scene, figures):
    kept = scene.put(KEPT, 30)
    past = scene.put(PAST, 450) | scene.put(PAST, 3, attachment=1)
    more = scene.put(PAST, 12, "answers")
    status = scene.retire()
    left = scene.couch.alive("inbox")
    figures.check("453 past among 30, by pages", [] if status == 0 and left == set(kept) and not scene.couch.alive("answers") else [f"{status}, {len(left - set(kept))} left, {len(set(kept) - left)} lost: {scene.said}"])
    figures.check("their bodies are gone", scene.bodies("inbox", past) + scene.bodies("answers", more))
    figures.check("those that are kept are there", [] if len(scene.bodies("inbox", kept)) == 30 else ["gone"])
    scene.put(PAST, 250)  # as it paged before: with few pages it may leave none by chance
    after = ""
    while True:
        rows = scene.couch.ask("GET", f"{scene.couch.base('inbox')}/_all_docs?limit=25&include_docs=true" + (f'&skip=1&startkey="{after}"' if after else ""))[1]["rows"]
        for row in rows:
            if row["doc"].get("queued_on") == PAST:
                scene.couch.ask("DELETE", f"{scene.couch.base('inbox')}/{row['id']}?rev={row['value']['rev']}")
        if len(rows) < 25:
            break
        after = rows[-1]["id"]
    figures.check("control: paging by skip leaves some", [] if len(scene.couch.alive("inbox")) > 30 else ["it left none"])
    scene.retire()


def try_bodies(scene, figures):
    name, rev = next(iter(scene.put(PAST, 1).items()))
    scene.couch.ask("DELETE", f"{scene.couch.base('inbox')}/{name}?rev={rev}")
    figures.check("control: without compaction the body stays", [] if scene.bodies("inbox", {name: rev}) else ["it is gone"])
    status = scene.retire()
    figures.check("compacted though nothing was deleted in this run", [] if status == 0 and not scene.bodies("inbox", {name: rev}) else [f"{status}: {scene.said}"])


def try_large(scene, figures):
    day = {"queued_on": PAST, "clock": "confirmed", "stuff": "x" * 7_900_000}
    ids = []
    for at in range(20):  # side by side, and each longer than an envelope may be
        ids.append(f"0b8c6d0e-0000-4000-8000-{at:012d}")
        scene.couch.put("inbox", {"id": ids[-1], "format": "wijkverbinder-envelope/1", **day})
    scene.couch.put("inbox", {"id": "zonder-dag", "hallo": "wereld"})
    answers = scene.put(PAST, 3, "answers")
    status = scene.retire()
    left = scene.couch.alive("inbox") & set(ids)
    figures.check("twenty of 8 MB side by side", [] if status == 0 and not left and not scene.couch.alive("answers") & set(answers) else [f"{status}, {len(left)} left: {scene.said}"])
    figures.check("what has no day is kept and listed", [] if "zonder-dag" in scene.couch.alive("inbox") and "inbox zonder-dag" in scene.said else [scene.said])
    scene.clear()


def try_doubt(scene, figures):
    """A deletion makes the box be walked through once more: what is in doubt is met twice then."""
    past = scene.put(PAST, 3)
    doubtful = scene.put("1970-01-03", 2, clock="unconfirmed")
    status = scene.retire()
    lines = [scene.said.count(f"inbox/{name}") for name in doubtful]
    figures.check("what is in doubt is kept, and listed once", [] if lines == [1, 1] and scene.couch.alive("inbox") & {*past, *doubtful} == set(doubtful) else [f"{status}, listed {lines}: {scene.said}"])
    scene.clear()


def try_stuck(scene, figures):
    past = scene.put(PAST, 20)
    guarded = next(iter(scene.put(PAST, 1, guarded=True)))
    more = scene.put(PAST, 3, "cases")
    scene.couch.ask("PUT", scene.couch.base("inbox") + "/_design/wacht", {"language": "javascript", "validate_doc_update": GUARD})
    status = scene.retire()
    left = scene.couch.alive("inbox") & (set(past) | {guarded})
    figures.check("it goes on past what it can't delete, and lists it", [] if status == 3 and left == {guarded} and f"inbox {guarded}" in scene.said and not scene.couch.alive("cases") & set(more) else [f"{status}: {left} {scene.said}"])
    path = scene.couch.base("inbox") + "/_design/wacht"
    scene.couch.ask("DELETE", f"{path}?rev={scene.couch.ask('GET', path)[1]['_rev']}")
    status = scene.retire()
    figures.check("and when that is mended it goes too", [] if status == 0 and guarded not in scene.couch.alive("inbox") else [f"{status}: {scene.said}"])


def try_leaves(scene, figures):
    couch = scene.couch
    kept, past = scene.put(KEPT, 2), scene.put(PAST, 2)
    set_rule(couch, "inbox", None)
    for name in [*kept, *past]:
        for start in (0, -1, -70):
            bad = dict(scene.envelope, _id=name, id=name, queued_on=PAST, clock="confirmed", _revisions={"start": start, "ids": [DIGEST]})
            couch.ask("POST", couch.base("inbox") + "/_bulk_docs", {"new_edits": False, "docs": [bad]}, "kiosk-007")
    figures.check("control: bad leaves are there", [] if all(len(couch.leaves("inbox", name)) == 4 for name in [*kept, *past]) else ["they aren't"])
    status = couch.ask("DELETE", f"{couch.base('inbox')}/{next(iter(past))}?rev=-1-{DIGEST}")[0]
    figures.check("control: a deletion can't name them", [] if status == 400 else [f"status {status}"])
    status = scene.retire()
    figures.check("bad leaves are mended, the true one stays", [f"{status}: {scene.said}"] if status or any(set(couch.leaves("inbox", name)) != {rev} for name, rev in kept.items()) else [])
    figures.check("none of them wins when the true one is retired", [name for name in past if couch.leaves("inbox", name)])
    scene.set_up()


def try_return(scene, figures):
    couch, message = scene.couch, fresh(scene.envelope, queued_on=PAST, clock="confirmed")
    couch.put("inbox", message, "kiosk-007")
    scene.retire()
    for name, day in (("the same again", PAST), ("with another day", KEPT)):
        status = couch.put("inbox", fresh(scene.envelope, queued_on=day) | {"id": message["id"]}, "kiosk-007")[0]
        figures.check(f"a retired id comes back, {name}", [] if status == 201 else [f"the server took it with {status}"])
        status = scene.retire()
        figures.check(f"and is retired again, {name}", [] if status == 0 and message["id"] not in couch.alive("inbox") else [f"{status}: {scene.said}"])
    device = scene.works.kiosk({}, **couch.settings("kiosk-007"))
    past = next(iter(scene.put(PAST, 1)))
    said = scene.works.run(device, "--retire")
    figures.check("a device can't retire", [] if said.returncode == 3 and past in couch.alive("inbox") else [f"{said.returncode}: {said.stdout}{said.stderr}"])


def try_faulty(scene, figures):
    """What a healthy server can't be made to do: strict_couch.py alone."""
    fake = scene.couch.fake
    past = scene.put(PAST, 2)
    fake.behaviour = lambda request: reply(500, {"error": "emfile"}) if request.path.endswith("/_compact") else None
    status = scene.retire()
    figures.check("compaction refused: 3 and a sentence", [] if status == 3 and "disk" in scene.said and scene.bodies("inbox", past) else [f"{status}: {scene.said}"])
    fake.behaviour = None
    status = scene.retire()
    figures.check("the next run does it", [] if status == 0 and not scene.bodies("inbox", past) else [f"{status}: {scene.said}"])
    fake.away = ["c@127.0.0.1"]
    status = scene.retire()
    figures.check("a node is away: 3 and a sentence", [] if status == 3 and "node" in scene.said else [f"{status}: {scene.said}"])
    fake.away = []
    past = scene.put(PAST, 2)
    fake.behaviour = lambda request: reply(202, {"ok": True}) if request.path.endswith("/_compact") else None  # said, not done
    status = scene.retire()
    figures.check("compaction said and not done: 3", [] if status == 3 else [f"{status}: {scene.said}"])
    broken = [0]

    def loses_one(request):
        broken[0] += request.method == "DELETE"
        return reply(500, {"error": "timeout"}) if request.method == "DELETE" and broken[0] == 3 else None
    fake.behaviour = loses_one
    past = scene.put(PAST, 10)
    status = scene.retire()
    figures.check("one deletion fails: the others go, and it in the second pass or the next run", [] if len(scene.couch.alive("inbox") & set(past)) <= 1 and (status == 3) == ("not deleted" in scene.said) else [f"{status}: {scene.said}"])
    fake.behaviour, fake.looks_running = None, 10**9
    status = scene.retire()
    figures.check("compaction that never ends: 3 and a sentence", [] if status == 3 and "disk" in scene.said else [f"{status}: {scene.said}"])


def main():
    if not shutil.which("node"):
        print("retire.py: skipped, node is not installed")
        return SKIPPED
    works, figures, which = Works(*sys.argv[1:4]), Figures("retire"), []
    given = os.environ.get("WV_COUCHDB")
    parts = (try_pages, try_bodies, try_large, try_doubt, try_stuck, try_leaves, try_return)
    try:
        for tried in ([parts, (try_faulty,)] if given else [(*parts, try_faulty)]):
            couch = Couch()
            try:
                which.append(couch.which)
                scene = Scene(works, couch)
                for part in tried:
                    part(scene, figures)
            finally:
                couch.close()
            os.environ.pop("WV_COUCHDB", None)
        return 0 if figures.close("cases of retiring at " + " and ".join(which)) else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
