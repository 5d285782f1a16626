#!/usr/bin/env python3
"""sync_bench.py PROGRAM FILL ROOT BUILD [ITEMS [ANSWERS]]: F6. Two things beside curl, turn by turn, each as often first
as second; the medians, and the median of each turn's ratio, since the machine is not equally quick all the time.
`sync --once` beside `curl --parallel`: the same bodies to the same server. And a first sync of what comes down beside
`curl` of the same feed in one piece. The data folder lies on the disk that BUILD is on, since a user's does; WV_BENCH_DIR
names another. The server is pouchdb-server (npm), or what WV_COUCHDB names: http://admin:password@127.0.0.1:5984."""
import base64
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults", "net"))
import servers  # noqa: E402
from kiosk import Works  # noqa: E402

TURNS, PULL_TURNS, IN_FLIGHT = 10, 6, 16


class Server:
    """One that is started here, or a CouchDB that is there already; databases of our own on it, under a prefix."""

    def __init__(self, build):
        self.prefix, self.made, self.own = f"wv-bench-{uuid.uuid4().hex[:8]}-", set(), None
        given = os.environ.get("WV_COUCHDB")
        if given:
            parts = urllib.parse.urlsplit(given)
            self.user, self.password = parts.username or "", parts.password or ""
            self.url = f"{parts.scheme}://{parts.hostname}:{parts.port or 5984}"
        else:
            self.folder = Works.made_in_memory()
            self.own = servers.pouchdb(self.folder + "/pouchdb", build)
            self.user = self.password = ""
            self.url = self.own.url
        welcome = self.ask("GET", "")
        self.name = f"CouchDB {welcome.get('version')}" if given else "pouchdb-server"

    def ask(self, method, path, body=None):
        request = urllib.request.Request(self.url + "/" + path, method=method, data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        if self.user:
            request.add_header("Authorization", "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode())
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    def fresh(self, name):
        if name in self.made:
            self.ask("DELETE", self.prefix + name)
        self.ask("PUT", self.prefix + name)
        self.made.add(name)
        return self.prefix + name

    def settings(self):
        named = {"user": self.user, "password": self.password} if self.user else {}
        return dict(type="couchdb", url=self.url, prefix=self.prefix, **named)

    def for_curl(self):
        return [f'user = "{self.user}:{self.password}"'] if self.user else []

    def stop(self):
        if self.own:
            self.own.stop()
            subprocess.run(["rm", "-rf", self.folder], check=False)
            return
        for name in self.made:
            self.ask("DELETE", self.prefix + name)


def run_curl(works, lines, more=()):
    with open(works.folder + "/curl", "w") as file:
        file.write("\n".join(lines) + "\n")
    began = time.monotonic()
    subprocess.run(["curl", "--silent", "--fail", *more, "--config", works.folder + "/curl"], check=True)
    return time.monotonic() - began


def with_curl(works, server, messages):
    """As curl would be used by hand: one run, many uploads, as many at once as sync has."""
    base = server.fresh("bare")
    folder = f"{works.folder}/bodies"
    os.makedirs(folder, exist_ok=True)
    lines = []
    for name, content in messages.items():
        with open(f"{folder}/{name}", "wb") as file:
            file.write(content)
        lines += [f'upload-file = "{folder}/{name}"', f'url = "{server.url}/{base}/{name[:-5]}"', 'output = "/dev/null"',
                  'header = "Content-Type: application/json"', *server.for_curl(), "next"]
    return run_curl(works, lines[:-1], ("--no-progress-meter", "--parallel", "--parallel-immediate", "--parallel-max", str(IN_FLIGHT)))


def run_sync(device):
    began = time.monotonic()
    status = device.sync()
    took = time.monotonic() - began
    if status != 0 or device.waiting():
        raise RuntimeError(f"sync ended with {status}: {device.said}")
    return took


def with_sync(works, server, messages):
    for box in ("inbox", "answers", "published"):
        server.fresh(box)
    return run_sync(works.kiosk(messages, **server.settings()))


def documents(count):
    for _ in range(count):
        jws = "e30." + base64.urlsafe_b64encode(os.urandom(1100)).decode().rstrip("=") + ".c2ln"
        one = str(uuid.uuid4())
        yield {"_id": one, "format": "wijkverbinder-envelope/1", "box": "published", "id": one, "queued_on": time.strftime("%Y-%m-%d"), "kids": [],
               "size": len(jws), "sha256": hashlib.sha256(jws.encode()).hexdigest(), "jws": jws}


def turns(count, first, second):
    one, other = [], []
    for turn in range(count):
        if turn % 2 == 0:
            one.append(first())
        other.append(second())
        if turn % 2 == 1:
            one.append(first())
    return one, other


def file_system(folder):
    said = subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True, check=False).stdout.strip()
    return said or "an unknown file system"


def send(works, server, items):
    messages = works.messages(items)
    curl, sync = turns(TURNS, lambda: with_curl(works, server, messages), lambda: with_sync(works, server, messages))
    ratios = sorted(bare / ours for bare, ours in zip(curl, sync))
    print(f"F6 sync --once beside curl --parallel      {items / statistics.median(sync):.0f} and {items / statistics.median(curl):.0f} items/s (medians of {TURNS}, {items} items)  "
          f"goal 0.90  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)


def bring_down(works, server, answers):
    for box in ("inbox", "answers"):
        server.fresh(box)
    base = server.fresh("published")
    every = list(documents(answers))
    for at in range(0, answers, 500):
        server.ask("POST", base + "/_bulk_docs", {"docs": every[at:at + 500]})

    def feed():
        return run_curl(works, [f'url = "{server.url}/{base}/_changes?include_docs=true"', f'output = "{works.folder}/feed"', *server.for_curl()])

    def first_sync():
        device = works.kiosk({}, **server.settings())
        took = run_sync(device)
        came = len(os.listdir(device.data + "/published"))
        if came != answers:
            raise RuntimeError(f"{came} of {answers} came down")
        return took

    curl, sync = turns(PULL_TURNS, feed, first_sync)
    ratios = sorted(ours / bare for bare, ours in zip(curl, sync))
    print(f"F6 a first sync of {answers} beside curl      {statistics.median(sync):.2f} and {statistics.median(curl):.2f} s (medians of {PULL_TURNS})  "
          f"limit 1.50  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)


def main():
    where = os.environ.get("WV_BENCH_DIR", sys.argv[4])
    works = Works(*sys.argv[1:4], where=where)
    items = int(sys.argv[5]) if len(sys.argv) > 5 else 1000
    answers = int(sys.argv[6]) if len(sys.argv) > 6 else 5000
    server = None
    try:
        server = Server(sys.argv[4])
        print(f"F6 the data folder lies on {file_system(works.folder)}, the server is {server.name}", flush=True)
        bring_down(works, server, answers)  # first: ext4 is slow to make files for minutes after thousands were deleted
        send(works, server, items)
        return 0
    except servers.Missing as missing:
        print(f"F6 sync: left out, {missing}")
        return 0
    finally:
        server and server.stop()
        works.close()


if __name__ == "__main__":
    sys.exit(main())
