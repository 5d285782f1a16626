#!/usr/bin/env python3
"""back.py PROGRAM FILL ROOT [--all]: the running app, on a network of its own (a namespace, a wire that is unplugged), with waits
that have grown long. The wire is plugged in: the messages are there within seconds. --all: the password is
replaced, and they go on within the minute. The control: a server that comes back without any word of it is found at the next try only.
Skipped (77) where the rights for a namespace are missing."""
import os
import subprocess
import sys
import tempfile
import time

from fake_couch import FakeCouch
from kiosk import Figures, Works
from tls import Makers, context

INSIDE = "WV_INSIDE_A_NETWORK"
ADDRESS = "10.77.0.2"
GROWN_S = 25      # by then a wait is twenty seconds long, or more
AT_ONCE_S = 6.0
SKIPPED = 77


def ip(*words):
    subprocess.run(["ip", *words], check=True)


class App:
    """The touch app as on a kiosk, drawing into nothing."""

    def __init__(self, kiosk):
        environment = dict(os.environ, SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", XDG_CACHE_HOME=kiosk.folder + "/cache")
        self.log = tempfile.TemporaryFile()
        self.running = subprocess.Popen([kiosk.works.program, "--data", kiosk.data, "--config", kiosk.folder + "/config.json", "--profile", "tablet-10"],
                                        env=environment, stdout=self.log, stderr=self.log)
        self.kiosk = kiosk

    def sent_within(self, seconds):
        """How long it took until nothing waited; None: something still does."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if not self.kiosk.waiting():
                return time.monotonic() - began
            time.sleep(0.05)
        return None

    def stop(self):
        ended = self.running.poll()
        self.running.kill()
        self.running.wait()
        self.log.seek(0)
        return [] if ended is None else [f"the app ended with {ended}: {self.log.read()[-300:].decode(errors='replace')}"]


def unplugged():
    ip("address", "flush", "dev", "here")
    ip("link", "set", "here", "down")


def plugged_in():
    ip("address", "add", ADDRESS + "/24", "dev", "here")
    ip("link", "set", "here", "up")


def wire(works, figures, make, ours):
    certificate = make.leaf("here", ours, host="IP:" + ADDRESS)
    server = FakeCouch(ssl=context(certificate), host="0.0.0.0")
    messages = works.messages(5)
    kiosk = works.kiosk(messages, type="couchdb", url=f"https://{ADDRESS}:{server.port}", ca_file=ours[0])
    unplugged()
    app = App(kiosk)
    time.sleep(GROWN_S)
    faults = [] if len(kiosk.waiting()) == len(messages) else ["something went without a network"]
    plugged_in()
    took = app.sent_within(60)
    if took is None or took > AT_ONCE_S:
        faults.append(f"the wire was plugged in, and the messages went after {took} s")
    if len(server.bases["inbox"]) != len(messages):
        faults.append(f"{len(server.bases['inbox'])} arrived")
    faults += [f"LOST {name}" for name in kiosk.lost()] + app.stop()
    figures.check("the network comes", faults)
    return took


def without_a_word(works, figures, make, ours):
    """The control: the same waits, and nothing at this machine changes. The server was deaf and hears again."""
    certificate = make.leaf("deaf", ours, host="IP:" + ADDRESS)
    faults = []
    for _ in range(3):  # a try may fall into that second by chance, but not each time
        server = FakeCouch(ssl=context(certificate), host="0.0.0.0", greet="reset")
        kiosk = works.kiosk(works.messages(1), type="couchdb", url=f"https://{ADDRESS}:{server.port}", ca_file=ours[0])
        app = App(kiosk)
        tries, last, began = server.connections, time.monotonic(), time.monotonic()
        while time.monotonic() - last < AT_ONCE_S and time.monotonic() - began < 90:
            if server.connections != tries:
                tries, last = server.connections, time.monotonic()
            time.sleep(0.1)
        server.greet = None
        took = app.sent_within(1.0)
        faults = app.stop() + ([] if took is None else [f"it went after {took:.1f} s, as if it polled"])
        if not faults:
            break
    figures.check("control: no word, no try", faults)


def password(works, figures):
    server = FakeCouch(user="kiosk-007", password="nieuw")
    messages = works.messages(5)
    kiosk = works.kiosk(messages, type="couchdb", url=server.url, user="kiosk-007", password="oud")
    app = App(kiosk)
    time.sleep(4)
    faults = [] if server.puts == 0 else ["the old password was let in"]
    tries = server.requests
    kiosk.settings(type="couchdb", url=server.url, user="kiosk-007", password="nieuw")
    took = app.sent_within(75)
    if took is None:
        faults.append("the password was replaced, and nothing went within the minute")
    if tries > 40:
        faults.append(f"{tries} requests with a refused password")
    figures.check("the password is replaced", faults + [f"LOST {name}" for name in kiosk.lost()] + app.stop())
    return took


def main():
    if INSIDE not in os.environ:
        inside = subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0
        if not inside:
            print("back.py: skipped, a network of its own needs more rights")
            return SKIPPED
        return subprocess.run(["unshare", "-n", sys.executable, *sys.argv], env=dict(os.environ, **{INSIDE: "1"})).returncode
    works = Works(*sys.argv[1:4])
    try:
        ip("link", "set", "lo", "up")
        ip("link", "add", "here", "type", "veth", "peer", "name", "there")
        ip("link", "set", "there", "up")
        make, figures = Makers(works.folder + "/tls"), Figures("N2")
        ours = make.authority("ours")
        plugged = wire(works, figures, make, ours)
        without_a_word(works, figures, make, ours)
        told = f"; sent {plugged or -1:.1f} s after the wire was plugged in"
        if "--all" in sys.argv:
            told += f", {password(works, figures) or -1:.0f} s after the password was replaced"
        return 0 if figures.close("cases of what comes back", told) else 1
    except (subprocess.CalledProcessError, FileNotFoundError) as missing:
        print(f"back.py: skipped, {missing}")
        return SKIPPED
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
