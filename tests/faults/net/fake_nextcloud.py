"""Nextcloud's WebDAV by its own published rules, as far as a device meets them. In memory. Each rule names its source:
NC is github.com/nextcloud/server, SABRE github.com/sabre-io/dav."""
import base64
import time
import urllib.parse
from email.utils import formatdate

from wire import Server, reply

BASE = "/remote.php/dav/files/kiosk-007/"


class FakeNextcloud(Server):
    def __init__(self, ssl=None, quota=None, user="kiosk-007", password="geheim"):
        self.folders, self.files = {""}, {}  # path -> (bytes, time)
        self.quota, self.user, self.password = quota, user, password
        self.locked = set()
        self.refuses_all = None  # a status that meets every PUT
        super().__init__(ssl=ssl)

    def error(self, status, name, message):
        body = f'<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>{name}</s:exception><s:message>{message}</s:message></d:error>'
        return reply(status, body, [("Content-Type", "application/xml; charset=utf-8")])

    def invalid(self, path):
        """NC lib/private/Files/FilenameValidator.php (getForbiddenExtensions: .filepart by default, .part always;
        getForbiddenFilenames: .htaccess; FILENAME_INVALID_CHARS; 250 letters), answered by
        NC apps/dav/lib/Connector/Sabre/Exception/InvalidPath.php: 400."""
        name = path.rsplit("/", 1)[-1].lower()
        if name.endswith((".part", ".filepart")) or name == ".htaccess" or "\\" in name or len(name) > 250 or any(ord(c) < 32 for c in name):
            return self.error(400, r"OCA\DAV\Connector\Sabre\Exception\InvalidPath", f'"{name}" is a forbidden file or folder name.')
        return None

    def path_of(self, text):
        """SABRE lib/DAV/Server.php, calculateUri: of an absolute address only the path counts; outside of the base 403."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(text).path if "://" in text else text)
        return path[len(BASE):].strip("/") if (path + "/").startswith(BASE) else None

    def answer(self, request):
        expected = "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        if request.headers.get("authorization") != expected:
            return self.error(401, r"Sabre\DAV\Exception\NotAuthenticated", "Cannot authenticate over ajax calls")
        path = self.path_of(request.path)
        if path is None:
            return self.error(403, r"Sabre\DAV\Exception\Forbidden", "out of base uri")
        said = getattr(self, "do_" + request.method, lambda *_: self.error(501, r"Sabre\DAV\Exception\NotImplemented", "no handler"))
        return said(request, path)

    def parent_there(self, path):
        return path.rpartition("/")[0] in self.folders

    def do_MKCOL(self, request, path):
        # SABRE lib/DAV/Server.php, createCollection: 405 when it exists, 409 without the parent
        if path in self.folders or path in self.files:
            return self.error(405, r"Sabre\DAV\Exception\MethodNotAllowed", "The resource you tried to create already exists")
        if not self.parent_there(path):
            return self.error(409, r"Sabre\DAV\Exception\Conflict", "Parent node does not exist")
        self.folders.add(path)
        return reply(201)

    def do_PUT(self, request, path):
        if self.refuses_all:
            return self.error(self.refuses_all, r"Sabre\DAV\Exception\BadRequest", "a fault of the server's own")
        if not self.parent_there(path):
            return self.error(409, r"Sabre\DAV\Exception\Conflict", "Files can only be created as children of collections")
        wrong = self.invalid(path)
        if wrong:
            return wrong
        if path in self.locked:  # NC apps/dav/lib/Connector/Sabre/Exception/FileLocked.php: 423
            return self.error(423, r"OCA\DAV\Connector\Sabre\Exception\FileLocked", f'"{path}" is locked')
        used = sum(len(content) for content, _ in self.files.values())
        if self.quota is not None and used + len(request.body) > self.quota:  # NC apps/dav/lib/Connector/Sabre/QuotaPlugin.php: 507
            return self.error(507, r"Sabre\DAV\Exception\InsufficientStorage", "Insufficient space")
        status = 204 if path in self.files else 201
        self.files[path] = (request.body, time.time())
        return reply(status)

    def do_MOVE(self, request, path):
        # SABRE lib/DAV/Server.php, getCopyAndMoveInfo: 403 outside, 409 without the parent, 412 when it is there and
        # Overwrite is F; CorePlugin.php, httpMove: 204 over an existing one, else 201
        to = self.path_of(request.headers["destination"])
        if to is None:
            return self.error(403, r"Sabre\DAV\Exception\Forbidden", "out of base uri")
        if path not in self.files:
            return self.error(404, r"Sabre\DAV\Exception\NotFound", "File not found")
        if not self.parent_there(to):
            return self.error(409, r"Sabre\DAV\Exception\Conflict", "The destination node is not found")
        wrong = self.invalid(to)
        if wrong:
            return wrong
        if to in self.files and request.headers.get("overwrite", "T") == "F":
            return self.error(412, r"Sabre\DAV\Exception\PreconditionFailed", "The destination node already exists, and the overwrite header is set to false")
        status = 204 if to in self.files else 201
        self.files[to] = self.files.pop(path)
        return reply(status)

    def do_GET(self, request, path):
        if path not in self.files:
            return self.error(404, r"Sabre\DAV\Exception\NotFound", "File not found")
        return reply(200, self.files[path][0], [("Content-Type", "application/json")])

    def do_DELETE(self, request, path):
        return reply(204) if self.files.pop(path, None) else self.error(404, r"Sabre\DAV\Exception\NotFound", "File not found")

    def do_PROPFIND(self, request, path):
        if path not in self.folders:
            return self.error(404, r"Sabre\DAV\Exception\NotFound", "File not found")
        rows = [(path + "/", None)]
        if request.headers.get("depth") != "0":
            rows += [(name, at) for name, (_, at) in self.files.items() if name.rpartition("/")[0] == path]
        xml = "".join(f"<d:response><d:href>{urllib.parse.quote(BASE + name)}</d:href><d:propstat><d:prop>"
                      + (f"<d:getlastmodified>{formatdate(at, usegmt=True)}</d:getlastmodified>" if at else "") + "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
                      for name, at in rows)
        return reply(207, f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{xml}</d:multistatus>',
                     [("Content-Type", "application/xml; charset=utf-8"), ("Date", formatdate(usegmt=True))])
