"""Trials of what changes a kiosk: its making and undoing, a newer package, other screens."""
from faults import back
from kiosk import SCREEN, UNIT, row
from machine import colours


def try_boot(kiosk):
    dark = colours(kiosk.screen())
    row("control: before it is a kiosk the screen has no picture", dark < 50, True)
    kiosk.install()
    row("made a kiosk, the app's picture is on the screen", kiosk.has_picture(), True)
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
    kiosk.cut_power()
    kiosk.wait_active()
    row(f"after a power cut it comes up by itself ({int(kiosk.since()) / 1e6:.0f} s after the kernel, {kiosk.starting_s():.0f} of them its own)",
        kiosk.has_picture(), True)


def try_newer(kiosk):
    kiosk.start_installed()
    (begin,) = kiosk.places(["attract.start"], SCREEN)
    kiosk.fingers(f"tap {begin[0]} {begin[1]}")
    was = kiosk.app()
    # What the postinst of a newer package does.
    kiosk.do("wijkverbinder-kiosk renew", 300)
    kiosk.pass_time(15)
    row("a newer package in the middle of a visit: the same program goes on", (kiosk.app() == was, kiosk.is_used()), (True, True))
    end = kiosk.uptime() + 600
    while kiosk.app() == was and kiosk.uptime() < end:
        kiosk.pass_time(2)
    kiosk.wait_active()
    row("once the visitor has gone the new one begins", (kiosk.app() != was, kiosk.is_used()), (True, False))
    was, since = kiosk.app(), kiosk.since()
    kiosk.do("wijkverbinder-kiosk renew", 300)
    kiosk.wait_active(not_since=since)
    row("control: while nobody uses it, at once", kiosk.app() != was, True)


# The kernel sends no word when a connector is forced on or off by hand; udev is told to say it.
OUTPUT = "/sys/class/drm/card0-Virtual-1/status"
PLUGGED = "udevadm trigger --action=change /sys/class/drm/card0"


def try_screens(kiosk):
    kiosk.start_installed("--rotate 90")
    kiosk.log_touches()
    kiosk.restart()
    row("turned upright: the first screen stands there", kiosk.has_picture(), True)
    # The page's top is at the glass's left, its right side at the glass's top: 800 pixels across, 1280 down.
    row("turned upright: a touch at the glass's upper left corner lands at the page's upper right one", kiosk.felt("tap 30 60"), (752, 38))
    kiosk.do("rm /etc/udev/rules.d/91-*; udevadm control --reload")
    kiosk.restart()
    row("control: without its rule the touch isn't turned", kiosk.felt("tap 30 60"), (24, 77))
    kiosk.no_drop_in()
    kiosk.restart()
    kiosk.do("mkdir -p /run/udev/rules.d; "
              "echo 'ACTION==\"change\", SUBSYSTEM==\"drm\", ENV{HOTPLUG}=\"1\"' >/run/udev/rules.d/99-tried.rules; "
              "udevadm control --reload")
    back(kiosk, "the screen unplugged and plugged in at once", f"echo off >{OUTPUT}; {PLUGGED}")
    # `screen` looks whether one is connected, which would end the unplugged state.
    kiosk.drop_in("[Service]\nExecStartPre=\n")
    kiosk.do(f"echo off >{OUTPUT}; {PLUGGED}; sleep 60")
    row("the screen off for a minute: no start succeeds, none is the last", kiosk.show("ActiveState") in ("activating", "deactivating"), True)
    back(kiosk, "the screen on again", f"echo detect >{OUTPUT}; {PLUGGED}", ran=False)
    kiosk.no_drop_in()


def try_two(kiosk):
    """A second screen, on a second card: which of the two is used, and that the page isn't spread over both."""
    connected = "cat /sys/class/drm/card*-*/status | grep -c ^connected"
    row("control: two screens are connected", kiosk.out(connected), "2")
    kiosk.install()
    row("of two screens one is used, the page is whole on it", (kiosk.out(connected), kiosk.has_picture()), ("1", True))
    kiosk.do("wijkverbinder-kiosk uninstall", 600)
    row("uninstall: both are seen again", kiosk.out(connected), "2")


def try_undo(kiosk):
    look = ("cd /etc && { find . -type d -printf '%y %m %u %g %p\\n' -o -printf '%y %m %u %g %p %l\\n'; "
            "find . -type f -exec sha256sum {} +; } | sort | sha256sum; "
            "systemctl list-unit-files --no-pager --no-legend | grep -v tried- | sort | sha256sum; "
            "cat /proc/sys/kernel/sysrq /proc/sys/kernel/printk /proc/sys/kernel/panic /proc/sys/kernel/core_pattern")
    before = kiosk.out(look)
    kiosk.install("--keypad 0627:0001 --rotate 90")
    row("control: a kiosk's /etc is another", kiosk.out(look) != before, True)
    kiosk.do("wijkverbinder-kiosk uninstall", 600)
    row("uninstall: /etc, units and the kernel's settings are as before", kiosk.out(look) == before, True)
    row("`dpkg -V` finds nothing", kiosk.out("dpkg -V wijkverbinder cage seatd systemd udev | grep -v /etc/"), "")
    row("a login is offered again", kiosk.out("sleep 5; systemctl is-active getty@tty1.service"), "active")
    row("keyboards live again", kiosk.out("cat /sys/class/input/input*/inhibited | grep -c ^1"), "0")
