#!/usr/bin/env python3
"""replies.py PROGRAM FILL ROOT [--all]: N1 and N4. Whatever a server, a portal or a broken line answers, `sync
--once` removes a message only when the server really has it; the rest stays, byte for byte, and is told.
--all also waits for the time-outs. The negative control runs gullible.py, which believes every 2xx."""
import gzip
import json
import os
import socket
import stat
import sys

from fake_couch import FakeCouch
from kiosk import Figures, Works
from wire import Reply, Server, reply

HTML = "<!DOCTYPE html><html><head><title>Welkom op ons wifi</title></head><body>Log in</body></html>"
OTHER = Server(lambda request: reply(201, {"ok": True, "id": request.path.split("/")[-1], "rev": "1-a"}))


def id_of(request):
    return request.path.split("?")[0].split("/")[-1]


def only(method, said):
    """The reply to this method; everything else is answered as CouchDB does."""
    return lambda request: said(request) if request.method == method else None


def puts(*args, **more):
    return only("PUT", lambda request: reply(*args, **more))


def puts_raw(data, then="close"):
    return only("PUT", lambda request: Reply(data, then))


def ok_for(request, **change):
    return {**{"ok": True, "id": id_of(request), "rev": "1-0a"}, **change}


def put_says(status, change):
    return only("PUT", lambda request: reply(status, ok_for(request, **change)))


def all_say(status, body=b"", headers=()):
    return lambda request: reply(status, body, headers)


def stored_then(server, said):
    """The server keeps it, and says something else."""
    def answer(request):
        if request.method != "PUT":
            return None
        server.say(request)
        return said(request)
    return answer


def other_there(server):
    def answer(request):
        if request.method == "PUT" and id_of(request) not in server.bases["inbox"]:
            server.bases["inbox"][id_of(request)] = ("1-0b", {"format": "wijkverbinder-envelope/1", "id": id_of(request), "jwe": {}})
        return None
    return answer


def bomb():
    return gzip.compress(b" " * 50_000_000)


# name, what the server does, and what may come of it: waits, sent, parked; a word that must be told.
def cases(server):
    bad = [(f"status {code}", puts(code, {"error": "no", "reason": "no"}), "waits") for code in
           (203, 206, 300, 304, 402, 405, 406, 407, 408, 410, 411, 412, 414, 415, 417, 418, 421, 423, 424, 425, 426, 428, 429, 431, 451,
            500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 599)]
    return bad + [
        ("the normal reply", lambda request: None, "sent"),
        ("stored, and 201 empty", stored_then(server, lambda r: reply(201)), "sent"),
        ("stored, and 201 garbage", stored_then(server, lambda r: reply(201, b"\x00\xff{{{")), "sent"),
        ("stored, and 201 for another", stored_then(server, lambda r: reply(201, ok_for(r, id="x"))), "sent"),
        ("stored, and 200", stored_then(server, lambda r: reply(200, ok_for(r))), "waits"),
        ("stored, and 202", stored_then(server, lambda r: reply(202, ok_for(r))), "waits or sent"),
        ("stored, and 500", stored_then(server, lambda r: reply(500, {"error": "x"})), "waits"),
        ("stored, and the line breaks", stored_then(server, lambda r: Reply(b"", "reset")), "waits"),
        ("another there: 409", other_there(server), "parked"),
        ("409, and nothing there", puts(409, {"error": "conflict"}), "waits"),
        ("409, and a portal", lambda r: reply(409, {"error": "conflict"}) if r.method == "PUT" else reply(200, HTML, [("Content-Type", "text/html")]), "waits"),
        ("409, and garbage", lambda r: reply(409, {"error": "conflict"}) if r.method == "PUT" else reply(200, b"{"), "waits"),
        ("409, and half of it", lambda r: reply(409, {}) if r.method == "PUT" else Reply(server.normal(r).data[:400], "close"), "waits"),
        ("201 without ok", put_says(201, {"ok": False}), "waits"),
        ("201 without a rev", put_says(201, {"rev": ""}), "waits"),
        ("201 with a number as rev", put_says(201, {"rev": 1}), "waits"),
        ("201 with a wrong id", put_says(201, {"id": "b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab"}), "waits"),
        ("201 with ok as text", put_says(201, {"ok": "true"}), "waits"),
        ("201 with a list", puts(201, [True]), "waits"),
        ("201 empty", puts(201), "waits"),
        ("201 garbage", puts(201, b"\xff\xfe\x00\x01"), "waits"),
        ("201 deep nesting", puts(201, b"[" * 100_000), "waits"),
        ("201 a page", puts(201, HTML, [("Content-Type", "text/html")]), "waits"),
        ("200 a page, for everything", all_say(200, HTML, [("Content-Type", "text/html")]), "waits"),
        ("200 a page called JSON", all_say(200, HTML, [("Content-Type", "application/json")]), "waits"),
        ("200 and ok", put_says(200, {}), "waits"),
        ("202", put_says(202, {}), "waits"),
        ("204", puts(204), "waits"),
        ("status 400", puts(400, {"error": "bad_request"}), "waits"),
        ("status 413", puts(413, {"error": "document_too_large"}), "waits"),
        ("status 422", puts(422, {"error": "unprocessable"}), "waits"),
        ("status 401", all_say(401, {"error": "unauthorized"}), "waits"),
        ("status 403", puts(403, {"error": "forbidden"}), "waits"),
        ("status 404", puts(404, {"error": "not_found"}), "waits"),
        ("429, later", puts(429, {}, [("Retry-After", "3600")]), "waits"),
        ("429, in the year 2099", puts(429, {}, [("Retry-After", "Thu, 01 Jan 2099 00:00:00 GMT")]), "waits"),
        ("429, nonsense", puts(429, {}, [("Retry-After", "-1e999")]), "waits"),
        ("503, huge", puts(503, {}, [("Retry-After", "9" * 400)]), "waits"),
    ] + [(f"{code} to {where}", only("PUT", lambda r, code=code, to=to: reply(code, b"", [("Location", to + r.path)])), "waits")
         for code in (301, 302, 303, 307, 308) for where, to in (("another host", OTHER.url), ("itself", ""))] + [
        ("no HTTP at all", puts_raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "waits"),
        ("an empty line", puts_raw(b"\r\n\r\n"), "waits"),
        ("HTTP/0.9", puts_raw(b'{"ok":true}'), "waits"),
        ("status 999", puts_raw(b"HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\n{}"), "waits"),
        ("status 99", puts_raw(b"HTTP/1.1 99 What\r\nContent-Length: 2\r\n\r\n{}"), "waits"),
        ("status abc", puts_raw(b"HTTP/1.1 abc\r\n\r\n"), "waits"),
        ("nothing, and closed", puts_raw(b""), "waits"),
        ("nothing, and reset", puts_raw(b"", "reset"), "waits"),
        ("shorter than promised", puts_raw(b"HTTP/1.1 201 Created\r\nContent-Length: 5000\r\n\r\n{\"ok\":true}"), "waits"),
        ("a negative length", puts_raw(b"HTTP/1.1 201 Created\r\nContent-Length: -5\r\n\r\n{}"), "waits"),
        ("a huge length", puts_raw(b"HTTP/1.1 201 Created\r\nContent-Length: 99999999999999999999\r\n\r\n{}"), "waits"),
        ("a broken chunk", puts_raw(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}"), "waits"),
        ("chunks that stop", puts_raw(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ok"), "waits"),
        ("a zero byte in a header", puts_raw(b"HTTP/1.1 201 Created\r\nX-A: \0b\r\nContent-Length: 2\r\n\r\n{}"), "waits"),
        ("a header without end", puts_raw(b"HTTP/1.1 201 Created\r\nX-A: " + b"a", "endless"), "waits"),
        ("a body without end", puts_raw(b"HTTP/1.1 201 Created\r\n\r\n ", "endless"), "waits"),
        ("a large body", puts(201, b" " * 30_000_000), "waits"),
        ("a gzip bomb", only("PUT", lambda r: reply(201, bomb(), [("Content-Encoding", "gzip"), ("Content-Type", "application/json")])), "waits"),
        ("another protocol", puts_raw(b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"), "waits"),
        ("continue, and nothing", puts_raw(b"HTTP/1.1 100 Continue\r\n\r\n"), "waits"),
        ("continue, then ok", stored_then(server, lambda r: Reply(b"HTTP/1.1 100 Continue\r\n\r\n" + reply(201, ok_for(r)).data)), "sent"),
        ("a date of 1970", stored_then(server, lambda r: reply(201, ok_for(r), [("Date", "Thu, 01 Jan 1970 00:00:00 GMT")])), "sent"),
    ]


def looked_at(kiosk, server, status, expected):
    """What doesn't hold: always, and of what was expected."""
    stored = {f"{i}.json": doc for i, (_, doc) in server.bases["inbox"].items()}
    faults = [f"LOST {name}" for name in kiosk.lost()] + [f"LOST, said to be sent: {name}" for name in kiosk.sent_without(stored)]
    if status not in (0, 3):
        faults.append(f"exit status {status}")
    if status == 3 and kiosk.said.count("\n") != 1:
        faults.append(f"{kiosk.said.count(chr(10))} lines on stderr")
    if status == 0 and kiosk.waiting():
        faults.append("status 0, and something waits")
    count = len(kiosk.messages)
    came = "sent" if len(kiosk.sent()) == count else "parked" if len(kiosk.parked()) == count else "waits" if len(kiosk.waiting()) == count else "mixed"
    if came not in expected:
        faults.append(f"{came}, expected {expected}")
    return faults


def try_all(works, messages, control):
    figures = Figures("N1 control" if control else "N1")
    server = FakeCouch()
    for name, behaviour, expected in cases(server):
        server.bases = {box: {} for box in server.bases}
        server.behaviour = behaviour
        kiosk = works.kiosk(messages, type="couchdb", url=server.url)
        figures.check(name, looked_at(kiosk, server, kiosk.sync(), expected))
    if OTHER.requests and not control:
        figures.check("redirects", [f"{OTHER.requests} requests went to another host"])
    return figures, server


def cut_at_each_byte(works, messages, step):
    """The acknowledgement breaks off after each of its bytes; the next sync finds it stored, once."""
    figures, server = Figures("N2"), FakeCouch()
    length = len(server.normal(type("R", (), {"method": "PUT", "path": "/inbox/" + "0" * 36, "headers": {}, "body": b"{}"})()).data)
    for then in ("close", "reset"):
        for at in range(0, length, step):
            server.bases, server.puts = {box: {} for box in server.bases}, 0
            server.behaviour = only("PUT", lambda r: Reply(server.normal(r).data[:at], then))
            kiosk = works.kiosk(messages, type="couchdb", url=server.url)
            first = kiosk.sync()
            faults = looked_at(kiosk, server, first, "waits or sent")
            server.behaviour = None
            faults += looked_at(kiosk, server, kiosk.sync(), "sent")
            faults += [f"TWICE: {rev}" for rev, _ in server.bases["inbox"].values() if not rev.startswith("1-")]
            if len(server.bases["inbox"]) != len(messages):
                faults.append(f"{len(server.bases['inbox'])} stored")
            figures.check(f"{then} after byte {at}", faults)
    return figures.close("acknowledgements cut off", ", lost 0, twice 0" if not figures.faults else "")


def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def lines_that_fail(works, messages, figures, all_of_them):
    empty = FakeCouch()
    kiosk = works.kiosk(messages, type="couchdb", url=f"http://127.0.0.1:{closed_port()}")
    figures.check("nobody listens", looked_at(kiosk, empty, kiosk.sync(), "waits"))
    kiosk = works.kiosk(messages, type="couchdb", url="http://nergens.invalid:5984")
    status = kiosk.sync()  # plain http beyond this machine is refused as a setting
    figures.check("http to elsewhere", [f"LOST {name}" for name in kiosk.lost()] + ([] if status == 2 else [f"exit status {status}"]))
    kiosk = works.kiosk(messages, type="couchdb", url="https://nergens.invalid:6984")
    figures.check("no such name", looked_at(kiosk, empty, kiosk.sync(), "waits"))
    kiosk = works.kiosk(messages, type="couchdb", url=Server(lambda r: reply(200), greet="reset").url)
    figures.check("reset at once", looked_at(kiosk, empty, kiosk.sync(), "waits"))
    if not all_of_them:
        return
    stalls = []
    for said in (b"", b"HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{\"ok\":"):
        server = FakeCouch()
        server.behaviour = only("PUT", lambda r, said=said: Reply(said, "stall"))
        kiosk = works.kiosk(messages, type="couchdb", url=server.url)
        stalls.append((server, kiosk, kiosk.start()))
    for server, kiosk, running in stalls:
        kiosk.out, kiosk.said = running.communicate(timeout=200)
        figures.check("the server stalls", looked_at(kiosk, server, running.returncode, "waits"))


def credentials(works):
    """N4: revoked they stop the sending and nothing else; one refused envelope parks after five times, alone."""
    figures, messages = Figures("N4"), works.messages(40)
    server = FakeCouch(user="kiosk-007", password="geheim")
    kiosk = works.kiosk(messages, type="couchdb", url=server.url, user="kiosk-007", password="verkeerd")
    figures.check("a wrong password", looked_at(kiosk, server, kiosk.sync(), "waits") + ([] if server.puts == 0 else ["it was let in"]))
    tries = server.requests
    figures.check("the sending stops", [] if tries <= len(messages) / 2 else [f"{tries} requests with refused credentials for {len(messages)} messages"])
    figures.check("told", [] if "password" in kiosk.said or "denied" in kiosk.said or "refuse" in kiosk.said else [kiosk.said])
    kiosk.settings(type="couchdb", url=server.url, user="kiosk-007", password="geheim")
    figures.check("the right one again", looked_at(kiosk, server, kiosk.sync(), "sent"))
    os.chmod(kiosk.folder + "/secret.txt", 0o644)
    status = kiosk.sync()
    figures.check("a password that all can read", ([] if status == 2 else [f"exit status {status}"]) + ([] if "600" in kiosk.said else [kiosk.said]))
    figures.check("nowhere in the clear", [f"{path} holds the password" for path in found_in(kiosk.data, b"geheim")])

    messages = works.messages(3)
    for code in (400, 413, 422):
        server = FakeCouch()
        stuck = sorted(messages)[0]
        server.behaviour = only("PUT", lambda r: reply(code, {"error": "no"}) if id_of(r) + ".json" == stuck else None)
        kiosk = works.kiosk(messages, type="couchdb", url=server.url)
        faults, parked_after = [], 0
        for turn in range(1, 7):
            status = kiosk.sync()
            if stuck in kiosk.parked() and not parked_after:
                parked_after = turn
        if len(kiosk.sent()) != len(messages) - 1:
            faults.append("the others did not flow")
        if parked_after != 5:
            faults.append(f"parked after {parked_after}")
        if not os.path.exists(f"{kiosk.data}/quarantine/{stuck[:-5]}.reason.json"):
            faults.append("no reason beside it")
        figures.check(f"one envelope refused with {code}", faults + [f"LOST {name}" for name in kiosk.lost()])

    server = FakeCouch()
    server.behaviour = puts(503, {})
    kiosk = works.kiosk(messages, type="couchdb", url=server.url)
    for _ in range(8):
        kiosk.sync()
    figures.check("transport faults never count", ["parked"] if kiosk.parked() else [])

    server = FakeCouch(boxes=("answers", "published", "cases"))
    kiosk = works.kiosk(messages, type="couchdb", url=server.url)
    figures.check("no inbox there", looked_at(kiosk, FakeCouch(), kiosk.sync(), "waits"))
    server.bases["inbox"] = {}
    figures.check("and when it is made", looked_at(kiosk, server, kiosk.sync(), "sent"))
    return figures.close("cases of credentials and refusals")


def found_in(folder, word):
    found = []
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                if word in file.read():
                    found.append(os.path.join(path, name))
    return found


def main():
    program, fill, root = sys.argv[1:4]
    all_of_them = "--all" in sys.argv
    works = Works(program, fill, root)
    try:
        messages = works.messages(2)
        figures, _ = try_all(works, messages, control=False)
        lines_that_fail(works, messages, figures, all_of_them)
        good = figures.close("replies", "; only a valid acknowledgement removes")
        good = cut_at_each_byte(works, works.messages(1), 1 if all_of_them else 7) and good
        good = credentials(works) and good

        gullible = os.path.dirname(os.path.abspath(__file__)) + "/gullible.py"
        works.program = gullible
        assert os.stat(gullible).st_mode & stat.S_IXUSR
        control, _ = try_all(works, messages, control=True)
        lost = sum("LOST" in fault for fault in control.faults)
        print(f"N1 control: one that believes every 2xx loses {lost} messages, and is found out")
        return 0 if good and lost > 3 else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
