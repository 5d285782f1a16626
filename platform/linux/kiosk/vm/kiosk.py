"""A kiosk in a machine (machine.py): how it is made, what it is asked, and the rows that say what came out."""
import json
import os
import re
import shutil

from machine import COMMON, Machine, colours

UNIT = "wijkverbinder-kiosk.service"
DATA = "/var/lib/wijkverbinder/data"
DROP_INS = f"/etc/systemd/system/{UNIT}.d"
TOLD = "/run/tried-told"
SCREEN = (1280, 800)
# From the first screen until the message lies ready to be sent, and the touch that sends it.
WAY = ["attract.start", "home.question", "form.message", "keyboard.S", "keyboard.t", "keyboard.u", "keyboard.k", "form.next",
       "form.contact.none", "form.next", "review.send"]
rows = []


def row(what, came_out, wanted):
    rows.append((what, str(came_out), came_out == wanted))
    print(f"{'ok    ' if came_out == wanted else 'FAILED'} {what}: {came_out}" + ("" if came_out == wanted else f", wanted {wanted}"),
          flush=True)


class Kiosk(Machine):
    def __init__(self, folder, more=()):
        super().__init__(folder, patience=1800, more=more)
        self.made, self.known_places, self.config = {}, {}, ""  # config: the settings it runs with, "" the example

    def start_kept(self):
        """As `start_installed` left it in an earlier run, where it was made from this image by this kind of machine."""
        try:
            with open(self.path("kept.json"), encoding="utf-8") as file:
                kept = json.load(file)
        except FileNotFoundError:
            kept = {}
        if kept.get("made_of") != self.made_of():
            self.start()
            return
        self.known_places = {(tuple(ids), tuple(size)): places for ids, size, places in kept["places"]}
        self.made[""] = kept["name"]
        self.start(self.path("kept"))
        self.back_to(kept["name"])

    def keep_for_later(self):
        """Booting, installing and opening each page once take minutes: not again in the next run."""
        self.tell("stop")  # brings to the disk's file what QEMU still holds
        shutil.copyfile(self.path("disk"), self.path("kept"))
        self.tell("cont")
        with open(self.path("kept.json"), "w", encoding="utf-8") as file:
            json.dump({"made_of": self.made_of(), "name": self.made[""],
                       "places": [(ids, size, places) for (ids, size), places in self.known_places.items()]}, file)

    def made_of(self):
        return [self.kind, *COMMON, os.stat(self.path("image")).st_mtime_ns]

    def install(self, options=""):
        self.do(f"wijkverbinder-kiosk install {options}", 900)
        self.wait_active()

    def start_installed(self, options=""):
        """A kiosk that was just installed: made once, and gone back to for each trial that asks for the same."""
        if options in self.made:
            self.back_to(self.made[options])
            self.restart()  # a picture that was on its way to the screen at that moment may never come
            return
        if self.made:
            self.back_to(self.made[""])
        elif options:
            self.start_installed()
        self.install(options)
        if not options:
            self.visit_first()
        name = f"kiosk{len(self.made)}"
        self.keep(name)
        self.made[options] = name
        if not options:
            self.keep_for_later()

    def visit_first(self, sends=False):
        """Where a page stands on this screen for the first time its pictures are made at its size, some 1.7 billion instructions for
        the first page: seven seconds by an imitated processor's clock, in which no touch opens anything and the watchdog may end
        the program. Later they come from the disk within 0.2 s. So each page is opened once before anything is tried."""
        self.drop_in("[Service]\nWatchdogSec=60\n")
        self.restart()
        self.walk(len(WAY) - (not sends), 12)
        self.no_drop_in()
        self.restart()

    def walk(self, steps=len(WAY), pause_s=6):
        """The first steps of the way to a message that is sent. Each new page is half a billion instructions: two seconds by an
        imitated processor's clock, in which a touch goes to the page before."""
        pause = pause_s if self.kind == "TCG" else 2
        self.fingers(f"taps {pause} " + " ".join(f"{x} {y}" for x, y in self.places(WAY, SCREEN)[:steps]))

    def do(self, command, limit=120):
        """What a trial or its control stands on: a rule that wasn't written would be a control that shows nothing."""
        status, words = self.run(f"set -e; {command}", limit)
        if status:
            raise RuntimeError(f"{command}: {status} {words}")

    def drop_in(self, lines):
        self.do(f"mkdir -p {DROP_INS}; printf '%s' '{lines}' >{DROP_INS}/zz.conf; systemctl daemon-reload")

    def no_drop_in(self):
        self.do(f"rm -f {DROP_INS}/zz.conf; systemctl daemon-reload")

    def pass_time(self, seconds):
        """By the machine's own clock, which may be slower than this computer's."""
        self.do(f"sleep {seconds}", seconds + 60)

    def uptime(self):
        return float(self.out("cut -d' ' -f1 /proc/uptime"))

    def show(self, name):
        return self.out(f"systemctl show {UNIT} -p {name} --value")

    def app(self):
        return self.out("pgrep -x wijkverbinder")

    def since(self):
        return self.show("ActiveEnterTimestampMonotonic")

    def wait_active(self, limit=300, not_since=""):
        """Until the app's picture is on the screen (active: READY), by a start other than `not_since`."""
        end = self.uptime() + limit
        while self.uptime() < end:
            # Two lines; none while systemd begins anew.
            said = self.out(f"systemctl show {UNIT} -p ActiveState -p ActiveEnterTimestampMonotonic --value 2>/dev/null").split("\n")
            if "active" in said and not_since not in said:
                return
            self.pass_time(2)  # asking takes time from what is waited for
        raise RuntimeError("never active: " + self.out(f"journalctl -b -u {UNIT} --no-pager | tail -n 30"))

    def has_picture(self):
        """Within five seconds: QEMU's copy of the screen may be a moment behind, also after going back."""
        for _ in range(5):
            if colours(self.screen()) > 50:
                return True
            self.pass_time(1)
        return False

    def restart(self):
        self.run(f"systemctl reset-failed {UNIT}; systemctl restart {UNIT}", 600)
        self.wait_active()

    def state(self):
        """What a way out would change: the program, its session's screen, the machine's start, what is active."""
        return (self.app(), self.terminal(), self.boot(), self.show("ActiveState"))

    def terminal(self):
        return self.out("cat /sys/class/tty/tty0/active")

    def boot(self):
        return self.out("cat /proc/sys/kernel/random/boot_id")

    def starting_s(self):
        """How long the last start took until its picture, by the machine's own clock."""
        begun, active = (int(self.show(n) or 0) for n in ("ExecMainStartTimestampMonotonic", "ActiveEnterTimestampMonotonic"))
        return (active - begun) / 1e6

    def fingers(self, words, limit=600):
        status, out = self.run(f"python3 /usr/local/sbin/fingers.py {words}", limit)
        if status:
            raise RuntimeError(out)
        return int(out.split()[-1])

    def log_touches(self):
        """From its next start on the app's side of Wayland writes down what it is told."""
        self.drop_in(f"[Service]\nEnvironment=WAYLAND_DEBUG=client\nStandardOutput=append:{TOLD}\nStandardError=append:{TOLD}\n")

    def felt(self, words):
        """Where on its page, in pixels, the app feels the first of these fingers; None when it feels none."""
        self.do(f": >{TOLD}")
        self.fingers(words)
        found = re.search(r"wl_touch@\d+\.down\(\d+, \d+, wl_surface@\d+, \d+, ([\d.]+), ([\d.]+)\)", self.out(f"cat {TOLD}"))
        return found and (round(float(found[1])), round(float(found[2])))

    def is_used(self):
        for _ in range(5):
            if self.show("StatusText") == "Somebody uses it.":
                return True
            self.pass_time(2)
        return False

    def places(self, ids, size):
        """Where each of these widgets is when it is its turn, in thousandths: the same program says so, off-screen, once."""
        asked = (tuple(ids), size)
        if asked not in self.known_places:
            self.known_places[asked] = self.find_places(ids, size)
        return self.known_places[asked]

    def find_places(self, ids, size):
        script = "".join(f"tree {n}.json\ntap {name}\n" for n, name in enumerate(ids))
        self.do(f"mkdir -p /tmp/way; printf '%s' '{script}' >/tmp/way/way.play")
        # QEMU's panel is 320 mm wide for 1280 pixels.
        status, out = self.run("wijkverbinder --play /tmp/way/way.play --out /tmp/way --data /tmp/way/data "
                               f"--size {size[0]}x{size[1]} --dpi 102" + (f" --config {self.config}" if self.config else ""), 600)
        if status:
            raise RuntimeError(out)
        found = []
        for number, name in enumerate(ids):
            nodes = json.loads(self.out(f"cat /tmp/way/{number}.json"))["nodes"]
            x, y, width, height = next(n["rect_px"] for n in nodes if n["id"] == name)
            found.append((round((x + width / 2) / size[0] * 1000), round((y + height / 2) / size[1] * 1000)))
        return found
