#!/usr/bin/env python3
"""rights.py PROGRAM FILL ROOT: `sync --setup` by an administrator, and then everything that somebody could try who has got
hold of a device's password: it creates whole envelopes, and changes, hides and deletes nothing, by whatever door. Against
a real CouchDB where WV_COUCHDB names one (couch.py), else strict_couch.py. Controls: without the rule each door is open;
with a rule that only compares with the old document, replication gets round it; with the last version's, revisions that
start at 0 or below do. Skipped (77) without node, which runs the rule's JavaScript for strict_couch.py."""
import copy
import json
import os
import shutil
import sys
import uuid

from couch import BOXES, Couch
from kiosk import Figures, Works

SKIPPED = 77
# As it was before replication was thought of; and as the version before this one left it, with who entered then.
OLD_RULE = "function (newDoc, oldDoc, userCtx) { if (userCtx.roles.indexOf('_admin') >= 0) { return; } if (oldDoc || newDoc._deleted) { throw({forbidden: 'create only'}); } }"
LAST_RULE = ("function (newDoc, oldDoc, userCtx) { if (userCtx.roles.indexOf('_admin') >= 0) { return; } if (oldDoc || newDoc._deleted) { throw({forbidden: 'create only'}); }"
             " if (newDoc._revisions && newDoc._revisions.start > 0) { throw({forbidden: 'no replication'}); } if (newDoc._attachments) { throw({forbidden: 'envelopes only'}); }"
             " if (newDoc.format !== 'wijkverbinder-envelope/1' || newDoc.id !== newDoc._id) { throw({forbidden: 'envelopes only'}); } }")
UNDECIDED_SECURITY = {"members": {"roles": ["_admin"]}, "admins": {"roles": ["_admin"]}}  # CouchDB 3.5, couch_db_updater.erl, default_security_object
LAST_SECURITY = {"admins": {"names": [], "roles": ["_admin"]}, "members": {"names": [], "roles": ["wijkverbinder"]}}
DIGEST, RULE = "f" * 32, "/_design/wijkverbinder"
WITHOUT = object()


def fresh(envelope, **more):
    """The same under an id of its own. What is under the seal isn't a rule's to read."""
    made = dict(copy.deepcopy(envelope), id=str(uuid.uuid4()), **more)
    return {key: value for key, value in made.items() if value is not WITHOUT}


def for_box(envelope, box):
    made = fresh(envelope, box=box)
    if box == "answers":
        made.update(kids=[], tag="0123456789abcdef" * 2)
        made["jwe"]["recipients"] = [{"header": {"alg": "A256KW"}, "encrypted_key": "x" * 54}]
    if box == "published":
        jws = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"
        made.update(kids=[], jws=jws, size=len(jws))
        del made["jwe"]
    return made


def doors(base, envelope, rev):
    """Every way to change or delete this document, or to hide it behind another: (name, method, path, body)."""
    name, digest = envelope["id"], rev.split("-")[1]
    other = dict(envelope, _id=name, queued_on="2020-01-01")
    path, bulk = f"{base}/{name}", base + "/_bulk_docs"

    def replicated(**more):
        return {"new_edits": False, "docs": [dict(other, **more)]}

    ways = [
        ("PUT over it", "PUT", path, other),
        ("PUT with its rev", "PUT", path, dict(other, _rev=rev)),
        ("PUT of a deletion", "PUT", path, {"_rev": rev, "_deleted": True}),
        ("DELETE", "DELETE", f"{path}?rev={rev}", None),
        ("an attachment to it", "PUT", f"{path}/plaatje?rev={rev}", {}),
        ("_bulk_docs", "POST", bulk, {"docs": [dict(other, _rev=rev)]}),
        ("_bulk_docs, a deletion", "POST", bulk, {"docs": [{"_id": name, "_rev": rev, "_deleted": True}]}),
        ("replicated, from its rev", "POST", bulk, replicated(_revisions={"start": 2, "ids": [DIGEST, digest]})),
        ("replicated, a deletion", "POST", bulk, {"new_edits": False, "docs": [{"_id": name, "_rev": f"9-{DIGEST}", "_deleted": True}]}),
        ("replicated, a deletion from nothing", "POST", bulk, {"new_edits": False, "docs": [{"_id": name, "_revisions": {"start": 0, "ids": [DIGEST]}, "_deleted": True}]}),
    ]
    for start in (9, 1, 0, -1, -70):
        path_of = {"start": start, "ids": [DIGEST]}
        ways.append((f"replicated, from nothing, as {start}", "POST", bulk, replicated(_revisions=path_of)))
        ways.append((f"replicated, by PUT, as {start}", "PUT", path + "?new_edits=false", dict(other, _revisions=path_of)))
        ways.append((f"replicated, two revisions to {start}", "POST", bulk, replicated(_revisions={"start": start, "ids": [DIGEST, "e" * 32]})))
        if start >= 0:
            ways.append((f"replicated, with _rev, as {start}", "POST", bulk, replicated(_rev=f"{start}-{DIGEST}")))
    return ways


def others(couch, envelope):
    """What a device has no business with: (name, method, path, body)."""
    inbox = couch.base("inbox")
    with_file = fresh(envelope, _attachments={"a": {"data": "eA==", "content_type": "text/plain"}})
    replicated = fresh(envelope)
    ways = [
        ("an envelope under another name", "PUT", f"{inbox}/{uuid.uuid4()}", fresh(envelope)),
        ("an envelope with a file", "PUT", f"{inbox}/{with_file['id']}", with_file),
        ("a file alone", "PUT", f"{inbox}/{uuid.uuid4()}/plaatje", {}),
        ("a new one as if replicated", "POST", inbox + "/_bulk_docs", {"new_edits": False, "docs": [dict(replicated, _id=replicated["id"], _rev=f"1-{DIGEST}")]}),
        ("a rule of its own", "PUT", inbox + RULE, {"validate_doc_update": "function () {}"}),
        ("another rule beside", "PUT", inbox + "/_design/anders", {"validate_doc_update": "function () {}"}),
        ("a database", "PUT", couch.base("mijne"), None),
        ("no more database", "DELETE", inbox, None),
        ("other members", "PUT", inbox + "/_security", {"admins": {"names": ["kiosk-007"], "roles": []}, "members": {"names": [], "roles": []}}),
        ("compaction", "POST", inbox + "/_compact", {}),
    ]
    for box in ("answers", "published", "cases"):
        made = for_box(envelope, box)
        ways.append((f"a device writes {box}", "PUT", f"{couch.base(box)}/{made['id']}", made))
        ways.append((f"a device puts {box} into the inbox", "PUT", f"{inbox}/{made['id']}", made))
    return ways


def junk(envelope):
    """What is no whole envelope, each a little wrong: (name, document)."""
    def jwe(**more):
        made = dict(copy.deepcopy(envelope["jwe"]), **more)
        return fresh(envelope, jwe={key: value for key, value in made.items() if value is not WITHOUT})

    def recipient(**more):
        return jwe(recipients=[dict(copy.deepcopy(envelope["jwe"]["recipients"][0]), **more)])

    found = [("two members", {"format": envelope["format"], "id": str(uuid.uuid4())}), ("somebody else's", {"hallo": "wereld", "id": str(uuid.uuid4())}),
             ("an id that is no UUID", dict(envelope, id="iets")), ("a UUID in capitals", dict(envelope, id=str(uuid.uuid4()).upper())),
             ("a UUID v1", dict(envelope, id="0b8c6d0e-0000-1000-8000-000000000000")), ("an extra member", fresh(envelope, naam="Jan")),
             ("an extra member that is nothing", fresh(envelope, naam=None)), ("an answer's tag", fresh(envelope, tag="0" * 32)), ("a jws too", fresh(envelope, jws="a.b.c"))]
    found += [(f"without {name}", fresh(envelope, **{name: WITHOUT})) for name in envelope if name != "id"]
    found += [(f"{name} is {value!r}", fresh(envelope, **{name: value})) for name in envelope if name != "id" for value in (None, [], {}, "", 0, True, ["x"], "x" * 4000)]
    found += [(f"a day like {day!r}", fresh(envelope, queued_on=day)) for day in ("2026-02-30", "2026-13-01", "2026-1-1", "26-01-01", "0000-00-00", "1969-12-31", "9999-12-31", "2099-01-01", "2026-11-28T10:00:00Z", "2026-11-28 ", 20261128)]
    found += [(f"clock is {value!r}", fresh(envelope, clock=value)) for value in ("maybe", "", None, True, 1)]
    found += [(f"size {size}", fresh(envelope, size=size)) for size in (1, -4096, 4095, 8192 if envelope["size"] != 8192 else 4096, 4096.5, "4096", 10**12)]
    found += [("a hash in capitals", fresh(envelope, sha256=envelope["sha256"].upper())), ("half a hash", fresh(envelope, sha256=envelope["sha256"][:32])),
              ("no reader", fresh(envelope, kids=[])), ("a reader too many", fresh(envelope, kids=envelope["kids"] + ["x"])), ("another reader", fresh(envelope, kids=["x"] * len(envelope["kids"])))]
    found += [(f"jwe without {name}", jwe(**{name: WITHOUT})) for name in envelope["jwe"]]
    found += [(f"jwe with {name}", jwe(**{name: "eA"})) for name in ("aad", "unprotected", "header", "naam")]
    found += [("no ciphertext of that size", jwe(ciphertext=envelope["jwe"]["ciphertext"][:-4])), ("a ciphertext in words", jwe(ciphertext="hallo wereld".ljust(len(envelope["jwe"]["ciphertext"])))),
              ("no recipients", jwe(recipients=[])), ("a recipient's words", recipient(naam="Jan")), ("a recipient's algorithm", recipient(header={"alg": "none"})),
              ("a key of 1 MB", recipient(encrypted_key="x" * 1_000_000)), ("a header of 1 MB", recipient(header=dict(envelope["jwe"]["recipients"][0]["header"], x="x" * 1_000_000)))]
    return found


def went_through(couch, box, victim, ways, user="kiosk-007"):
    """Those that changed anything at the server."""
    through = []
    for name, method, path, body in ways(victim) if callable(ways) else ways:
        before = couch.state()
        status, said = couch.ask(method, path, body, user)
        if couch.state() != before or (couch.fake and status >= 500) or (status < 300 and "bulk" not in path):
            through.append(f"{name} ({status} {said})")
    return through


def open_doors(couch, envelope):
    """Each tried on a message of its own, since what goes through stays."""
    names, through = [way[0] for way in doors("", envelope, "1-a")], []
    for at, name in enumerate(names):
        victim = fresh(envelope)
        rev = couch.put("inbox", victim)[1]["rev"]
        if went_through(couch, "inbox", victim, [doors(couch.base("inbox"), victim, rev)[at]]):
            through.append(name)
    return through


def set_rule(couch, box, rule):
    path = couch.base(box) + RULE
    rev = couch.ask("GET", path)[1].get("_rev")
    couch.ask("PUT", path, dict({"validate_doc_update": rule} if rule else {}, language="javascript", **({"_rev": rev} if rev else {})))


def try_setup(works, couch, figures, administrator, device):
    said = works.run(device, "--setup")
    figures.check("a device can't set up", [f"status {said.returncode}"] if said.returncode != 3 or couch.state().get(couch.prefix + "inbox") else [])
    for box in BOXES[:3]:  # as the last version left them
        couch.ask("PUT", couch.base(box))
        couch.ask("PUT", couch.base(box) + "/_security", LAST_SECURITY)
        set_rule(couch, box, LAST_RULE)
    couch.ask("PUT", couch.base(BOXES[3]))  # as an administrator makes it who wants more copies, and CouchDB leaves it
    couch.ask("PUT", couch.base(BOXES[3]) + "/_security", UNDECIDED_SECURITY)
    said = works.run(administrator, "--setup")
    figures.check("a database that nobody decided about lets in who belongs there", [] if "it let administrators in only" in said.stdout else [said.stdout])
    figures.check("setup, over the last version's", [said.stdout + said.stderr] if said.returncode or not all(couch.ask("GET", couch.base(box) + RULE)[0] == 200 for box in BOXES) else [])
    figures.check("it says that it renewed them", [] if said.stdout.count("is renewed") == 6 else [said.stdout])
    roles = [couch.ask("GET", couch.base(box) + "/_security")[1]["members"]["roles"] for box in BOXES]
    figures.check("who enters", [] if roles == [["wijkverbinder", "wijkverbinder-team", "wijkverbinder-office"]] * 3 + [["wijkverbinder-team"]] else [str(roles)])
    for words in ("org.couchdb.user:kiosk-007", "wijkverbinder-office", "wijkverbinder-team", "--retire", "log", "_changes", "GET and PUT"):
        figures.check(f"it tells of {words}", [] if words in said.stdout else [said.stdout])
    before = couch.state()
    said = works.run(administrator, "--setup")
    figures.check("setup twice", ["it changed something"] if said.returncode or before != couch.state() or "renewed" in said.stdout else [])
    dangerous = [("is open to everyone", {"members": {"names": [], "roles": []}, "admins": {"names": [], "roles": ["_admin"]}}), ("is open to everyone", {}),
                 ("is an admin", {"admins": {"names": [], "roles": ["_admin", "wijkverbinder"]}, "members": {"names": [], "roles": ["wijkverbinder"]}}),
                 ("devices can enter", {"admins": {"names": [], "roles": ["_admin"]}, "members": {"names": [], "roles": ["wijkverbinder", "x"]}})]
    good = couch.ask("GET", couch.base("cases") + "/_security")[1]
    for words, security in dangerous:
        couch.ask("PUT", couch.base("cases") + "/_security", security)
        said = works.run(administrator, "--setup")
        told = any(words in line and "cases" in line and line.startswith("warning: ") for line in said.stdout.splitlines())
        figures.check(f"dangerous, so told: {words}", [] if told and said.returncode == 1 else [f"{said.returncode}: {said.stdout}"])
    couch.ask("PUT", couch.base("cases") + "/_security", {"admins": good["admins"], "members": {"names": [], "roles": ["anderen"]}})
    said = works.run(administrator, "--setup")
    figures.check("a box that the team can't enter is told", [] if "cases: who may enter was left" in said.stdout and not said.returncode else [said.stdout])
    couch.ask("PUT", couch.base("cases") + "/_security", good)


def try_roles(couch, figures, envelope):
    may = {"kiosk-007": {"inbox"}, "balie": {"inbox", "answers", "published"}, "team": set(BOXES), "iemand": set()}
    for user, boxes in may.items():
        for box in BOXES:
            status = couch.put(box, for_box(envelope, box), user)[0]
            figures.check(f"{user} writes {box}", [] if (status == 201) == (box in boxes) else [f"status {status}"])
    for user, box, status in (("kiosk-007", "cases", 403), ("kiosk-007", "answers", 200), ("balie", "cases", 403), ("iemand", "inbox", 403), (None, "inbox", 401)):
        got = couch.ask("GET", couch.base(box) + "/_all_docs", user=user)[0]
        figures.check(f"{user} reads {box}", [] if got == status else [f"status {got}"])


def try_device(works, couch, figures, envelope, rev):
    victim = envelope
    for way in doors(couch.base("inbox"), victim, rev) + others(couch, envelope):
        figures.check(way[0], went_through(couch, "inbox", victim, [way]))
    for name, document in junk(envelope):
        figures.check("junk: " + name, went_through(couch, "inbox", None, [(name, "PUT", f"{couch.base('inbox')}/{document['id']}", document)]))
    for name, document in (("as it is", fresh(envelope)), ("confirmed", fresh(envelope, clock="confirmed")), ("unconfirmed", fresh(envelope, clock="unconfirmed")),
                           ("by a dead clock", fresh(envelope, queued_on="1970-01-01")), ("by a leap day", fresh(envelope, queued_on="2024-02-29"))):
        status, said = couch.put("inbox", document, "kiosk-007")
        figures.check("no junk: " + name, [] if status == 201 else [f"{status} {said}"])
    for user in (None, "iemand"):
        through = went_through(couch, "inbox", victim, doors(couch.base("inbox"), victim, rev), user)
        figures.check(f"{user or 'nobody'} gets in nowhere", through)


def try_controls(works, couch, figures, envelope):
    found = {}
    for name, rule in (("no rule", None), ("half a rule", OLD_RULE), ("the last version's", LAST_RULE)):
        set_rule(couch, "inbox", rule)
        found[name] = open_doors(couch, envelope)
    taken = [name for name, document in junk(envelope) if couch.put("inbox", document, "kiosk-007")[0] == 201]
    figures.check("control: without the rule", [] if len(found["no rule"]) >= 20 else [str(found["no rule"])])
    figures.check("control: with half a rule", [] if 0 < len(found["half a rule"]) < len(found["no rule"]) and all("replicated" in one for one in found["half a rule"]) else [str(found["half a rule"])])
    low = found["the last version's"]
    figures.check("control: with the last version's", [] if len(low) >= 6 and all(one.rsplit(" ", 1)[1] in ("0", "-1", "-70") for one in low) else [str(low)])
    figures.check("control: junk, with the last version's", [] if len(taken) > 50 else [str(taken)])
    return {name: len(doors) for name, doors in found.items()}


def try_refusal(works, couch, figures, messages):
    """A message that the rule refuses stops no other, and is none of the user's fault."""
    torn = {}
    for name, content in messages.items():
        torn[name] = json.dumps(dict(json.loads(content), later="member"), indent=None).encode()
    device = works.kiosk(messages | {next(iter(torn)): next(iter(torn.values()))}, **couch.settings("kiosk-007"))
    status = device.sync()
    figures.check("one that the rule refuses stops no other", [] if status == 3 and len(device.waiting()) == 1 and "sync.denied" not in device.said + device.out else [f"{status}: {device.said}"])


def main():
    if not os.environ.get("WV_COUCHDB") and not shutil.which("node"):
        print("rights.py: skipped, node is not installed")
        return SKIPPED
    works, couch = Works(*sys.argv[1:4]), Couch()
    try:
        figures, messages = Figures("N4"), works.messages(3)
        administrator = works.kiosk({}, **couch.settings("beheer"))
        device = works.kiosk(messages, **couch.settings("kiosk-007"))
        try_setup(works, couch, figures, administrator, device)
        status = device.sync()
        figures.check("a device creates", [f"status {status}: {device.said}"] if status or device.waiting() else [])
        envelope = json.loads(next(iter(messages.values())))
        try_device(works, couch, figures, envelope, next(iter(couch.leaves("inbox", envelope["id"]))))
        try_roles(couch, figures, envelope)
        try_refusal(works, couch, figures, works.messages(4))
        open_to = try_controls(works, couch, figures, envelope)
        count = len(doors("", envelope, "1-a"))
        return 0 if figures.close(f"cases of rights at {couch.which}", f"; {count} doors shut, of them open with {open_to}") else 1
    finally:
        couch.close()
        works.close()


if __name__ == "__main__":
    sys.exit(main())
