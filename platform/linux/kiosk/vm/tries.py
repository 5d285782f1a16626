#!/usr/bin/env python3
"""tries.py FOLDER [--quick] [NAME…] | --list: the trials of a kiosk, each in a machine as it was just after its installation
(machine.py). A trial gives rows: what was tried, what came out, what was wanted. A control takes one rule out and must come out
otherwise. Prints Markdown; status 1 when a row isn't as wanted."""
import os
import re
import sys
import time

from changes import try_boot, try_newer, try_screens, try_two, try_undo
from faults import try_faults, try_saving, try_starts
from kiosk import Kiosk, row, rows
from locked import try_keyboard, try_keys, try_touch
import updates

TRIES = {"boot": try_boot, "touch": try_touch, "keys": try_keys, "keyboard": try_keyboard, "faults": try_faults, "starts": try_starts,
         "saving": try_saving, "newer": try_newer, "screens": try_screens, "two": try_two, "update": updates.try_update, "back": updates.try_back,
         "undo": try_undo}
# Options of QEMU, or what gives them.
OWN = {"boot": lambda _: (), "two": lambda _: ("-device", "bochs-display"), "undo": lambda _: (), "update": updates.options, "back": updates.options}
QUICK = ["boot", "undo"]


def main(folder, names):
    # One machine for all trials of an installed kiosk; those that begin before it is one, or want other parts, have their own.
    shared, kind = None, ""
    for name in names:
        print(f"== {name}", flush=True)
        own = name in OWN
        begun = time.monotonic()
        kiosk = Kiosk(folder, OWN[name](folder) if own else ()) if own or shared is None else shared
        kind = kiosk.kind
        try:
            if own:
                if shared is not None:
                    shared.stop()
                shared = None
            if kiosk.process is None:
                if own:
                    kiosk.start()
                else:
                    kiosk.start_kept()
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
        sys.exit(main(os.path.abspath(words[0]), words[1:] or (QUICK if "--quick" in sys.argv else list(TRIES))))
