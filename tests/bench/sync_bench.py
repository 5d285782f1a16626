#!/usr/bin/env python3
"""sync_bench.py PROGRAM FILL ROOT BUILD [ITEMS]: F6. `sync --once` beside `curl --parallel`: the same bodies to the same
CouchDB-speaking server, turn by turn, each as often first as second; the medians, and the median of each turn's ratio,
since the machine is not equally quick all the time. The server is most of both."""
import os
import statistics
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults", "net"))
import servers  # noqa: E402
from kiosk import Works  # noqa: E402

TURNS, IN_FLIGHT = 10, 16


def with_curl(works, server, messages, turn):
    """As curl would be used by hand: one run, many uploads, as many at once as sync has."""
    base = f"bare-{turn}"
    urllib.request.urlopen(urllib.request.Request(f"{server.url}/{base}", method="PUT")).read()
    folder = f"{works.folder}/bodies"
    os.makedirs(folder, exist_ok=True)
    lines = []
    for name, content in messages.items():
        with open(f"{folder}/{name}", "wb") as file:
            file.write(content)
        lines += [f'upload-file = "{folder}/{name}"', f'url = "{server.url}/{base}/{name[:-5]}"', 'output = "/dev/null"', 'header = "Content-Type: application/json"', "next"]
    with open(works.folder + "/curl", "w") as file:
        file.write("\n".join(lines[:-1]) + "\n")
    began = time.monotonic()
    subprocess.run(["curl", "--silent", "--no-progress-meter", "--fail", "--parallel", "--parallel-immediate", "--parallel-max", str(IN_FLIGHT), "--config", works.folder + "/curl"], check=True)
    return time.monotonic() - began


def with_sync(works, server, messages):
    for box in ("inbox",):
        urllib.request.urlopen(urllib.request.Request(f"{server.url}/{box}", method="DELETE")).read()
        urllib.request.urlopen(urllib.request.Request(f"{server.url}/{box}", method="PUT")).read()
    device = works.kiosk(messages, type="couchdb", url=server.url)
    began = time.monotonic()
    status = device.sync()
    took = time.monotonic() - began
    if status != 0 or device.waiting():
        raise RuntimeError(f"sync ended with {status}: {device.said}")
    return took


def main():
    works = Works(*sys.argv[1:4])
    items = int(sys.argv[5]) if len(sys.argv) > 5 else 1000
    server = None
    try:
        server = servers.pouchdb(works.folder + "/pouchdb", sys.argv[4])
        messages = works.messages(items)
        curl, sync = [], []
        for turn in range(TURNS):
            if turn % 2 == 0:
                curl.append(with_curl(works, server, messages, turn))
            sync.append(with_sync(works, server, messages))
            if turn % 2 == 1:
                curl.append(with_curl(works, server, messages, turn))
        by_curl, by_sync = statistics.median(curl), statistics.median(sync)
        ratios = sorted(bare / ours for bare, ours in zip(curl, sync))
        print(f"F6 sync --once beside curl --parallel      {items / by_sync:.0f} and {items / by_curl:.0f} items/s (medians of {TURNS}, {items} items)  "
              f"goal 0.90  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
        return 0
    except servers.Missing as missing:
        print(f"F6 sync: left out, {missing}")
        return 0
    finally:
        server and server.stop()
        works.close()


if __name__ == "__main__":
    sys.exit(main())
