#!/usr/bin/env python3
"""rights.py PROGRAM FILL ROOT: `sync --setup` by an administrator, and then everything that somebody could try who has got
hold of a device's password: it creates, and changes and deletes nothing, by whatever door. `sync --retire` is the
administrator's. Controls: without the rule each door is open; with a rule that only compares with the old document,
replication gets round it. Skipped (77) without node, which runs the rule's JavaScript."""
import base64
import copy
import json
import shutil
import sys
import urllib.error
import urllib.request

from kiosk import Figures, Works
from strict_couch import StrictCouch

SKIPPED = 77
USERS = {"beheer": ("sleutel", ["_admin"]), "kiosk-007": ("geheim", ["wijkverbinder"]), "iemand": ("iets", ["krant"])}
# As it was before replication was thought of.
OLD_RULE = "function (newDoc, oldDoc, userCtx) { if (userCtx.roles.indexOf('_admin') >= 0) { return; } if (oldDoc || newDoc._deleted) { throw({forbidden: 'create only'}); } }"
LAST = "f" * 32


class As:
    def __init__(self, server, name):
        self.server, self.name = server, name

    def ask(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.name:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{self.name}:{USERS[self.name][0]}".encode()).decode()
        request = urllib.request.Request(self.server.url + path, None if body is None else json.dumps(body).encode(), headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as said:
                return said.status, json.load(said)
        except urllib.error.HTTPError as said:
            return said.code, json.load(said)


def doors(envelope, rev):
    """Every way to change or delete this document, or to hide it behind another: (name, method, path, body)."""
    name, digest = envelope["id"], rev.split("-")[1]
    other = dict(envelope, _id=name, queued_on="2020-01-01")
    path, bulk = f"/inbox/{name}", "/inbox/_bulk_docs"

    def replicated(**more):
        return {"new_edits": False, "docs": [dict(other, **more)]}

    return [
        ("PUT over it", "PUT", path, other),
        ("PUT with its rev", "PUT", path, dict(other, _rev=rev)),
        ("PUT of a deletion", "PUT", path, {"_rev": rev, "_deleted": True}),
        ("DELETE", "DELETE", f"{path}?rev={rev}", None),
        ("an attachment to it", "PUT", f"{path}/plaatje?rev={rev}", {}),
        ("_bulk_docs", "POST", bulk, {"docs": [dict(other, _rev=rev)]}),
        ("_bulk_docs, a deletion", "POST", bulk, {"docs": [{"_id": name, "_rev": rev, "_deleted": True}]}),
        ("replicated, from its rev", "POST", bulk, replicated(_rev=f"2-{LAST}", _revisions={"start": 2, "ids": [LAST, digest]})),
        ("replicated, from nothing", "POST", bulk, replicated(_rev=f"9-{LAST}")),
        ("replicated, from nothing, as a first one", "POST", bulk, replicated(_rev=f"1-{LAST}")),
        ("replicated, by PUT", "PUT", path + "?new_edits=false", dict(other, _rev=f"9-{LAST}")),
        ("replicated, a deletion", "POST", bulk, {"new_edits": False, "docs": [{"_id": name, "_rev": f"9-{LAST}", "_deleted": True}]}),
    ]


def others(server):
    """What a device has no business with."""
    return [
        ("something else than an envelope", "PUT", "/inbox/iets", {"hallo": "wereld"}),
        ("an envelope under another name", "PUT", "/inbox/anders", {"format": "wijkverbinder-envelope/1", "id": "nog-anders"}),
        ("an envelope with a file", "PUT", "/inbox/bestand", {"format": "wijkverbinder-envelope/1", "id": "bestand", "_attachments": {"a": {"data": "eA=="}}}),
        ("a rule of its own", "PUT", "/inbox/_design/wijkverbinder", {"validate_doc_update": "function () {}"}),
        ("a database", "PUT", "/mijne", None),
        ("no more database", "DELETE", "/inbox", None),
        ("other members", "PUT", "/inbox/_security", {"admins": {"names": ["kiosk-007"], "roles": []}, "members": {"names": [], "roles": []}}),
        ("compaction", "POST", "/inbox/_compact", {}),
    ]


def went_through(server, attempts, user="kiosk-007"):
    """Those that changed anything at the server; it is put back each time."""
    through = []
    for name, method, path, body in attempts:
        before = copy.deepcopy({base: (b.security, b.documents) for base, b in server.bases.items()})
        status, _ = As(server, user).ask(method, path, body)
        after = {base: (b.security, b.documents) for base, b in server.bases.items()}
        changed = {base: (security, {i: leaves for i, leaves in documents.items() if leaves}) for base, (security, documents) in after.items()}
        if changed != before or status >= 500 or (status < 300 and "bulk" not in path):
            through.append(f"{name} ({status})")
        for base, (security, documents) in before.items():
            if base in server.bases:
                server.bases[base].security, server.bases[base].documents = security, documents
    return through


def main():
    if not shutil.which("node"):
        print("rights.py: skipped, node is not installed")
        return SKIPPED
    works, server = Works(*sys.argv[1:4]), StrictCouch(USERS)
    try:
        figures, messages = Figures("N4"), works.messages(3)
        administrator = works.kiosk({}, type="couchdb", url=server.url, user="beheer", password="sleutel")
        device = works.kiosk(messages, type="couchdb", url=server.url, user="kiosk-007", password="geheim")

        said = works.run(device, "--setup")
        figures.check("a device can't set up", [f"status {said.returncode}"] if said.returncode != 3 or server.bases else [])
        said = works.run(administrator, "--setup")
        figures.check("setup", [said.stderr] if said.returncode or len(server.bases) != 4 else [])
        before = copy.deepcopy({name: base.documents for name, base in server.bases.items()})
        said = works.run(administrator, "--setup")
        figures.check("setup twice", ["it changed something"] if said.returncode or before != {name: base.documents for name, base in server.bases.items()} else [])
        server.bases["cases"].security["members"]["roles"] = ["anderen"]
        said = works.run(administrator, "--setup")
        figures.check("a box that devices can't enter is told", [] if "cases" in said.stdout and "_security" in said.stdout else [said.stdout])

        status = device.sync()
        figures.check("a device creates", [f"status {status}: {device.said}"] if status or device.waiting() else [])
        envelope = json.loads(next(iter(messages.values())))
        rev = server.bases["inbox"].winner(envelope["id"])[0]
        for attempt in doors(envelope, rev) + others(server):
            figures.check(attempt[0], went_through(server, [attempt]))
        for user in (None, "iemand"):
            everything = doors(envelope, rev) + [("a new one", "PUT", "/inbox/nieuw", {"format": "wijkverbinder-envelope/1", "id": "nieuw"}), ("reading", "GET", f"/inbox/{envelope['id']}", None)]
            figures.check(f"{user or 'nobody'} gets in nowhere", went_through(server, everything, user))

        past = dict(envelope, queued_on="2020-01-01", id="0b8c6d0e-0000-4000-8000-000000000000")
        As(server, "beheer").ask("PUT", f"/inbox/{past['id']}", past)
        said = works.run(device, "--retire")
        figures.check("a device can't retire", [] if said.returncode == 3 and server.bases["inbox"].winner(past["id"])[1].get("format") else [said.stdout + said.stderr])
        said = works.run(administrator, "--retire")
        left = {i for i in server.bases["inbox"].documents if "format" in server.bases["inbox"].winner(i)[1]}
        figures.check("an administrator retires", [] if said.returncode == 0 and left == {name[:-5] for name in messages} else [said.stdout + said.stderr])
        figures.check("and it stays readable for nobody", [] if As(server, "kiosk-007").ask("GET", f"/inbox/{past['id']}")[0] == 404 else ["it is still there"])

        rule = server.bases["inbox"].documents.pop("_design/wijkverbinder")
        bare = went_through(server, doors(envelope, rev))
        server.bases["inbox"].documents["_design/wijkverbinder"] = {"1-0": {"validate_doc_update": OLD_RULE}}
        half = went_through(server, doors(envelope, rev))
        server.bases["inbox"].documents["_design/wijkverbinder"] = rule
        figures.check("control: without the rule", [] if len(bare) >= 10 else [f"only {bare} went through"])
        figures.check("control: with half a rule", [] if 0 < len(half) < len(bare) and all("replicated" in one for one in half) else [f"{half} went through"])
        return 0 if figures.close("cases of rights", f"; {len(doors(envelope, rev))} doors shut, {len(bare)} of them open without the rule, {len(half)} with half of it") else 1
    finally:
        server.stop()
        works.close()


if __name__ == "__main__":
    sys.exit(main())
