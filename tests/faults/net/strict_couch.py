"""A CouchDB that knows who asks: users and roles, _security, validate_doc_update (its JavaScript run for real, by node),
revision trees, _bulk_docs with and without new_edits, bodies that stay on its disk until it compacts. Each rule follows
the source of Apache CouchDB 3.5.0, named beside it; where a real one can be had, `couch.py` asks both the same."""
import base64
import email.utils
import hashlib
import json
import subprocess
import urllib.parse

from wire import Server, reply

JUDGE = r"""
const vm = require('vm'), lines = require('readline').createInterface({input: process.stdin});
lines.on('line', (line) => {
  const [source, ...given] = JSON.parse(line);
  let said = null;
  try { vm.runInNewContext('(' + source + ')')(...given); }
  catch (thrown) { said = thrown.forbidden ? [403, 'forbidden', thrown.forbidden] : thrown.unauthorized ? [401, 'unauthorized', thrown.unauthorized] : [500, 'error', String(thrown)]; }
  console.log(JSON.stringify(said));
});
"""
NEW_BASE = {"admins": {"names": [], "roles": ["_admin"]}, "members": {"names": [], "roles": ["_admin"]}}


class Refused(Exception):
    def __init__(self, status, error, reason):
        self.status, self.body = status, {"error": error, "reason": reason}


def generation(rev):
    return int(rev.rpartition("-")[0])


class Base:
    def __init__(self):
        self.security, self.documents = dict(NEW_BASE), {}  # id -> {rev: document}: the leaves
        self.bodies = {}  # (id, rev) -> document: what a reader with ?rev= still gets
        self.order = {}  # id -> when it was written last, counted: the sequence that _changes tells
        self.writes = 0
        self.running, self.compactions = 0, 0  # looks that say compact_running; how often it ran

    def winner(self, name):  # couch_doc.erl, to_doc_info_path: not deleted first, then the highest revision
        leaves = self.documents.get(name, {})
        rev = max(leaves, key=lambda one: (not leaves[one].get("_deleted"), generation(one), one.rpartition("-")[2]), default=None)
        return rev, leaves.get(rev)

    def conflicts(self, name):
        winning, leaves = self.winner(name)[0], self.documents.get(name, {})
        return [rev for rev, doc in leaves.items() if rev != winning and not doc.get("_deleted")]

    def set(self, name, rev, document, gone=None):
        leaves = {leaf: doc for leaf, doc in self.documents.get(name, {}).items() if leaf != gone}
        self.documents[name] = {**leaves, rev: document}
        self.writes += 1
        self.order[name] = self.writes
        self.bodies[name, rev] = document

    def compact(self):  # couch_bt_engine_compactor.erl copies the leaves, and of what they follow on the numbers alone
        self.compactions += 1
        self.bodies = {(name, rev): doc for (name, rev), doc in self.bodies.items() if rev in self.documents.get(name, {})}


class StrictCouch(Server):
    def __init__(self, users):
        self.users, self.bases = users, {}  # name -> (password, roles)
        self.behaviour = None  # request -> Reply, or None for the normal one
        self.away = []  # nodes of the cluster that don't answer
        self.looks_running = 1  # how often a database says compact_running after it was asked
        self.node = subprocess.Popen(["node", "-e", JUDGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        super().__init__()

    def stop(self):
        super().stop()
        self.node.kill()
        self.node.wait()

    def answer(self, request):
        said = self.behaviour(request) if self.behaviour else None
        if said:
            return said
        try:
            status, body = self.say(request)
        except Refused as refused:
            status, body = refused.status, refused.body
        return reply(status, body, [("Server", "CouchDB/3.5.0 (Erlang OTP/25)"), ("Date", email.utils.formatdate(usegmt=True))])

    def who(self, request):
        given = request.headers.get("authorization", "")
        if not given:
            return {"name": None, "roles": []}
        name, _, password = base64.b64decode(given.split(" ")[1]).decode().partition(":")
        known = self.users.get(name)
        if not known or known[0] != password:
            raise Refused(401, "unauthorized", "Name or password is incorrect.")
        return {"name": name, "roles": known[1]}

    @staticmethod
    def is_one_of(user, group):
        return user["name"] in group["names"] or set(user["roles"]) & set(group["roles"])

    def say(self, request):
        user = self.who(request)
        server_admin = "_admin" in user["roles"]
        path, _, query = request.path.partition("?")
        asked = {key: values[0] for key, values in urllib.parse.parse_qs(query).items()}
        parts = [urllib.parse.unquote(part) for part in path.strip("/").split("/") if part]
        if not parts:
            return 200, {"couchdb": "Welcome", "version": "3.5.0"}
        if parts[0] == "_all_dbs":
            return 200, sorted(self.bases)
        if parts[0] == "_active_tasks":  # chttpd_misc.erl, handle_task_status_req: an administrator's
            return (200, []) if server_admin else (401, {"error": "unauthorized", "reason": "You are not a server admin."})
        if parts[0] == "_membership":  # mem3_httpd.erl
            return 200, {"all_nodes": ["a@127.0.0.1"], "cluster_nodes": ["a@127.0.0.1", *self.away]}
        base = self.bases.get(parts[0])
        if len(parts) == 1 and request.method in ("PUT", "DELETE"):
            if not server_admin:
                raise Refused(401, "unauthorized", "You are not a server admin.")
            if request.method == "DELETE":
                return (200, {"ok": True}) if self.bases.pop(parts[0], None) else (404, {"error": "not_found"})
            if base:
                raise Refused(412, "file_exists", "The database could not be created, the file already exists.")
            self.bases[parts[0]] = Base()
            return 201, {"ok": True}
        if base is None:
            raise Refused(404, "not_found", "Database does not exist.")
        admin = server_admin or self.is_one_of(user, {"names": [], "roles": [], **base.security.get("admins", {})})
        members = {"names": [], "roles": [], **base.security.get("members", {})}
        public = not members["names"] and not members["roles"]  # couch_db.erl, is_public_db
        if not admin and not public and not self.is_one_of(user, members):
            raise Refused(401 if user["name"] is None else 403, "unauthorized" if user["name"] is None else "forbidden", "You are not allowed to access this db.")
        return self.in_base(request, base, user, admin, "/".join(parts[1:]), asked)

    def in_base(self, request, base, user, admin, name, asked):
        if name == "_security":
            if request.method == "GET":
                return 200, base.security
            if not admin:
                raise Refused(401, "unauthorized", "You are not a db or server admin.")
            base.security = json.loads(request.body)
            return 200, {"ok": True}
        if name == "_compact":
            if not admin:
                raise Refused(401, "unauthorized", "You are not a db or server admin.")
            base.running = self.looks_running
            return 202, {"ok": True}
        if not name:  # fabric_db_info.erl; a compaction goes on beside, and is done when it no longer runs
            running = base.running > 0
            base.running -= running
            if running and base.running == 0:
                base.compact()
            return 200, {"db_name": "", "doc_count": sum(not base.winner(i)[1].get("_deleted") for i in base.documents), "compact_running": running}
        if name == "_bulk_docs":
            given = json.loads(request.body)
            if given.get("new_edits") is False:  # chttpd_db.erl: first every one is read, then they are judged one by one
                given["docs"] = [dict(document, **path_of(document)) for document in given["docs"]]
            results = [self.bulk(base, user, admin, document, given.get("new_edits", True)) for document in given["docs"]]
            return 201, [result for result in results if result]
        if name == "_changes":
            last = max(base.order.values(), default=0)
            since = last if asked.get("since") == "now" else int(asked.get("since", "0-").split("-")[0])
            rows = [{"seq": f"{at}-g", "id": i, "changes": [{"rev": rev} for rev in (base.documents[i] if asked.get("style") == "all_docs" else [base.winner(i)[0]])],
                     **({"doc": self.with_conflicts(base, i, {})} if asked.get("include_docs") == "true" else {}),
                     **({"deleted": True} if base.winner(i)[1].get("_deleted") else {})}
                    for i, at in sorted(base.order.items(), key=lambda one: one[1]) if at > since][: int(asked.get("limit", 10**9))]
            return 200, {"results": rows, "last_seq": rows[-1]["seq"] if rows else f"{last}-g", "pending": 0}
        if name == "_all_docs" and request.method == "POST":
            keys = json.loads(request.body)["keys"]
            gone = {i for i in keys if (base.winner(i)[1] or {}).get("_deleted")}
            return 200, {"total_rows": len(base.documents), "rows": [
                {"key": i, "error": "not_found"} if i not in base.documents else
                {"id": i, "key": i, "value": {"rev": base.winner(i)[0], **({"deleted": True} if i in gone else {})},
                 "doc": None if i in gone else self.with_conflicts(base, i, {})} for i in keys]}
        if name == "_all_docs":
            start = json.loads(asked.get("startkey", '""'))
            rows = [{"id": i, "key": i, "value": {"rev": base.winner(i)[0]}, "doc": self.with_conflicts(base, i, asked)}
                    for i in sorted(base.documents) if i >= start and not base.winner(i)[1].get("_deleted")]
            return 200, {"total_rows": len(rows), "rows": rows[int(asked.get("skip", 0)):][: int(asked.get("limit", 10**9))]}
        if request.method == "GET" and "rev" in asked:
            document = base.bodies.get((name, asked["rev"]))
            if document is None:
                raise Refused(404, "not_found", "missing")
            return 200, dict(document, _id=name, _rev=asked["rev"])
        if request.method == "GET":
            rev, document = base.winner(name)
            if document is None or document.get("_deleted"):
                raise Refused(404, "not_found", "missing" if document is None else "deleted")
            return 200, self.with_conflicts(base, name, asked)
        if name.startswith("_local/"):  # couch_db.erl, validate_doc_update: no rule is asked about these
            return 201, {"ok": True, "id": name, "rev": "0-1"}
        attachment = name.count("/") > (1 if name.startswith("_design/") else 0)
        if attachment:
            name, _, file = name.rpartition("/")
            document = dict(base.winner(name)[1] or {}, _attachments={file: {"stub": False}})
        elif request.method == "DELETE":
            document = {"_deleted": True}
        else:
            document = json.loads(request.body)
        if "rev" in asked:
            document["_rev"] = asked["rev"]
        if asked.get("new_edits") != "false" and "_rev" in document:
            parse_rev(document["_rev"])
        if asked.get("new_edits") == "false":
            document.update(path_of(document))
        if asked.get("new_edits") == "false":
            self.replicated(base, user, admin, name, document)
            return 201, {"ok": True, "id": name, "rev": document["_rev"]}
        return 200 if request.method == "DELETE" else 201, {"ok": True, "id": name, "rev": self.edited(base, user, admin, name, document)}

    def bulk(self, base, user, admin, document, new_edits):
        try:
            if not new_edits:
                return self.replicated(base, user, admin, document["_id"], document)
            return {"ok": True, "id": document["_id"], "rev": self.edited(base, user, admin, document["_id"], document)}
        except Refused as refused:
            return {"id": document["_id"], **refused.body}

    def judge(self, base, user, admin, name, new, old):
        if name.startswith("_design/"):
            if not admin:
                raise Refused(401 if user["name"] is None else 403, "forbidden", "You are not a db or server admin.")
            return
        for rule, leaves in base.documents.items():
            source = base.winner(rule)[1].get("validate_doc_update") if rule.startswith("_design/") and leaves else None
            if not source:
                continue
            self.node.stdin.write(json.dumps([source, dict(new, _id=name), old, dict(user, db="a"), base.security]) + "\n")
            self.node.stdin.flush()
            said = json.loads(self.node.stdout.readline())
            if said:
                raise Refused(*said)

    @staticmethod
    def with_conflicts(base, name, asked):
        rev, document = base.winner(name)
        others = base.conflicts(name) if asked.get("conflicts") == "true" else []
        return dict(document, _id=name, _rev=rev, **({"_conflicts": others} if others else {}))

    # couch_db.erl, prep_and_validate_update: without a revision a new document, or one that was deleted, and then the
    # rule sees no old one; with one it has to be a leaf.
    def edited(self, base, user, admin, name, document):
        given = document.pop("_rev", None)
        document.pop("_revisions", None)
        rev, old = base.winner(name)
        if given and given not in base.documents.get(name, {}) or not given and old is not None and not old.get("_deleted"):
            raise Refused(409, "conflict", "Document update conflict.")
        rev, old = (given, base.documents[name][given]) if given else (rev, None)
        self.judge(base, user, admin, name, dict(document, _rev=given, _revisions=path_of({"_rev": given})["_revisions"]) if given else document,
                   dict(old, _id=name, _rev=rev) if old else None)
        new = f"{generation(rev) + 1 if rev else 1}-{hashlib.md5(json.dumps(document).encode()).hexdigest()}"
        base.set(name, new, clean(document), rev)
        return new

    # couch_db.erl, prep_and_validate_replicated_updates: what is new as a leaf is judged beside the revision that it goes
    # on from, and beside nothing when none of those is there. Any number may be the first, 0 and less too.
    def replicated(self, base, user, admin, name, document):
        path, leaves = document["_revisions"], base.documents.get(name, {})
        revisions = [f"{path['start'] - at}-{one}" for at, one in enumerate(path["ids"])]
        document = dict(document, _rev=revisions[0])
        if revisions[0] in leaves:
            return None
        from_here = next((rev for rev in revisions[1:] if rev in leaves), None)
        self.judge(base, user, admin, name, document, dict(leaves[from_here], _id=name) if from_here else None)
        base.set(name, revisions[0], clean(document), from_here)
        return None


def parse_rev(rev):  # couch_doc.erl, parse_rev: the number ends at the first hyphen, so that none is below 0
    number, hyphen, digest = rev.partition("-")
    if not hyphen or not number.lstrip("+").isdigit():
        raise Refused(400, "bad_request", "Invalid rev format")
    return int(number), digest


def path_of(document):  # couch_doc.erl, transfer_fields: _revisions goes before _rev, and its start is any whole number
    path = document.get("_revisions")
    if path is None and "_rev" in document:
        start, digest = parse_rev(document["_rev"])
        path = {"start": start, "ids": [digest]}
    if not path or not path["ids"]:
        raise Refused(400, "bad_request", "When `new_edits: false`, the document needs `_rev` or `_revisions` specified")
    return {"_revisions": path, "_rev": f"{path['start']}-{path['ids'][0]}"}


def clean(document):
    return {key: value for key, value in document.items() if not key.startswith("_") or key == "_deleted"}
