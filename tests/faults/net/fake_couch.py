"""What CouchDB 3 says, by its own documentation, where pouchdb-server differs or can't be made to say it:
401, 403 from validate_doc_update, 404 without a database, 409, 412, 413, 415. In memory."""
import base64
import hashlib
import json
import urllib.parse

from wire import Server, reply

LIMIT = 8_000_000  # max_document_size


class FakeCouch(Server):
    def __init__(self, boxes=("inbox", "answers", "published", "cases"), user=None, password=None, ssl=None, greet=None, host="127.0.0.1"):
        self.bases = {box: {} for box in boxes}  # box -> id -> (rev, document)
        self.user, self.password = user, password
        self.behaviour = None  # request -> Reply, or None for the normal one
        self.puts = 0
        super().__init__(ssl=ssl, greet=greet, host=host)

    def answer(self, request):
        said = self.behaviour(request) if self.behaviour else None
        return said or self.normal(request)

    def normal(self, request):
        status, body = self.say(request)
        return reply(status, body, [("Server", "CouchDB/3.3.3 (Erlang OTP/24)"), ("Cache-Control", "must-revalidate")])

    def say(self, request):
        if self.user and request.headers.get("authorization", "") != "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode():
            if "authorization" in request.headers:
                return 401, {"error": "unauthorized", "reason": "Name or password is incorrect."}
            return 401, {"error": "unauthorized", "reason": "You are not authorized to access this db."}
        path, _, query = request.path.partition("?")
        parts = [urllib.parse.unquote(part) for part in path.strip("/").split("/") if part]
        if not parts:
            return 200, {"couchdb": "Welcome", "version": "3.3.3"}
        base = self.bases.get(parts[0])
        if len(parts) == 1 and request.method == "PUT":
            if base is not None:
                return 412, {"error": "file_exists", "reason": "The database could not be created, the file already exists."}
            self.bases[parts[0]] = {}
            return 201, {"ok": True}
        if base is None:
            return 404, {"error": "not_found", "reason": "Database does not exist."}
        if len(parts) == 1:
            return 200, {"db_name": parts[0], "doc_count": len(base)}
        if parts[1] == "_changes":
            since = urllib.parse.parse_qs(query).get("since", ["0-"])[0].split("-")[0]
            since = len(base) if since == "now" else int(since)
            rows = [{"seq": f"{at}-g1AAAA", "id": i, "changes": [{"rev": rev}], "doc": dict(doc, _id=i, _rev=rev)}
                    for at, (i, (rev, doc)) in enumerate(base.items(), 1) if at > since]
            return 200, {"results": rows, "last_seq": f"{len(base)}-g1AAAA", "pending": 0}
        if parts[1] == "_all_docs":
            rows = [{"id": i, "key": i, "value": {"rev": rev}, "doc": dict(doc, _id=i, _rev=rev)} for i, (rev, doc) in sorted(base.items())]
            return 200, {"total_rows": len(rows), "offset": 0, "rows": rows}
        if request.method == "PUT":
            return self.put(request, base, "/".join(parts[1:]))
        if request.method in ("GET", "HEAD"):
            found = base.get("/".join(parts[1:]))
            if found is None:
                return 404, {"error": "not_found", "reason": "missing"}
            return 200, dict(found[1], _id=parts[1], _rev=found[0])
        return 405, {"error": "method_not_allowed", "reason": "Only DELETE,GET,HEAD,POST,PUT,COPY allowed"}

    def put(self, request, base, name):
        self.puts += 1
        if len(request.body) > LIMIT:
            return 413, {"error": "document_too_large", "reason": name}
        try:
            document = json.loads(request.body)
        except ValueError:
            return 400, {"error": "bad_request", "reason": "invalid UTF-8 JSON"}
        if not isinstance(document, dict):
            return 400, {"error": "bad_request", "reason": "Document must be a JSON object"}
        if any(key.startswith("_") and key not in ("_id", "_rev") for key in document):
            return 400, {"error": "doc_validation", "reason": "Bad special document member"}
        if name in base and document.get("_rev") != base[name][0]:
            return 409, {"error": "conflict", "reason": "Document update conflict."}
        if name in base:
            return 403, {"error": "forbidden", "reason": "create only"}
        rev = "1-" + hashlib.md5(request.body).hexdigest()
        base[name] = (rev, {k: v for k, v in document.items() if not k.startswith("_")})
        return 201, {"ok": True, "id": name, "rev": rev}
