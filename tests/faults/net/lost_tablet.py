#!/usr/bin/env python3
"""lost_tablet.py PROGRAM FILL ROOT: a member's device that is killed (-9) at each step of an evening, from enrolling on, and
lost there: open with a case on the screen, a note just sealed, a draft in its field, locked over it, a PIN chosen, locked
under it, opened by it. Its whole folder and its cache are searched, temporary files too, for the residents' and colleagues'
words, names, telephone numbers, the passphrase and the PIN, as they are and in base64, hexadecimal and JSON's escapes. And
each time the device goes on afterwards. Control: each canary in each of these forms, in a temporary file there, is found."""
import json
import os
import subprocess
import sys
import time

import search
from hall import Hall
from kiosk import Figures

PHRASE = "zilveren kanarie op zolder"
CANARIES = {"question": "vraagkanarie onder de brug", "name": "Kanaria van der Vogel", "telephone": "0612094317", "answer": "antwoordkanarie van Noor",
            "note": "notitiekanarie aan de deur", "draft": "conceptkanarie halverwege", "arabic": "زيتونة الكناري", "passphrase": PHRASE, "PIN": "904173"}
STEP_S = 60


class Killed:
    """The program playing a script, killed as soon as the tree of that name is there; whatever it was at."""

    def __init__(self, hall, name, script, mark):
        mark = f"{hall.out}/{mark}.json"
        if os.path.exists(mark):
            os.remove(mark)
        running = subprocess.Popen(hall.command(name, script, mode="desk"), env=hall.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        began = time.monotonic()
        while not os.path.exists(mark) and running.poll() is None and time.monotonic() - began < STEP_S:
            time.sleep(0.001)
        self.reached = os.path.exists(mark)
        running.kill()
        self.said = running.communicate()[1]
        self.ended = running.returncode


def evening(row):
    """Lines of a script, and where it may end."""
    digits = "".join(f"tap {{0}}.{digit}\n" for digit in CANARIES["PIN"])
    unlock = f'expect-screen unlock\nput unlock.passphrase "{PHRASE}"\ntap unlock.open\nwait 3s\n'
    to_case = f"tap desk.filter.all\ntap desk.row.{row}\nexpect-screen case\n"
    write = "tap case.note\nput case.text \"{0}\"\n"
    return {
        "open": unlock + to_case,
        "noted": unlock + to_case + write.format(CANARIES["note"]) + "tap case.save\nwait 12s\n",
        "draft": unlock + to_case + write.format(CANARIES["draft"]),
        "locked": unlock + "tap bar.lock\nexpect-screen unlock\n",
        "pin": unlock + "tap bar.menu\ntap menu.pin\n" + digits.format("pin") + "wait 3s\n",
        "under-pin": unlock + "tap bar.menu\ntap menu.pin\n" + digits.format("pin") + "wait 3s\ntap bar.lock\nexpect-screen unlock\n",
        "by-pin": unlock + "tap bar.menu\ntap menu.pin\n" + digits.format("pin") + "wait 3s\ntap bar.lock\nexpect-screen unlock\n" + digits.format("unlock.pin") + "wait 3s\n",
    }


def searched(hall, what, figures):
    found, files = search.in_folder(hall.data("sam"), CANARIES)
    in_cache, _ = search.in_folder(hall.environment["XDG_CACHE_HOME"], CANARIES)
    figures.check(f"{what}: nothing in the clear", found + in_cache + ([] if files > 1 else [f"only {files} files to look at"]))


def enrol(hall, figures):
    hall.settings("sam", 41)
    script = "\n".join(["expect-screen enrol", 'put enrol.name "sam"', "tap enrol.next", "tap enrol.own", f'put enrol.passphrase "{PHRASE}"', "tap enrol.next",
                        f'put enrol.again "{PHRASE}"', "tap enrol.next", "wait 3s", "expect enrol.request", "tree enrolled.json"] + ["shot later.png"] * 20)
    killed = Killed(hall, "sam", script, "enrolled")
    figures.check("killed when it has enrolled", [] if killed.reached else [killed.said])
    searched(hall, "enrolled", figures)
    hall.play("sam", "expect enrol.request\nscroll enrol.give\ntap enrol.give\nwait 1s\ntree enrol.json", mode="desk")
    hall.take_in("sam")


def main(program, _fill, root, *_more):
    figures = Figures("a lost tablet")
    hall = Hall(program, root)
    try:
        hall.enrol("noor", 42)
        enrol(hall, figures)
        hall.settings("kiosk-linde", 7)
        hall.ask("kiosk-linde", f"{CANARIES['question']} {CANARIES['arabic']}", contact=(CANARIES["telephone"], CANARIES["name"]))
        for name in ("office", "kiosk-linde", "noor"):
            if name == "noor":
                hall.from_stick(name)
                (row,) = hall.case("noor", "list")["cases"]
                hall.case("noor", "answer", row["id"], "--text-file", hall.text(CANARIES["answer"]))
            hall.onto_stick(name)
        hall.from_stick("sam")
        said = json.dumps(hall.case("sam", "show", row["id"], phrase=PHRASE), ensure_ascii=False)
        figures.check("control: all of it is there for whoever has the passphrase", [name for name in ("question", "name", "telephone", "answer", "arabic") if CANARIES[name] not in said])
        notes = 0
        for mark, script in evening(row["id"]).items():
            killed = Killed(hall, "sam", script + f"tree {mark}.json\n" + "shot later.png\n" * 20, mark)
            figures.check(f"killed: {mark}", [] if killed.reached and killed.ended == -9 else [f"{killed.ended} {killed.said}"])
            searched(hall, mark, figures)
            notes += mark == "noted"
            thread = hall.case("sam", "show", row["id"], phrase=PHRASE).get("thread", [])
            figures.check(f"{mark}: it goes on, and what was sealed is there", [] if sum(step["kind"] == "note" for step in thread) == notes else [str(thread)])
        figures.check("control: each canary in each form is found there", search.blind_to(hall.data("sam") + "/.control", CANARIES))
    finally:
        hall.close()
    return 0 if figures.close("things looked at") else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
