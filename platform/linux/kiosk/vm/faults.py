"""Trials of what breaks: programs, starts, the disk, the power."""
import json
import os
import random
import subprocess
import time

from kiosk import DATA, SCREEN, UNIT, WAY, row
from machine import differing

BACK_WITHIN_S = 15
POWER_CUTS = 20


def back(kiosk, what, command, ran=True):
    """One fault: how long until the picture of a new start is on the screen, by the machine's own clock. `ran`: a program ran before."""
    was, since = kiosk.app(), kiosk.since()
    at = float(kiosk.out("cut -d' ' -f1 /proc/uptime; " + command).split()[0])
    kiosk.wait_active(not_since=since)
    seconds = int(kiosk.since()) / 1e6 - at
    row(f"{what}: back {seconds:.1f} s later ({kiosk.starting_s():.1f} s its start), at most {BACK_WITHIN_S}",
        (seconds <= BACK_WITHIN_S, not ran or kiosk.app() != was, kiosk.has_picture()), (True, True, True))


def stays_away(kiosk, what, command, seconds, rule):
    kiosk.drop_in(f"[Service]\n{rule}\n")
    kiosk.restart()
    since = kiosk.since()
    kiosk.do(command)
    kiosk.pass_time(seconds)
    row(what, kiosk.since() == since or kiosk.show("ActiveState") != "active", True)
    kiosk.no_drop_in()


def try_faults(kiosk):
    kiosk.start_installed()
    back(kiosk, "the app killed", "pkill -KILL -x wijkverbinder")
    back(kiosk, "the app frozen (SIGSTOP)", "pkill -STOP -x wijkverbinder")
    back(kiosk, "the compositor killed", "pkill -KILL -x cage")
    back(kiosk, "the compositor frozen", "pkill -STOP -x cage")
    back(kiosk, "seatd killed", "pkill -KILL -x seatd")
    stays_away(kiosk, "control: with Restart=no a killed app stays away", "pkill -KILL -x wijkverbinder", 30, "Restart=no")
    kiosk.restart()
    stays_away(kiosk, "control: with Restart=no a killed compositor stays away", "pkill -KILL -x cage", 30, "Restart=no")
    kiosk.restart()
    stays_away(kiosk, "control: without a watchdog a frozen app stays frozen", "pkill -STOP -x wijkverbinder", 60, "WatchdogSec=0")
    kiosk.do("pkill -KILL -x wijkverbinder")
    kiosk.restart()


def waiting(kiosk):
    return int(kiosk.out(f"find {DATA}/outbox -name '*.json' 2>/dev/null | wc -l"))


BROKEN = ("mv /usr/lib/wijkverbinder/wijkverbinder /usr/lib/wijkverbinder/gone; "
          "ln -s /bin/false /usr/lib/wijkverbinder/wijkverbinder; pkill -KILL -x wijkverbinder")
MENDED = "mv /usr/lib/wijkverbinder/gone /usr/lib/wijkverbinder/wijkverbinder"


def try_starts(kiosk):
    kiosk.start_installed()
    already = int(kiosk.show("NRestarts") or 0)
    kiosk.do(BROKEN)
    end = kiosk.uptime() + 120
    while int(kiosk.show("NRestarts") or 0) < already + 11 and kiosk.uptime() < end:
        kiosk.pass_time(2)
    crashed = int(kiosk.show("NRestarts")) - already
    kiosk.do(MENDED)
    kiosk.wait_active()
    row("ten starts in a row that crash, then a good one: it is back", crashed >= 11, True)
    kiosk.drop_in("[Unit]\nStartLimitIntervalSec=600\nStartLimitBurst=3\n")
    kiosk.restart()
    kiosk.do(BROKEN)
    end = kiosk.uptime() + 60
    while kiosk.show("ActiveState") != "failed" and kiosk.uptime() < end:
        kiosk.pass_time(2)
    kiosk.do(MENDED)
    kiosk.pass_time(20)
    row("control: with systemd's usual limit of starts it stays dark", kiosk.show("ActiveState"), "failed")
    kiosk.no_drop_in()
    kiosk.restart()
    today = kiosk.out("date +%F")
    kiosk.do(f"systemctl stop {UNIT}; date -s 1970-01-02; systemctl start --no-block {UNIT}", 300)
    kiosk.wait_active()
    row("the clock in 1970: it starts", kiosk.has_picture(), True)
    kiosk.do(f"date -s {today}")
    kiosk.restart()
    kiosk.pass_time(5)
    row("control: with a clock and room on the disk the sign at the logo tells nothing", kiosk.show("StatusText"), "Nobody uses it.")
    kiosk.places(WAY, SCREEN)  # asked while there is room for it
    kiosk.do(f"systemctl stop {UNIT}; fallocate -l $(($(stat -f -c '%a*%S' /) - 4194304)) /full; "
              f"dd if=/dev/zero of=/full2 bs=64k 2>/dev/null || true; systemctl start --no-block {UNIT}", 600)
    kiosk.wait_active()
    kiosk.pass_time(5)
    row("the disk full: it starts, and the sign at the logo tells the host", (kiosk.has_picture(), kiosk.show("StatusText")),
        (True, "Nobody uses it. Somebody has to be rung."))
    kiosk.walk()
    row("the disk full: whoever comes is told so, and nothing of a message is kept", waiting(kiosk), 0)
    kiosk.do("rm /full /full2")
    kiosk.restart()
    kiosk.walk()
    row("control: with room again the same touches leave a message", waiting(kiosk), 1)


PROGRAM = "usr/lib/wijkverbinder/wijkverbinder"


def on_disk(kiosk, look):
    """What `look` says of the machine's disk at this moment. What the machine had only in its memory isn't there; the journal of the
    file system is replayed, as its next start would."""
    raw, place = kiosk.path("cut.raw"), kiosk.path("cut")
    subprocess.run(["qemu-img", "convert", "-U", "-O", "raw", kiosk.path("disk"), raw], check=True)
    os.makedirs(place, exist_ok=True)
    subprocess.run(["mount", "-o", "loop", raw, place], check=True)
    try:
        return look(place)
    finally:
        subprocess.run(["umount", place], check=True)
        os.unlink(raw)


def judge_disk(kiosk):
    """(messages kept, whether all are whole)"""
    def look(place):
        said = subprocess.run([os.path.join(place, PROGRAM), "queue", "verify", "--json", "--data", place + DATA],
                              stdout=subprocess.PIPE, text=True, check=False)
        found = json.loads(said.stdout)
        return found["waiting"], said.returncode == 0 and not found["bad"] and found["quarantined"] == 0
    return on_disk(kiosk, look)


def try_saving(kiosk):
    kiosk.start_installed()
    kiosk.walk()
    kiosk.restart()
    kiosk.walk(len(WAY) - 1)
    x, y = kiosk.places(WAY, SCREEN)[-1]
    # A finger that stands ready: the moment of the touch is known, and each cut begins at the same one.
    kiosk.do(f"systemd-run --quiet --unit=tried-finger python3 /usr/local/sbin/fingers.py later /run/tried-go {x} {y}")
    kiosk.do("for i in $(seq 60); do test -e /run/tried-go.ready && break; sleep 0.5; done; test -e /run/tried-go.ready; sync")
    kiosk.tell("stop")
    ready = kiosk.screen()
    row("control: before the last touch one message is kept, the one of before", judge_disk(kiosk), (1, True))
    kiosk.keep("sending")

    def touched():
        kiosk.back_to("sending")
        kiosk.begin("touch /run/tried-go")
        return time.monotonic()

    touched()
    kiosk.pass_time(15)
    kiosk.tell("stop")
    receipt = kiosk.screen()
    row("control: without a power cut another page comes, and a second message is on the disk",
        (differing(ready, receipt) > 0.1, judge_disk(kiosk)), (True, (2, True)))

    def is_told():  # its number and code differ each time, and what is drawn of a page that comes is no receipt yet
        return differing(receipt, kiosk.screen()) < 0.05

    begun = touched()
    while not is_told() and time.monotonic() < begun + 300:
        time.sleep(0.05)
    usual = time.monotonic() - begun
    print(f"   the receipt stands there {usual:.1f} s after the touch", flush=True)
    lost = told = before = between = 0
    chance = random.Random(17)
    for _ in range(POWER_CUTS):
        begun = touched()
        time.sleep(max(0.0, usual * chance.uniform(0.2, 1.3) - (time.monotonic() - begun)))
        kiosk.tell("stop")
        stands = is_told()
        kept, whole = judge_disk(kiosk)
        told += stands
        before += kept == 1
        between += kept == 2 and not stands
        lost += not whole or kept < 1 or (stands and kept != 2)
    row(f"{POWER_CUTS} power cuts while a message is sent ({before} before it was kept, {between} before the receipt stood there, {told} after): "
        "none lost, none broken", lost, 0)
    row("control: the cuts fell on both sides of the moment at which a message is kept", 0 < before < POWER_CUTS, True)
    kiosk.back_to("sending")
    kiosk.do("echo kept >/root/kept; sync; echo lost >/root/lost")
    kiosk.tell("stop")
    row("control: what nobody brought to the disk is gone after such a cut",
        on_disk(kiosk, lambda place: [os.path.exists(f"{place}/root/{name}") for name in ("kept", "lost")]), [True, False])
    # One of them to its end.
    touched()
    time.sleep(usual * 0.8)
    kiosk.cut_power()
    kiosk.wait_active()
    row("after such a cut the kiosk comes up by itself, and nobody's form is on the screen", (kiosk.has_picture(), kiosk.is_used()),
        (True, False))
