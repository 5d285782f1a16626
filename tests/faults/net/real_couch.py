#!/usr/bin/env python3
"""real_couch.py PROGRAM FILL ROOT [--quick]: what only a real CouchDB does by its own rules, at the one that WV_COUCHDB names
(see couch.py). Its lockout after wrong passwords and the way back (--quick: without the five minutes of waiting); a
server put back from an older backup, with another uuid and with its own; a cursor that it can't read. Where it has three
nodes: what it answers with 202 while two of them are in maintenance isn't called sent. Each has its control: what the
server does to a plain client. Skipped (77) without WV_COUCHDB."""
import base64
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from couch import BOXES, Couch
from kiosk import Figures, Works, folder_of

SKIPPED = 77
LOCK_S = 301  # chttpd_auth_lockout holds for five minutes


def config(couch, section, key, value, node="_local"):
    """What it was before."""
    return couch.ask("PUT", f"/_node/{node}/_config/{section}/{key}", value)[1]


def plain(couch, user, password):
    """The status of one request, as a device would be answered."""
    login = base64.b64encode(f"{couch.logins[user]}:{password}".encode()).decode()
    try:
        with urllib.request.urlopen(urllib.request.Request(couch.url + "/" + couch.prefix + "inbox", headers={"Authorization": "Basic " + login}), timeout=30) as said:
            return said.status
    except urllib.error.HTTPError as said:
        return said.code


def refusals(couch):
    counts = couch.ask("GET", "/_node/_local/_stats/couchdb/httpd_status_codes")[1]
    return sum(counts.get(code, {}).get("value", 0) for code in ("401", "403"))


def memory_of(kiosk):
    with open(kiosk.data + "/sync.json") as file:
        return json.load(file)


def remember(kiosk, memory):
    with open(kiosk.data + "/sync.json", "w") as file:
        json.dump(memory, file)


def documents(couch, box):
    rows = couch.ask("GET", f"{couch.base(box)}/_all_docs?include_docs=true&revs=true")[1]["rows"]
    return [couch.ask("GET", f"{couch.base(box)}/{row['id']}?revs=true")[1] for row in rows if not row["id"].startswith("_")]


def begin(works, couch, count):
    kiosk = works.kiosk(works.messages(count), **couch.settings("kiosk-007"))
    administrator = works.kiosk({}, **couch.settings("beheer"))
    run = works.run(administrator, "--setup")
    return kiosk, administrator, [] if run.returncode == 0 else [f"--setup: {run.returncode} {run.stdout}{run.stderr}"]


def published(works, count):
    """Documents as the office publishes them."""
    office = works.kiosk({}, type="folder", url="file://" + works.folder)
    signer, news = office.folder + "/signer.jwk", office.folder + "/news.json"
    subprocess.run([works.program, "keys", "new", "--out", signer], check=True, stdout=subprocess.DEVNULL)
    with open(office.folder + "/signers.jwks.json", "w") as file:
        public = subprocess.run([works.program, "keys", "public", signer], check=True, stdout=subprocess.PIPE).stdout
        json.dump({"keys": [json.loads(public)]}, file)
    with open(office.folder + "/config.json") as file:
        settings = json.load(file)
    with open(office.folder + "/config.json", "w") as file:
        json.dump({**settings, "signers": "signers.jwks.json"}, file)
    with open(news, "w") as file:
        json.dump({"exp": "2099-12-31", "title": {"nl": "Het pleinfeest"}, "text": {"nl": "U zei: het is donker."}}, file)
    for _ in range(count):
        subprocess.run([works.program, "publish", news, "--sign", signer, "--data", office.data, "--config", office.folder + "/config.json"], check=True, stdout=subprocess.DEVNULL)
    return [json.loads(text) for text in office.waiting().values()]


def try_lockout(works, couch, figures, quick):
    kiosk, _, faults = begin(works, couch, 40)
    right = couch.settings("kiosk-007")
    kiosk.settings(**{**right, "password": "mis"})
    before = refusals(couch)
    status = kiosk.sync()
    asked = refusals(couch) - before
    figures.check("a wrong password: one or two requests, not forty", faults + ([] if status != 0 and asked <= 2 else [f"{status}, {asked} refusals: {kiosk.said}"]))
    kiosk.settings(**right)
    status = kiosk.sync()
    figures.check("the right one comes: all goes at once", [] if status == 0 and len(kiosk.sent()) == 40 else [f"{status}, {len(kiosk.sent())} of 40: {kiosk.said}"])
    kiosk, _, _ = begin(works, couch, 60)
    wrong = [plain(couch, "kiosk-007", "mis") for _ in range(6)]
    locked = plain(couch, "kiosk-007", right["password"])
    figures.check("control: the server locks the right password out too", [] if locked == 403 else [f"{wrong}, then {locked}"])
    before = refusals(couch)
    status = kiosk.sync()
    asked = refusals(couch) - before
    figures.check("locked out: nothing parked, nothing lost, few requests", [f"{status}, {asked} refusals: {kiosk.out}{kiosk.said}"] if status == 0 or asked > 3 or kiosk.lost() or kiosk.parked() or len(kiosk.waiting()) != 60 else [])
    if quick:
        return
    time.sleep(LOCK_S)
    status = kiosk.sync()
    figures.check("five minutes later all of it goes", [] if status == 0 and len(kiosk.sent()) == 60 and not kiosk.lost() else [f"{status}, {len(kiosk.sent())}: {kiosk.out}{kiosk.said}"])


def go_back(couch, backup):
    """The server as it was: the boxes gone, the copies of the backup in new ones."""
    for box in backup:
        couch.ask("DELETE", couch.base(box))
    time.sleep(2)  # a cluster names a box's files by the second it was made in
    for box, copies in backup.items():
        couch.ask("PUT", couch.base(box))
        couch.ask("POST", couch.base(box) + "/_bulk_docs", {"new_edits": False, "docs": copies})


def try_backup(works, couch, figures, another_uuid):
    name = "with another uuid" if another_uuid else "with its own uuid"
    kiosk, administrator, faults = begin(works, couch, 30)
    news = published(works, 12)
    early, late = news[:5], news[5:]
    some = dict(sorted(kiosk.messages.items())[:20])
    rest = {key: value for key, value in kiosk.messages.items() if key not in some}
    for key in rest:
        os.remove(f"{kiosk.data}/outbox/{key}")
    for document in early:
        status = couch.put("published", document)[0]
        faults += [] if status in (201, 202) else [f"published: {status}"]
    kiosk.sync()
    backup = {box: documents(couch, box) for box in ("inbox", "answers", "published")}
    for key, value in rest.items():
        with open(f"{kiosk.data}/outbox/{key}", "wb") as file:
            file.write(value)
    for document in late[:4]:
        couch.put("published", document)
    status = kiosk.sync()
    faults += [] if status == 0 and len(kiosk.sent()) == 30 else [f"before: {status}, {len(kiosk.sent())} sent: {kiosk.said}"]
    uuid = config(couch, "couchdb", "uuid", os.urandom(16).hex()) if another_uuid else None
    try:
        go_back(couch, backup)
        works.run(administrator, "--setup")
        control = couch.ask("GET", f"{couch.base('inbox')}/{json.loads(next(iter(rest.values())))['id']}")[0]
        for document in late[4:]:  # published after the backup was put back
            couch.put("published", document)
        status = kiosk.sync()
        figures.check(f"control: the server went back, {name}", faults + ([] if control == 404 else [f"status {control}"]))
        if memory_of(kiosk)["missing"] > 10:  # in a cluster a node may lack for a moment what the others have: counted again
            time.sleep(5)
            kiosk.sync()
        missing = memory_of(kiosk)["missing"]
        figures.check(f"what it misses is counted, {name}", [] if missing == 10 else [f"{missing} of 10: {status} {kiosk.out}{kiosk.said}"])
        there = {json.loads(text)["id"] for text in folder_of(kiosk.data + "/published").values()}
        asked = {one["id"] for one in late[4:]}
        figures.check(f"what is new comes, {name}", [] if asked <= there else [f"{len(asked - there)} of {len(asked)} didn't: {kiosk.out}{kiosk.said}"])
    finally:
        if uuid:
            config(couch, "couchdb", "uuid", uuid)


def try_cursor(works, couch, figures):
    kiosk, _, faults = begin(works, couch, 3)
    kiosk.sync()
    good = memory_of(kiosk)
    for bad in ("garbage", "12-garbage", "999999999-g1AAAA", "-1", "", "now", 7, 999999999):
        remember(kiosk, {**good, "cursors": {"answers": bad, "published": bad}})
        control = couch.ask("GET", f"{couch.base('published')}/_changes?since={bad}")[0]
        (new,) = published(works, 1)
        couch.put("published", new)
        status = kiosk.sync()
        here = os.path.exists(f"{kiosk.data}/published/{new['id']}.json")
        figures.check(f"a cursor {bad!r} (the server: {control})", faults + ([] if status == 0 and here else [f"{status}, it is {'here' if here else 'not here'}: {kiosk.out}{kiosk.said}"]))


def copies(couch, nodes, box):
    """{id: on how many nodes}"""
    name = couch.base(box)[1:]
    document = couch.ask("GET", "/_node/_local/_dbs/" + name)[1]
    suffix, counts = "".join(map(chr, document["shard_suffix"])), {}
    for node in nodes:
        for part in document["by_range"]:
            shard = urllib.parse.quote(f"shards/{part}/{name}{suffix}", safe="")
            for row in couch.ask("GET", f"/_node/{node}/{shard}/_all_docs")[1]["rows"]:
                counts[row["id"]] = counts.get(row["id"], 0) + 1
    return counts


def try_quorum(works, couch, figures):
    nodes = couch.ask("GET", "/_membership")[1].get("cluster_nodes", [])
    if len(nodes) < 3:
        print("  (one node: what a 202 means isn't tried)")
        return
    for box in BOXES:
        couch.ask("PUT", couch.base(box) + "?q=2&n=3")
    kiosk, _, faults = begin(works, couch, 60)
    login = plain(couch, "kiosk-007", couch.settings("kiosk-007")["password"])
    faults += [] if login == 200 else [f"the device may not enter: {login}"]
    away = [node for node in nodes if node != couch.ask("GET", "/_node/_local")[1]["name"]][:2]
    for node in away:
        config(couch, "couchdb", "maintenance_mode", "true", node)
    try:
        control = couch.put("inbox", {**json.loads(next(iter(works.messages(1).values()))), "id": "0b8c6d0e-0000-4000-8000-000000000001"})[0]
        figures.check("control: it says 202 with two of three away", faults + ([] if control == 202 else [f"{control}"]))
        first = kiosk.sync()
        again = kiosk.sync()  # 409 and an equal copy prove nothing
        figures.check("none is called sent, twice asked", [] if not kiosk.sent() and len(kiosk.waiting()) == 60 and first and again else [f"{first} {again}: {len(kiosk.sent())} sent: {kiosk.said}"])
    finally:
        for node in away:
            config(couch, "couchdb", "maintenance_mode", "false", node)
    # The same PUT has a 201 of its own now, or waits for another's and ten minutes: whatever goes lies on a quorum.
    time.sleep(2)
    status = kiosk.sync()
    many = copies(couch, nodes, "inbox")
    figures.check("they are back: what is called sent lies on two nodes or more", [name for name in kiosk.sent() if many.get(name[:-5], 0) < 2])
    name, text = next(iter(works.messages(2).items()))
    kiosk.messages[name] = text
    with open(f"{kiosk.data}/outbox/{name}", "wb") as file:
        file.write(text)
    status = kiosk.sync()
    figures.check("a new one goes", [] if name in kiosk.sent() and not kiosk.lost() else [f"{status}: {kiosk.said}"])
    memory = memory_of(kiosk)
    memory["unsure"] = {one: since and since - 11 * 60_000 for one, since in memory["unsure"].items()}  # as if that were eleven minutes ago
    remember(kiosk, memory)
    status = kiosk.sync()
    many = copies(couch, nodes, "inbox")
    figures.check("in the end all are sent, on two nodes or more", [f"{status}: {len(kiosk.sent())} of 61: {kiosk.said}"] if status or len(kiosk.sent()) != 61 or kiosk.lost() else [name for name in kiosk.sent() if many.get(name[:-5], 0) < 2])


def main():
    if not os.environ.get("WV_COUCHDB"):
        print("real_couch.py: skipped, WV_COUCHDB names no server")
        return SKIPPED
    works, figures, which = Works(*sys.argv[1:4]), Figures("N6"), ""
    quick = "--quick" in sys.argv
    parts = [lambda couch: try_cursor(works, couch, figures), lambda couch: try_backup(works, couch, figures, True),
             lambda couch: try_backup(works, couch, figures, False), lambda couch: try_quorum(works, couch, figures),
             lambda couch: try_lockout(works, couch, figures, quick)]
    try:
        for part in parts:
            couch = Couch()
            which = couch.which
            try:
                part(couch)
            finally:
                couch.close()
        return 0 if figures.close("cases of " + which) else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
