#!/usr/bin/env python3
"""fingers.py tap X Y [S] | taps PAUSE X Y [X Y…] | later FILE X Y | swipe X1 Y1 X2 Y2 | ten S | keys FROM TO MODIFIERS: runs in the tried
machine. `later`: FILE.ready says that the finger stands ready; it touches when FILE is there.
Touches by a touch panel of its own making (uinput), places in thousandths of the screen; or presses and releases every key code of
the range, held with MODIFIERS (key codes with +, 0 for none), on a keyboard of its own. Prints how many events it sent."""
import glob
import os
import subprocess
import sys
import time

from evdev import AbsInfo, UInput, ecodes as e

FULL = 1000


def wait_until_known(device, limit):
    """Until the compositor has opened it, or doesn't want to."""
    end = time.monotonic() + limit
    compositor = subprocess.run(["pgrep", "-x", "cage"], stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    while time.monotonic() < end:
        if device.device and device.device.path in {os.path.realpath(name) for name in glob.glob(f"/proc/{compositor}/fd/*")}:
            time.sleep(1)
            return
        time.sleep(0.5)


def panel():
    axis = AbsInfo(0, 0, FULL, 0, 0, 4)
    slots = AbsInfo(0, 0, 9, 0, 0, 0)
    made = UInput({e.EV_KEY: [e.BTN_TOUCH],
                   e.EV_ABS: [(e.ABS_X, axis), (e.ABS_Y, axis), (e.ABS_MT_SLOT, slots), (e.ABS_MT_POSITION_X, axis),
                              (e.ABS_MT_POSITION_Y, axis), (e.ABS_MT_TRACKING_ID, AbsInfo(0, 0, 65535, 0, 0, 0))]},
                  name="tried touch panel", input_props=[e.INPUT_PROP_DIRECT])
    wait_until_known(made, 20)
    return made


def finger(device, slot, x=None, y=None, begin=False):
    device.write(e.EV_ABS, e.ABS_MT_SLOT, slot)
    if x is None:
        device.write(e.EV_ABS, e.ABS_MT_TRACKING_ID, -1)
        device.write(e.EV_KEY, e.BTN_TOUCH, 0)
    else:
        if begin:
            device.write(e.EV_ABS, e.ABS_MT_TRACKING_ID, 100 + slot)
            device.write(e.EV_KEY, e.BTN_TOUCH, 1)
        for code, value in ((e.ABS_MT_POSITION_X, x), (e.ABS_MT_POSITION_Y, y), (e.ABS_X, x), (e.ABS_Y, y)):
            device.write(e.EV_ABS, code, value)
    device.syn()


def touch(words):
    device, what = panel(), words[0]
    if what == "later":
        signal = words.pop(1)
        with open(signal + ".ready", "w", encoding="ascii"):
            pass
        while not os.path.exists(signal):
            time.sleep(0.01)
    numbers = [float(w) for w in words[1:]]
    if what == "ten":
        for slot in range(10):
            finger(device, slot, 50 + 90 * slot, 300 + 40 * slot, begin=True)
        time.sleep(numbers[0])
        for slot in range(10):
            finger(device, slot)
        return 20
    if what == "taps":
        for x, y in zip(numbers[1::2], numbers[2::2]):
            finger(device, 0, int(x), int(y), begin=True)
            time.sleep(0.1)
            finger(device, 0)
            time.sleep(numbers[0])
        return len(numbers) - 1
    x, y = int(numbers[0]), int(numbers[1])
    finger(device, 0, x, y, begin=True)
    sent = 2
    if what == "swipe":
        for step in range(1, 21):
            finger(device, 0, x + int((numbers[2] - x) * step / 20), y + int((numbers[3] - y) * step / 20))
            time.sleep(0.01)
        sent += 20
    else:
        time.sleep(numbers[2] if len(numbers) > 2 else 0.1)
    finger(device, 0)
    time.sleep(1)
    return sent


def keys(first, last, held):
    codes = [c for c in range(first, last) if c not in held]
    with UInput({e.EV_KEY: codes + held}, name="tried keyboard") as device:
        wait_until_known(device, 8)
        for code in codes:
            for key in held:
                device.write(e.EV_KEY, key, 1)
            device.write(e.EV_KEY, code, 1)
            device.syn()
            device.write(e.EV_KEY, code, 0)
            for key in held:
                device.write(e.EV_KEY, key, 0)
            device.syn()
            time.sleep(0.002)
        time.sleep(1)
    return len(codes)


if __name__ == "__main__":
    if sys.argv[1] == "keys":
        print(keys(int(sys.argv[2]), int(sys.argv[3]), [int(k) for k in sys.argv[4].split("+") if k != "0"]))
    else:
        print(touch(sys.argv[1:]))
