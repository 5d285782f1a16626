#!/usr/bin/env python3
"""lost.py PROGRAM FILL ROOT BUILD [--items 10000] [--server NAME …]: N2. Two devices hold the same sealed messages and
send them at once, through a proxy that loses three requests of ten (before, in the middle, or after the server has
stored them), to a real server. In the end each lies there once, the same, and nothing waits.
The negative control sends with gullible.py, and must be found to double."""
import argparse
import json
import os
import subprocess
import sys
import time

import servers
from fake_couch import FakeCouch
from kiosk import Works

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_ROUNDS = 200
MOST_LEFTOVERS = 3  # of a hundred messages one: a deletion can be lost as well


class Proxy:
    def __init__(self, port, loss, seed):
        self.process = subprocess.Popen([sys.executable, HERE + "/proxy.py", str(port), "--loss", str(loss), "--seed", str(seed)],
                                        stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"

    def stop(self):
        self.process.terminate()
        said = self.process.communicate(timeout=20)[0]
        return said.strip()


def send_all(devices):
    """Rounds of `sync --once` on all of them at once, until all say that nothing waits. How many rounds."""
    for turn in range(1, MOST_ROUNDS + 1):
        running = [device.start() for device in devices]
        statuses = []
        for device, one in zip(devices, running):
            device.out, device.said = one.communicate()
            statuses.append(one.returncode)
        if any(status not in (0, 3) for status in statuses):
            raise RuntimeError(f"status {statuses}: {devices[0].said}{devices[-1].said}")
        if not any(device.waiting() for device in devices):
            return turn
    return MOST_ROUNDS


def judge(messages, devices, stored, changed):
    wanted = {name: json.loads(content) for name, content in messages.items()}
    lost = sum(name not in stored for name in wanted) + sum(len(device.lost()) for device in devices)
    twice = changed + sum(name not in wanted for name in stored)
    torn = sum(name in stored and stored[name] != document for name, document in wanted.items())
    waiting = sum(len(device.waiting()) + len(device.parked()) for device in devices)
    return lost, twice, torn, waiting


def through_the_proxy(works, name, messages, build, loss):
    try:
        server = servers.ALL[name](f"{works.folder}/{name}", build)
    except servers.Missing as missing:
        print(f"N2 {name}: skipped, {missing}")
        return None
    proxy = Proxy(server.port, loss, seed=len(messages))
    try:
        began = time.monotonic()
        devices = [works.kiosk(messages, type=server.kind, url=proxy.url) for _ in range(2)]
        rounds = send_all(devices)
        took = time.monotonic() - began
        counts = proxy.stop()
        stored, changed, more = server.stored()
        lost, twice, torn, waiting = judge(messages, devices, stored, changed)
        print(f"N2 {server.name:<15} {len(messages)} items, two devices, {loss:.0%} loss: lost {lost}, twice {twice}, torn {torn}, still waiting {waiting}; "
              f"{rounds} rounds, {took:.0f} s, leftover files {more} ({counts})", flush=True)
        few = more <= max(MOST_LEFTOVERS, len(messages) // 100)
        return lost + twice + torn + waiting == 0 and len(stored) == len(messages) and few
    finally:
        proxy.process.kill()
        server.stop()


def torn_at_the_server(works, name, messages, build):
    """Half a file lies under the very name: it is replaced by the whole one, and only then is that message sent."""
    try:
        server = servers.ALL[name](f"{works.folder}/torn-{name}", build)
    except servers.Missing:
        return True
    try:
        device = works.kiosk(messages, type="webdav", url=server.url)
        for name_of, content in messages.items():
            path = f"{server.folder}/root/inbox/{name_of}"
            with open(path, "wb") as file:
                file.write(content[: len(content) // 2])
            os.chmod(path, 0o666)
        device.sync()
        device.sync()
        stored, changed, more = server.stored()
        lost, twice, torn, waiting = judge(messages, [device], stored, changed)
        print(f"N2 {server.name:<15} {len(messages)} torn files under the very names: lost {lost}, twice {twice}, torn {torn}, still waiting {waiting}")
        return lost + twice + torn + waiting == 0
    finally:
        server.stop()


def one_queue_two_senders(works, messages):
    """Two processes on one data folder: no message is delivered by both."""
    couch = FakeCouch()
    device = works.kiosk(messages, type="couchdb", url=couch.url)
    running = [device.start() for _ in range(2)]
    for one in running:
        device.out, device.said = one.communicate()
    device.sync()
    puts, faults = couch.puts, device.lost() + device.sent_without({f"{i}.json": doc for i, (_, doc) in couch.bases["inbox"].items()})
    print(f"N2 two processes on one queue: {len(messages)} items, {puts} uploads, lost {len(faults)}, waiting {len(device.waiting())}")
    return puts == len(messages) and not faults and not device.waiting()


def control(works, messages):
    works.program = HERE + "/gullible.py"
    couch = FakeCouch()
    proxy = Proxy(couch.port, 0.3, 1)
    try:
        device = works.kiosk(messages, type="couchdb", url=proxy.url)
        device.sync()
        stored = {f"{i}.json": doc for i, (_, doc) in couch.bases["inbox"].items()}
        lost, twice, _, _ = judge(messages, [device], stored, 0)
        print(f"N2 control: one that sends again as something new stores {twice} twice, and is found out")
        return twice > 0
    finally:
        proxy.stop()


def main():
    arguments = argparse.ArgumentParser()
    for name in ("program", "fill", "root", "build"):
        arguments.add_argument(name)
    arguments.add_argument("--items", type=int, default=60)
    arguments.add_argument("--loss", type=float, default=0.3)
    arguments.add_argument("--server", action="append", choices=sorted(servers.ALL))
    given = arguments.parse_args()
    works = Works(given.program, given.fill, given.root)
    try:
        messages = works.messages(given.items)
        results = [through_the_proxy(works, name, messages, given.build, given.loss) for name in given.server or servers.ALL]
        good = all(result is not False for result in results) and any(results)
        good = all(torn_at_the_server(works, name, works.messages(3), given.build) for name in ("apache", "nginx", "rclone")) and good
        good = one_queue_two_senders(works, works.messages(40)) and good
        good = control(works, works.messages(40)) and good
        return 0 if good else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
