#!/usr/bin/env python3
"""The negative control of replies.py and lost.py: a `sync --once` as peers have it. It believes every 2xx, and what
failed it sends again as something new. The same checks must find what it loses and doubles."""
import json
import os
import sys
import urllib.error
import urllib.request
import uuid


def main():
    options = dict(zip(sys.argv[3::2], sys.argv[4::2]))
    with open(options["--config"]) as file:
        url = json.load(file)["sync"]["url"]
    outbox, sent = options["--data"] + "/outbox/", options["--data"] + "/sent/"
    os.makedirs(sent, exist_ok=True)
    waits = False
    for name in os.listdir(outbox):
        with open(outbox + name, "rb") as file:
            body = file.read()
        identity = name[:-5]
        for _ in range(2):
            try:
                request = urllib.request.Request(f"{url}/inbox/{identity}", body, {"Content-Type": "application/json"}, method="PUT")
                with urllib.request.urlopen(request, timeout=2):
                    os.rename(outbox + name, sent + name)
                    break
            except (OSError, ValueError, urllib.error.URLError, Exception):
                identity = str(uuid.uuid4())
        else:
            waits = True
    if waits:
        print("something waits", file=sys.stderr)
    return 3 if waits else 0


sys.exit(main())
