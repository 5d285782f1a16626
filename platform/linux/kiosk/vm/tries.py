#!/usr/bin/env python3
"""tries.py FOLDER [--quick] [NAME…] | --list: the trials of a kiosk, each in a machine as it was just after its installation
(machine.py). A trial gives rows: what was tried, what came out, what was wanted. A control takes one rule out and must come out
otherwise. Prints Markdown; status 1 when a row isn't as wanted."""
import json
import random
import re
import sys
import time

from machine import Machine, colours, differing

UNIT = "wijkverbinder-kiosk.service"
DATA = "/var/lib/wijkverbinder/data"
DROP_INS = f"/etc/systemd/system/{UNIT}.d"
# Shift, Ctrl, Alt, Ctrl+Alt, Super (evdev's codes)
MODIFIERS = ["0", "42", "29", "56", "29+56", "125"]
BACK_WITHIN_S = 10  # besides the program's own start, in QEMU
POWER_CUTS = 6
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
        # An imitated processor gets no time for seconds while its computer has other work: then the watchdog waits longer.
        self.made = {}
        self.watchdog_s = 8 if self.kind == "KVM" else 40

    def install(self, options="", patient=True):
        if patient:
            self.drop_in(f"[Service]\nWatchdogSec={self.watchdog_s}\nTimeoutStartSec=300\n", "tried")
        status, words = self.run(f"wijkverbinder-kiosk install {options}", 900)
        if status:
            raise RuntimeError(words)
        return self.wait_active()

    def start_installed(self, options=""):
        """A kiosk that was just installed: made once, and gone back to for each trial that asks for the same."""
        if options in self.made:
            self.back_to(self.made[options])
            return
        if self.made:
            self.back_to(self.made[""])
        elif options:
            self.start_installed()
        self.install(options)
        name = f"kiosk{len(self.made)}"
        self.keep(name)
        self.made[options] = name

    def drop_in(self, lines, name="zz"):
        self.run(f"mkdir -p {DROP_INS}; printf '%s' '{lines}' >{DROP_INS}/{name}.conf; systemctl daemon-reload")

    def no_drop_in(self, name="zz"):
        self.run(f"rm -f {DROP_INS}/{name}.conf; systemctl daemon-reload")

    def show(self, name):
        return self.out(f"systemctl show {UNIT} -p {name} --value")

    def app(self):
        return self.out("pgrep -x wijkverbinder")

    def since(self):
        return self.show("ActiveEnterTimestampMonotonic")

    def wait_active(self, limit=600, not_since=""):
        """Seconds until the app's picture is on the screen (active: READY), by a start other than `not_since`."""
        begin = time.monotonic()
        while time.monotonic() < begin + limit:
            state, since = self.out(f"systemctl show {UNIT} -p ActiveState -p ActiveEnterTimestampMonotonic --value").split("\n")
            if "active" in (state, since) and not_since not in (state, since):
                return time.monotonic() - begin
            time.sleep(2)  # asking takes time from what is waited for
        raise RuntimeError("never active: " + self.out(f"journalctl -b -u {UNIT} --no-pager | tail -n 30"))

    def restart(self):
        self.run(f"systemctl reset-failed {UNIT}; systemctl restart {UNIT}", 600)
        return self.wait_active()

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

    def is_used(self):
        for _ in range(5):
            if self.show("StatusText") == "Somebody uses it.":
                return True
            time.sleep(2)
        return False

    def places(self, ids, size):
        """Where each of these widgets is when it is its turn, in thousandths: the same program says so, off-screen."""
        script = "".join(f"tree {n}.json\ntap {name}\n" for n, name in enumerate(ids))
        self.run(f"mkdir -p /tmp/way; printf '%s' '{script}' >/tmp/way/way.play")
        # QEMU's panel is 320 mm wide for 1280 pixels.
        status, out = self.run("wijkverbinder --play /tmp/way/way.play --out /tmp/way --data /tmp/way/data "
                               f"--size {size[0]}x{size[1]} --dpi 102", 600)
        if status:
            raise RuntimeError(out)
        found = []
        for number, name in enumerate(ids):
            nodes = json.loads(self.out(f"cat /tmp/way/{number}.json"))["nodes"]
            x, y, width, height = next(n["rect_px"] for n in nodes if n["id"] == name)
            found.append((round((x + width / 2) / size[0] * 1000), round((y + height / 2) / size[1] * 1000)))
        return found


def try_boot(kiosk):
    dark = colours(kiosk.screen())
    row("control: before it is a kiosk the screen has no picture", dark < 50, True)
    kiosk.install()
    row("made a kiosk, the app's picture is on the screen", colours(kiosk.screen()) > 50, True)
    row("nobody but its own user runs it", kiosk.out("ps -o user:20= -p $(pgrep -x wijkverbinder)"), "wijkverbinder")
    row("it stays in the unit's own control group", kiosk.out("cut -d: -f3 /proc/$(pgrep -x wijkverbinder)/cgroup"),
        f"/system.slice/{UNIT}")
    exposure = float(kiosk.out(f"systemd-analyze security --no-pager {UNIT} | sed -n 's/.*exposure level.*: \\([0-9.]*\\) .*/\\1/p'"))
    row(f"`systemd-analyze security`: {exposure}, at most 2.0", exposure <= 2.0, True)
    row("no driver of a graphics card is loaded",
        kiosk.out("cat /proc/$(pgrep -x wijkverbinder)/maps /proc/$(pgrep -x cage)/maps | grep -c -E 'LLVM|_dri.so'"), "0")
    sizes = {n: int(kiosk.out(f"awk '/^Pss:/ {{ n += $2 }} END {{ print int(n / 1024) }}' /proc/$(pgrep -x {n})/smaps_rollup"))
             for n in ("cage", "wijkverbinder")}
    row(f"memory (PSS) on the real screen device: app {sizes['wijkverbinder']} MB, cage {sizes['cage']} MB, at most 60",
        sum(sizes.values()) <= 60, True)
    seconds = kiosk.cut_power()
    kiosk.wait_active()
    row(f"after a power cut it comes up by itself (the machine {seconds:.0f} s, then {kiosk.starting_s():.0f} s)",
        colours(kiosk.screen()) > 50, True)


def try_touch(kiosk):
    kiosk.start_installed()
    (begin,) = kiosk.places(["attract.start"], (1280, 800))
    tap = f"tap {begin[0]} {begin[1]}"
    row("control: nobody touched it, nobody uses it", kiosk.is_used(), False)
    kiosk.fingers(tap)
    row("a touch opens the next page", kiosk.is_used(), True)
    before = kiosk.state()
    sent = sum(kiosk.fingers(words) for words in ("ten 3", "swipe 0 500 600 500", "swipe 999 500 400 500", "swipe 500 0 500 700",
                                                  "swipe 500 999 500 300", "tap 5 5 4", "tap 995 5 4"))
    row(f"ten fingers, swipes from each edge, long presses in corners ({sent} events): nothing but the app", kiosk.state() == before, True)
    kiosk.restart()
    kiosk.fingers(tap)
    row("after the touch panel went and came back nine times, a touch works", kiosk.is_used(), True)
    kiosk.run("mkdir -p /run/udev/rules.d; echo 'ATTRS{name}==\"tried touch panel\", ENV{LIBINPUT_IGNORE_DEVICE}=\"1\"' >/run/udev/rules.d/99-tried.rules; "
              "udevadm control --reload")
    kiosk.restart()
    kiosk.fingers(tap)
    row("control: a panel that is switched off by a rule does nothing", kiosk.is_used(), False)


def try_keys(kiosk):
    """The worst case: QEMU's keyboard is an allowed keypad, so that the rules behind the first one have to hold."""
    kiosk.start_installed("--keypad 0627:0001")
    before = kiosk.state()
    for number in range(1, 13):
        kiosk.press("ctrl", "alt", f"f{number}")
        kiosk.press("alt", f"f{number}")
    for keys in (("alt", "right"), ("alt", "left"), ("alt", "up"), ("ctrl", "alt", "backspace"), ("ctrl", "alt", "esc"), ("alt", "f4"),
                 ("meta_l",), ("alt", "tab"), ("print",), ("menu",)):
        kiosk.press(*keys)
    row("Ctrl+Alt and Alt with each function key, Alt+arrow, Alt+Tab, Alt+F4, of an allowed keypad", kiosk.state() == before, True)
    for _ in range(10):
        kiosk.press("ctrl", "alt", "delete")
    time.sleep(5)
    row("Ctrl+Alt+Del, ten times", kiosk.state() == before, True)
    for letter in "hstmwrklfeiub":
        kiosk.press("alt", "sysrq", letter)
    row("Alt+SysRq and thirteen letters", (kiosk.state() == before, kiosk.out("dmesg | grep -c -i 'sysrq: [^T]'")), (True, "0"))
    kiosk.tell("system_powerdown")
    kiosk.press("power")
    kiosk.press("sleep")
    time.sleep(8)
    row("the machine's and the keyboard's power key, the sleep key", kiosk.state() == before, True)
    # The controls: each rule out, and it gets through. The gentle ones first.
    kiosk.run("sysctl -w kernel.sysrq=1")
    kiosk.press("alt", "sysrq", "s")
    time.sleep(2)
    row("control: with kernel.sysrq=1 Alt+SysRq+S syncs", kiosk.out("dmesg | grep -c -i 'sysrq: Emergency Sync'") != "0", True)
    kiosk.run("sysctl -w kernel.sysrq=0")
    kiosk.drop_in('[Service]\nEnvironment="CAGE_OPTIONS=-s"\n')
    kiosk.restart()
    kiosk.press("ctrl", "alt", "f5")
    time.sleep(3)
    row("control: where cage may switch (-s) Ctrl+Alt+F5 leaves the screen", kiosk.terminal(), "tty5")
    # Between two starts the keyboard is the kernel's own again.
    kiosk.no_drop_in()
    kiosk.run(f"systemctl stop {UNIT}", 300)
    booted = kiosk.boot()
    for _ in range(10):
        kiosk.press("ctrl", "alt", "delete")
    for number in range(1, 7):
        kiosk.press("alt", f"f{number}")
    time.sleep(5)
    row("between two starts: Ctrl+Alt+Del starts nothing anew, no terminal has a login",
        (kiosk.boot() == booted, kiosk.out("pgrep -c 'getty|login$'")), (True, "0"))
    kiosk.restart()
    row("and then its picture is back, on the terminal that was switched to", colours(kiosk.screen()) > 50, True)
    kiosk.run(f"systemctl stop {UNIT}; rm /etc/systemd/system/ctrl-alt-del.target; systemctl daemon-reload", 300)
    kiosk.press("ctrl", "alt", "delete")
    kiosk.rest = b""
    kiosk.wait_for_boot()
    row("control: with its target Ctrl+Alt+Del starts the machine anew", kiosk.boot() != booted, True)
    kiosk.wait_active()
    kiosk.run(f"systemctl stop {UNIT}; rm /etc/systemd/logind.conf.d/wijkverbinder-kiosk.conf /etc/udev/rules.d/9*wijkverbinder*; "
              "udevadm control --reload; udevadm trigger --subsystem-match=input; udevadm settle; systemctl restart systemd-logind; "
              "sleep 3", 300)
    kiosk.tell("system_powerdown")
    end = time.monotonic() + 300
    while time.monotonic() < end and not kiosk.is_off():
        time.sleep(1)
    row("control: without the rules the power key switches it off", time.monotonic() < end, True)


def try_keyboard(kiosk):
    kiosk.start_installed()
    row("a keyboard that isn't allowed is dead for the kernel too",
        kiosk.out("cat /sys/class/input/input*/inhibited | grep -c ^1") != "0", True)
    before = kiosk.state()
    sent = sum(kiosk.fingers(f"keys 1 546 {held}", 900) for held in MODIFIERS)
    row(f"{sent} chords of 545 key codes, alone and with five sets of modifiers", kiosk.state() == before, True)
    # -s as well: so that there is a way out that only the rule closes.
    kiosk.drop_in('[Service]\nEnvironment="CAGE_OPTIONS=-s"\n')
    kiosk.restart()
    home = kiosk.terminal()
    kiosk.fingers("keys 63 64 29+56")
    row("a foreign keyboard's Ctrl+Alt+F5, even where cage may switch", kiosk.terminal(), home)
    kiosk.run("rm /etc/udev/rules.d/90-wijkverbinder-kiosk.rules; udevadm control --reload")
    kiosk.restart()
    kiosk.fingers("keys 63 64 29+56")
    row("control: without the rule it leaves the screen", kiosk.terminal(), "tty5")


def back(kiosk, what, command, watchdog_s=0):
    """One fault: how long until the picture of a new start is on the screen. What the machine's own slowness takes (the program's
    start, a watchdog that was given more time) is told, and not counted."""
    was, since = kiosk.app(), kiosk.since()
    at = float(kiosk.out("cut -d' ' -f1 /proc/uptime; " + command).split()[0])
    kiosk.wait_active(not_since=since)
    seconds, start = int(kiosk.since()) / 1e6 - at, kiosk.starting_s()
    late = watchdog_s - 8 if watchdog_s else 0
    told = f", {watchdog_s} s the watchdog's" if watchdog_s else ""
    row(f"{what}: back {seconds:.1f} s later ({start:.1f} s its start{told})",
        (seconds - start - late <= BACK_WITHIN_S, kiosk.app() != was, colours(kiosk.screen()) > 50), (True, True, True))


def stays_away(kiosk, what, command, seconds, rule):
    kiosk.drop_in(f"[Service]\n{rule}\n")
    kiosk.restart()
    since = kiosk.since()
    kiosk.run(command)
    time.sleep(seconds)
    row(what, kiosk.since() == since or kiosk.show("ActiveState") != "active", True)
    kiosk.no_drop_in()


def try_faults(kiosk):
    kiosk.start_installed()
    watchdog = kiosk.watchdog_s
    back(kiosk, "the app killed", "pkill -KILL -x wijkverbinder")
    back(kiosk, "the app frozen (SIGSTOP)", "pkill -STOP -x wijkverbinder", watchdog)
    back(kiosk, "the compositor killed", "pkill -KILL -x cage")
    back(kiosk, "the compositor frozen", "pkill -STOP -x cage", watchdog)
    back(kiosk, "seatd killed", "pkill -KILL -x seatd")
    stays_away(kiosk, "control: with Restart=no a killed app stays away", "pkill -KILL -x wijkverbinder", 30, "Restart=no")
    kiosk.restart()
    stays_away(kiosk, "control: with Restart=no a killed compositor stays away", "pkill -KILL -x cage", 30, "Restart=no")
    kiosk.restart()
    stays_away(kiosk, "control: without a watchdog a frozen app stays frozen", "pkill -STOP -x wijkverbinder", 60, "WatchdogSec=0")
    kiosk.run("pkill -KILL -x wijkverbinder")
    kiosk.restart()


BROKEN = ("mv /usr/lib/wijkverbinder/wijkverbinder /usr/lib/wijkverbinder/gone; "
          "ln -s /bin/false /usr/lib/wijkverbinder/wijkverbinder; pkill -KILL -x wijkverbinder")
MENDED = "mv /usr/lib/wijkverbinder/gone /usr/lib/wijkverbinder/wijkverbinder"


def try_starts(kiosk):
    kiosk.start_installed()
    already = int(kiosk.show("NRestarts") or 0)
    kiosk.run(BROKEN)
    end = time.monotonic() + 900
    while int(kiosk.show("NRestarts") or 0) < already + 11 and time.monotonic() < end:
        time.sleep(2)
    crashed = int(kiosk.show("NRestarts")) - already
    kiosk.run(MENDED)
    kiosk.wait_active()
    row("ten starts in a row that crash, then a good one: it is back", crashed >= 11, True)
    kiosk.drop_in("[Unit]\nStartLimitIntervalSec=600\nStartLimitBurst=3\n")
    kiosk.restart()
    kiosk.run(BROKEN)
    end = time.monotonic() + 300
    while kiosk.show("ActiveState") != "failed" and time.monotonic() < end:
        time.sleep(2)
    kiosk.run(MENDED)
    time.sleep(20)
    row("control: with systemd's usual limit of starts it stays dark", kiosk.show("ActiveState"), "failed")
    kiosk.no_drop_in()
    kiosk.restart()
    kiosk.run(f"systemctl stop {UNIT}; date -s 1970-01-02; systemctl start --no-block {UNIT}", 300)
    kiosk.wait_active()
    row("the clock in 1970: it starts", colours(kiosk.screen()) > 50, True)
    kiosk.run(f"systemctl stop {UNIT}; fallocate -l $(($(stat -f -c '%a*%S' /) - 4194304)) /full; "
              f"dd if=/dev/zero of=/full2 bs=64k 2>/dev/null; systemctl start --no-block {UNIT}", 600)
    kiosk.wait_active()
    (begin,) = kiosk.places(["attract.start"], (1280, 800))
    kiosk.fingers(f"tap {begin[0]} {begin[1]}")
    row("the disk full: it starts, and lets nobody begin a message", (colours(kiosk.screen()) > 50, kiosk.is_used()), (True, False))
    kiosk.run("rm /full /full2")
    time.sleep(90)
    kiosk.fingers(f"tap {begin[0]} {begin[1]}")
    row("control: with room again it does, within a minute and a half", kiosk.is_used(), True)


def try_saving(kiosk):
    kiosk.start_installed()
    places = kiosk.places(WAY, (1280, 800))
    spots = [f"{x} {y}" for x, y in places]
    count = f"find {DATA}/outbox -name '*.json' | wc -l"
    send = f"python3 /usr/local/sbin/fingers.py tap {spots[-1]}"

    def fill_in():
        kiosk.fingers("taps 2 " + " ".join(spots[:-1]))
        return kiosk.screen()

    def is_receipt(ready, now):
        return differing(ready, now) > 0.1

    ready = fill_in()
    row("control: before the last touch nothing is kept", kiosk.out(count), "0")
    begun = time.monotonic()
    kiosk.begin(send)
    while not is_receipt(ready, kiosk.screen()) and time.monotonic() < begun + 120:
        time.sleep(0.1)
    usual = time.monotonic() - begun
    row("control: without a power cut the receipt comes and the message is kept", kiosk.out(count), "1")
    kept, told, lost, cut_short = 1, 0, 0, 0
    chance = random.Random(17)
    for cut in range(POWER_CUTS):
        kiosk.restart()
        ready = fill_in()
        kiosk.begin(send)
        time.sleep(max(0.0, usual + chance.uniform(-2.0, 0.5)))
        seen = kiosk.screen()
        kiosk.cut_power()
        kiosk.wait_active()
        now = int(kiosk.out(count))
        told += is_receipt(ready, seen)
        lost += is_receipt(ready, seen) and now != kept + 1
        lost += now < kept
        cut_short += now == kept
        kept = now
        row(f"power cut {cut + 1} while a message is sent: afterwards nobody's form is on the screen", kiosk.is_used(), False)
    row(f"{POWER_CUTS} power cuts: {told} came after the receipt stood there, {cut_short} before the message was kept; none is lost", lost, 0)
    kiosk.run(f"systemctl stop {UNIT}", 300)
    status, words = kiosk.run(f"wijkverbinder queue verify --data {DATA} --json")
    row(f"`queue verify` afterwards: {kept} whole, none broken",
        (status, json.loads(words.splitlines()[-1])["waiting"], kiosk.out(f"find {DATA}/quarantine -type f 2>/dev/null | wc -l")),
        (0, kept, "0"))
    kiosk.run("echo kept >/root/kept; sync; echo lost >/root/lost")
    kiosk.cut_power()
    row("control: what nobody brought to the disk is gone after such a cut", kiosk.out("cat /root/kept /root/lost 2>/dev/null"), "kept")


def try_newer(kiosk):
    kiosk.start_installed()
    (begin,) = kiosk.places(["attract.start"], (1280, 800))
    kiosk.fingers(f"tap {begin[0]} {begin[1]}")
    was = kiosk.app()
    # What the postinst of a newer package does.
    kiosk.run("wijkverbinder-kiosk renew", 300)
    time.sleep(15)
    row("a newer package in the middle of a visit: the same program goes on", (kiosk.app() == was, kiosk.is_used()), (True, True))
    end = time.monotonic() + 900
    while kiosk.app() == was and time.monotonic() < end:
        time.sleep(2)
    kiosk.wait_active()
    row("once the visitor has gone the new one begins", (kiosk.app() != was, kiosk.is_used()), (True, False))
    was, since = kiosk.app(), kiosk.since()
    kiosk.run("wijkverbinder-kiosk renew", 300)
    kiosk.wait_active(not_since=since)
    row("control: while nobody uses it, at once", kiosk.app() != was, True)


# The kernel sends no word when a connector is forced on or off by hand; udev is told to say it.
OUTPUT = "/sys/class/drm/card0-Virtual-1/status"
PLUGGED = "udevadm trigger --action=change /sys/class/drm/card0"


def try_screens(kiosk):
    kiosk.start_installed("--rotate 90")
    ((x, y),) = kiosk.places(["attract.start"], (800, 1280))
    row("turned upright: the first screen stands there", colours(kiosk.screen()) > 50, True)
    kiosk.fingers(f"tap {1000 - y} {x}")
    row("control: a touch at the opposite place opens nothing", kiosk.is_used(), False)
    kiosk.fingers(f"tap {y} {1000 - x}")
    row("a touch where the button is seen opens the next page", kiosk.is_used(), True)
    kiosk.run("rm /etc/udev/rules.d/91-*; udevadm control --reload")
    kiosk.restart()
    kiosk.fingers(f"tap {y} {1000 - x}")
    row("control: without its rule the touch isn't turned", kiosk.is_used(), False)
    kiosk.run("mkdir -p /run/udev/rules.d; "
              "echo 'ACTION==\"change\", SUBSYSTEM==\"drm\", ENV{HOTPLUG}=\"1\"' >/run/udev/rules.d/99-tried.rules; "
              "udevadm control --reload")
    back(kiosk, "the screen unplugged and plugged in at once", f"echo off >{OUTPUT}; {PLUGGED}")
    # `screen` looks whether one is connected, which would end the unplugged state.
    kiosk.drop_in("[Service]\nExecStartPre=\n")
    kiosk.run(f"echo off >{OUTPUT}; {PLUGGED}; sleep 60")
    row("the screen off for a minute: no start succeeds, none is the last", kiosk.show("ActiveState") in ("activating", "deactivating"), True)
    back(kiosk, "the screen on again", f"echo detect >{OUTPUT}; {PLUGGED}")
    kiosk.no_drop_in()


def try_two(kiosk):
    """A second screen, on a second card: which of the two is used, and that the page isn't spread over both."""
    connected = "cat /sys/class/drm/card*-*/status | grep -c ^connected"
    row("control: two screens are connected", kiosk.out(connected), "2")
    kiosk.install()
    row("of two screens one is used, the page is whole on it", (kiosk.out(connected), colours(kiosk.screen()) > 50), ("1", True))
    kiosk.run("wijkverbinder-kiosk uninstall", 600)
    row("uninstall: both are seen again", kiosk.out(connected), "2")


def try_undo(kiosk):
    look = ("cd /etc && { find . -type d -printf '%y %m %u %g %p\\n' -o -printf '%y %m %u %g %p %l\\n'; "
            "find . -type f -exec sha256sum {} +; } | sort | sha256sum; "
            "systemctl list-unit-files --no-pager --no-legend | grep -v tried- | sort | sha256sum; "
            "cat /proc/sys/kernel/sysrq /proc/sys/kernel/printk /proc/sys/kernel/panic /proc/sys/kernel/core_pattern")
    before = kiosk.out(look)
    kiosk.install("--keypad 0627:0001 --rotate 90", patient=False)
    row("control: a kiosk's /etc is another", kiosk.out(look) != before, True)
    kiosk.run("wijkverbinder-kiosk uninstall", 600)
    row("uninstall: /etc, units and the kernel's settings are as before", kiosk.out(look) == before, True)
    row("`dpkg -V` finds nothing", kiosk.out("dpkg -V wijkverbinder cage seatd systemd udev | grep -v /etc/"), "")
    row("a login is offered again", kiosk.out("sleep 5; systemctl is-active getty@tty1.service"), "active")
    row("keyboards live again", kiosk.out("cat /sys/class/input/input*/inhibited | grep -c ^1"), "0")


TRIES = {"boot": try_boot, "touch": try_touch, "keys": try_keys, "keyboard": try_keyboard, "faults": try_faults, "starts": try_starts,
         "saving": try_saving, "newer": try_newer, "screens": try_screens, "two": try_two, "undo": try_undo}
OWN = {"boot": (), "two": ("-device", "bochs-display"), "undo": ()}
QUICK = ["boot", "undo"]


def main(folder, names):
    # One machine for all trials of an installed kiosk; those that begin before it is one, or want other parts, have their own.
    shared, kind = None, ""
    for name in names:
        print(f"== {name}", flush=True)
        own = name in OWN
        kiosk = Kiosk(folder, OWN.get(name, ())) if own or shared is None else shared
        kind, begun = kiosk.kind, time.monotonic()
        try:
            if own:
                if shared is not None:
                    shared.stop()
                shared = None
            if kiosk.process is None:
                kiosk.start()
            TRIES[name](kiosk)
        except (RuntimeError, OSError, ValueError, StopIteration) as trouble:
            row(f"{name}: {re.sub(chr(10), ' / ', str(trouble))[-900:]}", "broke off", "")
            own = True  # who knows what it is like now
        if own:
            kiosk.stop()
        shared = None if own else kiosk
        print(f"   {time.monotonic() - begun:.0f} s", flush=True)
    if shared is not None:
        shared.stop()
    print(f"\n| tried ({kind}, {time.strftime('%Y-%m-%d', time.gmtime())}) | as wanted |\n|---|---|")
    for what, came_out, good in rows:
        print(f"| {what} | {'yes' if good else '**no**: ' + came_out} |")
    wrong = sum(not good for _, _, good in rows)
    print(f"\n{len(rows) - wrong} as wanted, {wrong} not")
    return 1 if wrong else 0


if __name__ == "__main__":
    words = [w for w in sys.argv[1:] if not w.startswith("--")]
    if "--list" in sys.argv:
        print(" ".join(TRIES))
    else:
        sys.exit(main(words[0], words[1:] or (QUICK if "--quick" in sys.argv else list(TRIES))))
