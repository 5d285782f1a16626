"""Trials of what would lead out of a kiosk: fingers, keys, a keyboard of one's own."""
from kiosk import SCREEN, UNIT, row

# Shift, Ctrl, Alt, Ctrl+Alt, Super (evdev's codes)
MODIFIERS = ["0", "42", "29", "56", "29+56", "125"]


def try_touch(kiosk):
    kiosk.start_installed()
    (begin,) = kiosk.places(["attract.start"], SCREEN)
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
    kiosk.do("mkdir -p /run/udev/rules.d; echo 'ATTRS{name}==\"tried touch panel\", ENV{LIBINPUT_IGNORE_DEVICE}=\"1\"' >/run/udev/rules.d/99-tried.rules; "
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
    kiosk.pass_time(10)  # until the last of them was pressed there
    row("Ctrl+Alt and Alt with each function key, Alt+arrow, Alt+Tab, Alt+F4, of an allowed keypad", kiosk.state() == before, True)
    for _ in range(10):
        kiosk.press("ctrl", "alt", "delete")
    kiosk.pass_time(5)
    row("Ctrl+Alt+Del, ten times", kiosk.state() == before, True)
    for letter in "hstmwrklfeiub":
        kiosk.press("alt", "sysrq", letter)
    kiosk.pass_time(5)
    row("Alt+SysRq and thirteen letters", (kiosk.state() == before, kiosk.out("dmesg | grep -c -i 'sysrq: [^T]'")), (True, "0"))
    kiosk.tell("system_powerdown")
    kiosk.press("power")
    kiosk.press("sleep")
    kiosk.pass_time(8)
    row("the machine's and the keyboard's power key, the sleep key", kiosk.state() == before, True)
    # The controls: each rule out, and it gets through. The gentle ones first.
    kiosk.do("sysctl -w kernel.sysrq=1")
    kiosk.press("alt", "sysrq", "s")
    kiosk.pass_time(2)
    row("control: with kernel.sysrq=1 Alt+SysRq+S syncs", kiosk.out("dmesg | grep -c -i 'sysrq: Emergency Sync'") != "0", True)
    kiosk.do("sysctl -w kernel.sysrq=0")
    kiosk.drop_in('[Service]\nEnvironment="CAGE_OPTIONS=-s"\n')
    kiosk.restart()
    kiosk.press("ctrl", "alt", "f5")
    kiosk.pass_time(3)
    row("control: where cage may switch (-s) Ctrl+Alt+F5 leaves the screen", kiosk.terminal(), "tty5")
    # Between two starts the keyboard is the kernel's own again.
    kiosk.no_drop_in()
    kiosk.do(f"systemctl stop {UNIT}", 300)
    booted = kiosk.boot()
    for _ in range(10):
        kiosk.press("ctrl", "alt", "delete")
    for number in range(1, 7):
        kiosk.press("alt", f"f{number}")
    kiosk.pass_time(5)
    row("between two starts: Ctrl+Alt+Del starts nothing anew, no terminal has a login",
        (kiosk.boot() == booted, kiosk.out("pgrep -c 'getty|login$'")), (True, "0"))
    kiosk.restart()
    row("and then its picture is back, on the terminal that was switched to", kiosk.has_picture(), True)
    kiosk.do(f"systemctl stop {UNIT}; rm /etc/systemd/system/ctrl-alt-del.target; systemctl daemon-reload", 300)
    kiosk.press("ctrl", "alt", "delete")
    kiosk.rest = b""
    kiosk.wait_for_boot()
    row("control: with its target Ctrl+Alt+Del starts the machine anew", kiosk.boot() != booted, True)
    kiosk.wait_active()
    kiosk.do(f"systemctl stop {UNIT}; rm /etc/systemd/logind.conf.d/wijkverbinder-kiosk.conf /etc/udev/rules.d/9*wijkverbinder*; "
              "udevadm control --reload; udevadm trigger --subsystem-match=input; udevadm settle; "
             "for device in /sys/class/input/input*/inhibited; do echo 0 >$device; done; systemctl restart systemd-logind; sleep 3", 300)
    kiosk.tell("system_powerdown")
    row("control: without the rules the power key switches it off", kiosk.goes_off(), True)


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
    kiosk.do("rm /etc/udev/rules.d/90-wijkverbinder-kiosk.rules; udevadm control --reload")
    kiosk.restart()
    kiosk.fingers("keys 63 64 29+56")
    row("control: without the rule it leaves the screen", kiosk.terminal(), "tty5")
