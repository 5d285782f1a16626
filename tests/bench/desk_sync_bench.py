#!/usr/bin/env python3
"""desk_sync_bench.py BUILD FOLDER [CASES [EVENTS]]: a member's device that has its keyring and nothing else brings down CASES messages
and EVENTS events while its desk is open, beside `curl` of the same feeds in one piece, turn by turn. FOLDER is what case_store_bench or
desk_bench filled. The server is pouchdb-server (npm) or what WV_COUCHDB names, and then strict_couch.py, which is Python: there
most of both times is its own. The data folder lies on the disk that BUILD is on; WV_BENCH_DIR names another."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from sync_bench import Server, run_curl, servers

TURNS, SHARE, CPU = 4, 1.5, 2.5  # at most this share of curl's time, and so many seconds of opening
BOXES = ("inbox", "answers", "published", "cases")


class Strict(Server):
    """The tests' own CouchDB, by the same questions."""

    def __init__(self):
        sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults", "net"))
        from strict_couch import StrictCouch  # it starts node
        self.prefix, self.made, self.name = "wv-bench-", set(), "strict_couch.py"
        self.user, self.password = "beheer", "sleutel"
        self.strict = StrictCouch({"beheer": ("sleutel", ["_admin"])})
        self.url = self.strict.url

    def stop(self):
        self.strict.stop()


class Place:
    """A folder of this run's own, on the disk."""

    def __init__(self, build):
        self.folder, self.devices = tempfile.mkdtemp(prefix="wv-desk-sync-", dir=os.environ.get("WV_BENCH_DIR", build)), 0

    def device(self, town, server):
        """As a member's device is on its first day: its identity, its keyring (without one there is nothing to unlock for, and
        the desk waits), the register, and where to sync. Nothing that comes down was written on it."""
        self.devices += 1
        data = f"{self.folder}/device-{self.devices}"
        shutil.copytree(town + "/newcomer", data)
        shutil.copytree(town + "/settings", data + "/settings")
        shutil.copy(f"{town}/register.jws", data)
        settings = json.loads(open(data + "/settings/config.json").read())
        sync = server.settings()
        if "password" in sync:
            secret = data + "/settings/secret.txt"
            with open(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(sync.pop("password") + "\n")
            sync["password_file"] = "secret.txt"
        settings["sync"] = sync
        with open(data + "/settings/config.json", "w") as file:
            json.dump(settings, file)
        return data


def read(path):
    with open(path) as file:
        return json.load(file)


def envelopes(folder, most):
    """The first by name."""
    return [dict(read(f"{folder}/{name}"), _id=name[:-5]) for name in sorted(os.listdir(folder))[:most]]


def fill(server, town, cases, events):
    count = 0
    for box in BOXES:
        base = server.fresh(box)
        every = []
        if box in ("inbox", "cases"):
            every = envelopes(f"{town}/{box}", cases if box == "inbox" else events)
        for at in range(0, len(every), 500):
            server.ask("POST", base + "/_bulk_docs", {"docs": every[at:at + 500]})
        count += len(every)
    return count


def curl(place, server):
    lines = []
    for box in BOXES:
        lines += [f'url = "{server.url}/{server.prefix}{box}/_changes?include_docs=true"', f'output = "{place.folder}/feed"', *server.for_curl(), "next"]
    return run_curl(place, lines[:-1])


def first_sync(build, place, town, server, cases):
    data = place.device(town, server)
    run = subprocess.run([build + "/desk_bench", "sync", data, data + "/settings/config.json", str(cases)], capture_output=True, text=True, check=False)
    told = json.loads(run.stdout) if run.stdout.startswith("{") else {}
    if not told.get("done"):
        raise RuntimeError(f"it did not come to its end: {run.stdout}{run.stderr}")
    # Its folder stays until the end: for five minutes ext4 without a journal steps over each inode that was deleted, and
    # the next device would pay for that.
    return told


def measure(build, place, town, server, cases, events):
    count = fill(server, town, cases, events)
    ours, bare = [], []
    for turn in range(TURNS):
        if turn % 2 == 0:
            bare.append(curl(place, server))
        ours.append(first_sync(build, place, town, server, cases))
        if turn % 2 == 1:
            bare.append(curl(place, server))
    shares = sorted(one["whole_s"] / (SHARE * other + CPU) for one, other in zip(ours, bare))
    middle = {key: statistics.median(one[key] for one in ours) for key in ("usable_s", "whole_s", "cpu_s", "longest_frame_ms", "memory_mb")}
    print(f"F6 {server.name}: a desk's first sync of {cases} cases, {count} envelopes: {middle['whole_s']:.2f} s, CPU {middle['cpu_s']:.2f} s, curl {statistics.median(bare):.2f} s  "
          f"limit {SHARE} curl + {CPU} s  ratio {statistics.median(shares):.2f} ({shares[0]:.2f} to {shares[-1]:.2f})")
    print(f"   a list to use after {middle['usable_s']:.2f} s; the longest frame meanwhile {middle['longest_frame_ms']:.0f} ms of CPU, memory {middle['memory_mb']:.0f} MB", flush=True)


def main():
    build, town = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    cases = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
    events = int(sys.argv[4]) if len(sys.argv) > 4 else 2500
    place = Place(build)
    try:
        for make in (lambda: Server(build), Strict):
            server = None
            try:
                server = make()
                measure(build, place, town, server, cases, events)
            except (servers.Missing, FileNotFoundError) as missing:
                print(f"F6 a desk's first sync: left out, {missing}")
            finally:
                server and server.stop()
        return 0
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
