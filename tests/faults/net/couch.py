"""The CouchDB that a test speaks to: a real one where WV_COUCHDB names it (http://admin:password@127.0.0.1:5984/, a
server administrator of a server for tests: databases beginning with wv_test_ and users of those names are made and
removed), else strict_couch.py in this process. Both are looked at through HTTP alone, so that a test can't see more of
the one than of the other."""
import base64
import json
import os
import secrets
import urllib.error
import urllib.parse
import urllib.request

from strict_couch import StrictCouch

BOXES = ("inbox", "answers", "published", "cases")
USERS = {"kiosk-007": ("geheim", ["wijkverbinder"]), "balie": ("balie1", ["wijkverbinder-office"]),
         "team": ("team1", ["wijkverbinder-team"]), "iemand": ("iets", ["krant"])}


class Couch:
    def __init__(self):
        self.given, self.fake = os.environ.get("WV_COUCHDB"), None
        self.prefix = f"wv_test_{secrets.token_hex(4)}_"
        if self.given:
            parts = urllib.parse.urlsplit(self.given)
            self.url = f"{parts.scheme}://{parts.hostname}:{parts.port or 5984}"
            self.users = {"beheer": (urllib.parse.unquote(parts.password or ""), ["_admin"])}
            self.logins = {"beheer": urllib.parse.unquote(parts.username or "")}
        else:
            self.users, self.logins = {"beheer": ("sleutel", ["_admin"])}, {"beheer": "beheer"}
            self.fake = StrictCouch({**self.users, **USERS})
            self.url = self.fake.url
        for name, (password, roles) in USERS.items():
            self.users[name], self.logins[name] = (password, roles), (self.prefix + name if self.given else name)
            if self.given:
                self.ask("PUT", f"/_users/org.couchdb.user:{self.logins[name]}", {"type": "user", "name": self.logins[name], "password": password, "roles": roles})
        self.which = "the real " + self.ask("GET", "/")[1]["version"] if self.given else "strict_couch.py"

    def close(self):
        if self.fake:
            return self.fake.stop()
        for name in self.ask("GET", "/_all_dbs")[1]:
            if name.startswith(self.prefix):
                self.ask("DELETE", f"/{name}")
        for name in USERS:
            path = f"/_users/org.couchdb.user:{self.logins[name]}"
            self.ask("DELETE", f"{path}?rev={self.ask('GET', path)[1].get('_rev')}")

    def settings(self, user):
        return {"type": "couchdb", "url": self.url, "prefix": self.prefix, "user": self.logins[user], "password": self.users[user][0]}

    def ask(self, method, path, body=None, user="beheer"):
        headers = {"Content-Type": "application/json"}
        if user:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{self.logins[user]}:{self.users[user][0]}".encode()).decode()
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=180) as said:
                return said.status, json.load(said)
        except urllib.error.HTTPError as said:
            text = said.read()
            return said.code, json.loads(text) if text[:1] in b"{[" and text else {}

    def base(self, box):
        return f"/{self.prefix}{box}"

    def put(self, box, document, user="beheer"):
        return self.ask("PUT", f"{self.base(box)}/{document['id']}", document, user)

    def leaves(self, box, name):
        """{rev: document} of every leaf that is alive."""
        found = self.ask("GET", f"{self.base(box)}/{name}?conflicts=true")[1]
        if "_rev" not in found:
            return {}
        others = [rev for rev in found.pop("_conflicts", [])]
        return {found["_rev"]: found, **{rev: {} for rev in others}}

    def alive(self, box):
        return {row["id"] for row in self.ask("GET", self.base(box) + "/_all_docs")[1]["rows"] if not row["id"].startswith("_")}

    def state(self):
        """Whatever a write could change: the databases, who enters them, and every leaf of every document."""
        found = {}
        for name in self.ask("GET", "/_all_dbs")[1]:
            if name.startswith(self.prefix) or self.fake:
                rows = self.ask("GET", f"/{name}/_changes?style=all_docs")[1]["results"]
                found[name] = (self.ask("GET", f"/{name}/_security")[1], {row["id"]: sorted(change["rev"] for change in row["changes"]) for row in rows})
        return found
