#!/usr/bin/env python3
"""tries.py FOLDER [--quick] [NAME…] | --list: the trials of a kiosk, each in a machine that was just started (machine.py). A trial gives
rows: what was tried, what came out, what was wanted. A control takes one rule out and must come out otherwise. Prints Markdown;
status 1 when a row isn't as wanted."""
import re
import sys
import time

from machine import Machine, colours, differing

UNIT = "wijkverbinder-kiosk.service"
DATA = "/var/lib/wijkverbinder/data"
# Shift, Ctrl, Alt, Ctrl+Alt, Super (evdev's codes)
MODIFIERS = ["0", "42", "29", "56", "29+56", "125"]
BACK_WITHIN_S = 10  # besides the program's own start, in QEMU
rows = []


def row(what, came_out, wanted):
    rows.append((what, str(came_out), came_out == wanted))
    print(f"{'ok    ' if came_out == wanted else 'FAILED'} {what}: {came_out}" + ("" if came_out == wanted else f", wanted {wanted}"),
          flush=True)


class Kiosk(Machine):
    def __init__(self, folder):
        super().__init__(folder, patience=1800)

    def install(self, options=""):
        status, words = self.run(f"wijkverbinder-kiosk install {options}", 900)
        if status:
            raise RuntimeError(words)
        return self.wait_active()

    def show(self, name):
        return self.out(f"systemctl show {UNIT} -p {name} --value")

    def app(self):
        return self.out("pgrep -x wijkverbinder")

    def wait_active(self, limit=600, not_since=""):
        """Seconds until the app's picture is on the screen (active: READY), by a start other than `not_since`."""
        begin = time.monotonic()
        while time.monotonic() < begin + limit:
            if self.show("ActiveState") == "active" and self.show("ActiveEnterTimestampMonotonic") != not_since:
                return time.monotonic() - begin
            time.sleep(0.5)
        raise RuntimeError("never active: " + self.out(f"journalctl -b -u {UNIT} --no-pager | tail -n 30"))

    def state(self):
        """What a way out would change: the program, its session's screen, the machine's start, what is active."""
        return (self.app(), self.out("cat /sys/class/tty/tty0/active"), self.out("cat /proc/sys/kernel/random/boot_id"),
                self.show("ActiveState"))

    def starting_s(self):
        """How long the last start took until its picture, by the machine's own clock."""
        begun, active = (int(self.show(n) or 0) for n in ("ExecMainStartTimestampMonotonic", "ActiveEnterTimestampMonotonic"))
        return (active - begun) / 1e6


def fingers(kiosk, words, limit=600):
    status, out = kiosk.run(f"python3 /usr/local/sbin/fingers.py {words}", limit)
    if status:
        raise RuntimeError(out)
    return int(out.split()[-1])


def try_boot(kiosk):
    dark = colours(kiosk.screen())
    row("control: before it is a kiosk the screen has no picture", dark < 50, True)
    kiosk.install()
    row("made a kiosk, the app's picture is on the screen", colours(kiosk.screen()) > 50, True)
    row("nobody but its own user runs it", kiosk.out("ps -o user= -p $(pgrep -x wijkverbinder)"), "wijkver+")
    row("it stays in the unit's own control group", kiosk.out("cut -d: -f3 /proc/$(pgrep -x wijkverbinder)/cgroup"),
        f"/system.slice/{UNIT}")
    exposure = float(kiosk.out(f"systemd-analyze security --no-pager {UNIT} | sed -n 's/.*exposure level.*: \\([0-9.]*\\) .*/\\1/p'"))
    row(f"systemd-analyze security: {exposure}", exposure <= 2.0, True)
    row("no driver of a graphics card is loaded",
        kiosk.out("cat /proc/$(pgrep -x wijkverbinder)/maps /proc/$(pgrep -x cage)/maps | grep -c -E 'LLVM|_dri.so'"), "0")
    sizes = {n: int(kiosk.out(f"awk '/^Pss:/ {{ n += $2 }} END {{ print int(n / 1024) }}' /proc/$(pgrep -x {n})/smaps_rollup"))
             for n in ("cage", "wijkverbinder")}
    row(f"memory (PSS): app {sizes['wijkverbinder']} MB, cage {sizes['cage']} MB", sum(sizes.values()) <= 60, True)
    before = kiosk.screen()
    fingers(kiosk, "tap 770 452")  # "Begin"
    row("a touch opens the next page", differing(before, kiosk.screen()) > 0.05, True)
    seconds = kiosk.cut_power()
    kiosk.wait_active()
    row(f"after a power cut it comes up by itself (the machine {seconds:.0f} s, {kiosk.kind})", colours(kiosk.screen()) > 50, True)


def try_keys(kiosk):
    """The worst case: QEMU's keyboard is an allowed keypad, so that the rules behind the first one have to hold."""
    kiosk.install("--keypad 0627:0001")
    before = kiosk.state()
    for number in range(1, 13):
        kiosk.press("ctrl", "alt", f"f{number}")
        kiosk.press("alt", f"f{number}")
    for keys in (("alt", "right"), ("alt", "left"), ("alt", "up"), ("ctrl", "alt", "backspace"), ("ctrl", "alt", "esc"), ("alt", "f4"),
                 ("meta_l",), ("alt", "tab"), ("print",), ("menu",)):
        kiosk.press(*keys)
    row("VT keys of an allowed keypad", kiosk.state() == before, True)
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
    kiosk.run(f"mkdir -p /run/systemd/system/{UNIT}.d; printf '[Service]\\nEnvironment=CAGE_OPTIONS=-s\\n' "
              f">/run/systemd/system/{UNIT}.d/zz.conf; systemctl daemon-reload; systemctl restart {UNIT}", 300)
    kiosk.wait_active()
    kiosk.press("ctrl", "alt", "f5")
    time.sleep(3)
    row("control: where cage may switch (-s) Ctrl+Alt+F5 leaves the screen", kiosk.out("cat /sys/class/tty/tty0/active"), "tty5")
    kiosk.run(f"systemctl stop {UNIT}; rm /etc/systemd/logind.conf.d/wijkverbinder-kiosk.conf; udevadm control --reload; "
              "rm /etc/udev/rules.d/9*wijkverbinder*; udevadm control --reload; udevadm trigger --subsystem-match=input; "
              "udevadm settle; systemctl restart systemd-logind; sleep 3", 120)
    kiosk.tell("system_powerdown")
    end = time.monotonic() + 300
    while time.monotonic() < end and kiosk.tell("query-status")["status"] not in ("shutdown",) and kiosk.process.poll() is None:
        time.sleep(1)
    row("control: without the rules the power key switches it off", time.monotonic() < end, True)


def try_foreign_keyboard(kiosk):
    kiosk.install()
    row("a keyboard that isn't allowed is dead for the kernel too",
        kiosk.out("cat /sys/class/input/input*/name /sys/class/input/input*/inhibited | grep -c ^1") != "0", True)
    before = kiosk.state()
    sent = sum(fingers(kiosk, f"keys 1 546 {held}", 900) for held in MODIFIERS)
    row(f"{sent} chords of 545 key codes with five sets of modifiers", kiosk.state() == before, True)
    sent = sum(fingers(kiosk, words) for words in ("ten 3", "swipe 0 500 600 500", "swipe 999 500 400 500", "swipe 500 0 500 700",
                                                    "swipe 500 999 500 300", "tap 5 5 4", "tap 995 5 4"))
    row(f"ten fingers, edge swipes, long presses in corners ({sent} events)", kiosk.state() == before, True)


def try_faults(kiosk):
    kiosk.install()
    base = kiosk.starting_s()
    for what, command in (("the app killed", "pkill -KILL -x wijkverbinder"), ("the app frozen (SIGSTOP)", "pkill -STOP -x wijkverbinder"),
                          ("the compositor killed", "pkill -KILL -x cage"), ("the compositor frozen", "pkill -STOP -x cage"),
                          ("seatd killed", "pkill -KILL -x seatd")):
        was, since = kiosk.app(), kiosk.show("ActiveEnterTimestampMonotonic")
        at = float(kiosk.out("cut -d' ' -f1 /proc/uptime; " + command).split()[0])
        kiosk.wait_active(not_since=since)
        back = int(kiosk.show("ActiveEnterTimestampMonotonic")) / 1e6 - at
        row(f"{what}: back {back:.1f} s later, {kiosk.starting_s():.1f} of them its start",
            (back - kiosk.starting_s() <= BACK_WITHIN_S, kiosk.app() != was, colours(kiosk.screen()) > 50), (True, True, True))
    kiosk.run("mv /usr/lib/wijkverbinder/wijkverbinder /usr/lib/wijkverbinder/gone; ln -s /bin/false /usr/lib/wijkverbinder/wijkverbinder; "
              "pkill -KILL -x wijkverbinder")
    end = time.monotonic() + 600
    while int(kiosk.show("NRestarts") or 0) < 15 and time.monotonic() < end:
        time.sleep(2)
    kiosk.run("mv /usr/lib/wijkverbinder/gone /usr/lib/wijkverbinder/wijkverbinder")
    kiosk.wait_active()
    row("ten starts in a row that crash, then a good one: it is back", int(kiosk.show("NRestarts")) >= 15, True)
    kiosk.run(f"systemctl stop {UNIT}; date -s 1970-01-02; systemctl start --no-block {UNIT}")
    kiosk.wait_active()
    row("the clock in 1970: it starts", colours(kiosk.screen()) > 50, True)
    row(f"(its own start took {base:.1f} s here)", base > 0, True)


def try_undo(kiosk):
    look = ("cd /etc && { find . -type d -printf '%y %m %u %g %p\\n' -o -printf '%y %m %u %g %p %l\\n'; "
            "find . -type f -exec sha256sum {} +; } | sort | sha256sum; "
            "systemctl list-unit-files --no-pager --no-legend | grep -v tried- | sort | sha256sum; "
            "cat /proc/sys/kernel/sysrq /proc/sys/kernel/printk /proc/sys/kernel/panic /proc/sys/kernel/core_pattern")
    before = kiosk.out(look)
    kiosk.install("--keypad 0627:0001 --rotate 90")
    row("control: a kiosk's /etc is another", kiosk.out(look) != before, True)
    kiosk.run("wijkverbinder-kiosk uninstall", 600)
    row("uninstall: /etc, units and the kernel's settings are as before", kiosk.out(look) == before, True)
    row("dpkg -V finds nothing", kiosk.out("dpkg -V wijkverbinder cage seatd systemd udev | grep -v /etc/"), "")
    row("a login is offered again", kiosk.out("sleep 5; systemctl is-active getty@tty1.service"), "active")


TRIES = {"boot": try_boot, "keys": try_keys, "keyboard": try_foreign_keyboard, "faults": try_faults, "undo": try_undo}
QUICK = ["boot", "undo"]


def main(folder, names):
    for name in names:
        print(f"== {name}", flush=True)
        kiosk = Kiosk(folder)
        try:
            kiosk.start()
            TRIES[name](kiosk)
        except (RuntimeError, OSError, ValueError) as trouble:
            row(f"{name}: {re.sub(chr(10), ' / ', str(trouble))[-600:]}", "broke off", "")
        finally:
            kiosk.stop()
    print("\n| tried | |\n|---|---|")
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
