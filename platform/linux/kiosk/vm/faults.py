"""Trials of what breaks: programs, starts, the disk, the power."""
import json
import random
import time

from kiosk import DATA, UNIT, row
from machine import colours, differing

BACK_WITHIN_S = 15
POWER_CUTS = 6
# From the first screen until the message lies ready to be sent, and the touch that sends it.
WAY = ["attract.start", "home.question", "form.message", "keyboard.S", "keyboard.t", "keyboard.u", "keyboard.k", "form.next",
       "form.contact.none", "form.next", "review.send"]


def back(kiosk, what, command):
    """One fault: how long until the picture of a new start is on the screen, by the machine's own clock."""
    was, since = kiosk.app(), kiosk.since()
    at = float(kiosk.out("cut -d' ' -f1 /proc/uptime; " + command).split()[0])
    kiosk.wait_active(not_since=since)
    seconds = int(kiosk.since()) / 1e6 - at
    row(f"{what}: back {seconds:.1f} s later ({kiosk.starting_s():.1f} s its start), at most {BACK_WITHIN_S}",
        (seconds <= BACK_WITHIN_S, kiosk.app() != was, colours(kiosk.screen()) > 50), (True, True, True))


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
    kiosk.do(f"systemctl stop {UNIT}; date -s 1970-01-02; systemctl start --no-block {UNIT}", 300)
    kiosk.wait_active()
    row("the clock in 1970: it starts", colours(kiosk.screen()) > 50, True)
    kiosk.do(f"systemctl stop {UNIT}; fallocate -l $(($(stat -f -c '%a*%S' /) - 4194304)) /full; "
              f"dd if=/dev/zero of=/full2 bs=64k 2>/dev/null || true; systemctl start --no-block {UNIT}", 600)
    kiosk.wait_active()
    (begin,) = kiosk.places(["attract.start"], (1280, 800))
    kiosk.fingers(f"tap {begin[0]} {begin[1]}")
    row("the disk full: it starts, and lets nobody begin a message", (colours(kiosk.screen()) > 50, kiosk.is_used()), (True, False))
    kiosk.do("rm /full /full2")
    kiosk.pass_time(90)
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
    while not is_receipt(ready, kiosk.screen()) and time.monotonic() < begun + 600:
        time.sleep(0.1)
    usual = time.monotonic() - begun
    row("control: without a power cut the receipt comes and the message is kept", kiosk.out(count), "1")
    kept, told, lost, cut_short = 1, 0, 0, 0
    chance = random.Random(17)
    for cut in range(POWER_CUTS):
        kiosk.restart()
        ready = fill_in()
        kiosk.begin(send)
        time.sleep(max(0.0, usual * chance.uniform(0.3, 1.2)))
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
    kiosk.do(f"systemctl stop {UNIT}", 300)
    status, words = kiosk.run(f"wijkverbinder queue verify --data {DATA} --json")
    row(f"`queue verify` afterwards: {kept} whole, none broken",
        (status, json.loads(words.splitlines()[-1])["waiting"], kiosk.out(f"find {DATA}/quarantine -type f 2>/dev/null | wc -l")),
        (0, kept, "0"))
    kiosk.do("echo kept >/root/kept; sync; echo lost >/root/lost")
    kiosk.cut_power()
    row("control: what nobody brought to the disk is gone after such a cut", kiosk.out("cat /root/kept /root/lost 2>/dev/null"), "kept")
