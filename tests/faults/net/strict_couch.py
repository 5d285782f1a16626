"""A CouchDB that knows who asks: users and roles, _security, validate_doc_update (its JavaScript run for real, by node),
revision trees, _bulk_docs with and without new_edits. By CouchDB 3's documentation; what a replicated write is compared
with is read from its source: the revision that it goes on from, and nothing at all when it goes on from none."""
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


class Base:
    def __init__(self):
        self.security, self.documents = dict(NEW_BASE), {}  # id -> {rev: document}: the leaves

    def winner(self, name):
        leaves = self.documents.get(name, {})
        alive = {rev: doc for rev, doc in leaves.items() if not doc.get("_deleted")}
        rev = max(alive or leaves, key=lambda one: (int(one.split("-")[0]), one.split("-")[1]), default=None)
        return rev, leaves.get(rev)


class StrictCouch(Server):
    def __init__(self, users):
        self.users, self.bases = users, {}  # name -> (password, roles)
        self.node = subprocess.Popen(["node", "-e", JUDGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        super().__init__()

    def stop(self):
        super().stop()
        self.node.kill()
        self.node.wait()

    def answer(self, request):
        try:
            status, body = self.say(request)
        except Refused as refused:
            status, body = refused.status, refused.body
        return reply(status, body, [("Server", "CouchDB/3.3.3 (Erlang OTP/24)"), ("Date", email.utils.formatdate(usegmt=True))])

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
            return 200, {"couchdb": "Welcome", "version": "3.3.3"}
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
        admin = server_admin or self.is_one_of(user, base.security["admins"])
        if not admin and not self.is_one_of(user, base.security["members"]):
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
            return 202, {"ok": True}
        if name == "_bulk_docs":
            given = json.loads(request.body)
            results = [self.bulk(base, user, admin, document, given.get("new_edits", True)) for document in given["docs"]]
            return 201, [result for result in results if result]
        if name in ("_all_docs", "_changes"):
            start = json.loads(asked.get("startkey", '""'))
            rows = [(i, *base.winner(i)) for i in sorted(base.documents) if i >= start]
            rows = [{"id": i, "key": i, "value": {"rev": rev}, "doc": dict(doc, _id=i, _rev=rev)} for i, rev, doc in rows if not doc.get("_deleted")]
            rows = rows[int(asked.get("skip", 0)):][: int(asked.get("limit", 10**9))]
            return 200, {"rows": rows} if name == "_all_docs" else {"results": rows if "since" not in asked else [], "last_seq": "1-g", "pending": 0}
        if request.method == "GET":
            rev, document = base.winner(name)
            if document is None or document.get("_deleted"):
                raise Refused(404, "not_found", "missing" if document is None else "deleted")
            return 200, dict(document, _id=name, _rev=rev)
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

    def edited(self, base, user, admin, name, document):
        given = document.pop("_rev", None)
        rev, old = base.winner(name)
        if given != rev and not (given is None and (old is None or old.get("_deleted"))):
            raise Refused(409, "conflict", "Document update conflict.")
        self.judge(base, user, admin, name, document, dict(old, _id=name, _rev=rev) if given and old else None)
        new = f"{int(rev.split('-')[0]) + 1 if rev else 1}-{hashlib.md5(json.dumps(document).encode()).hexdigest()}"
        base.documents[name] = {**{leaf: doc for leaf, doc in base.documents.get(name, {}).items() if leaf != rev}, new: clean(document)}
        return new

    def replicated(self, base, user, admin, name, document):
        generation, _, digest = document["_rev"].partition("-")
        path = document.get("_revisions", {"start": int(generation), "ids": [digest]})
        ancestors = [f"{path['start'] - at}-{one}" for at, one in enumerate(path["ids"])]
        leaves = base.documents.setdefault(name, {})
        from_here = next((rev for rev in ancestors[1:] if rev in leaves), None)
        if document["_rev"] in leaves:
            return None
        self.judge(base, user, admin, name, dict(document, _revisions=path), dict(leaves[from_here], _id=name) if from_here else None)
        leaves.pop(from_here, None)
        leaves[document["_rev"]] = clean(document)
        return None


def clean(document):
    return {key: value for key, value in document.items() if not key.startswith("_") or key == "_deleted"}
