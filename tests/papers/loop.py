#!/usr/bin/env python3
"""loop.py PROGRAM ROOT: runs the commands that the front page gives for the whole loop, as they stand there, with another
program in place of build/linux/wijkverbinder. At the end the visitor must have read the answer on the screen. Control: the
same with an answer that the office never sent must not show it."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HEADING = "## Try the whole loop"
ANSWER = "Aan het Marktplein."


def commands(root):
    with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
        block = re.search(re.escape(HEADING) + r".*?^```sh\n(.*?)^```", file.read(), re.M | re.S)
    return block.group(1) if block else ""


def run(root, script):
    """What went wrong; "" when the answer was read."""
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, HOME=home, TMPDIR=home, XDG_STATE_HOME=home + "/state", XDG_CACHE_HOME=home + "/cache",
                           SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
        done = subprocess.run(["sh", "-e", "-c", script], cwd=root, env=environment, capture_output=True, text=True, timeout=100)
        if done.returncode != 0:
            return f"status {done.returncode}: {done.stderr.strip()[-300:]}"
        trees = glob.glob(home + "/**/answer.json", recursive=True)
        if not trees or not os.path.exists(os.path.join(os.path.dirname(trees[0]), "answer.png")):
            return "no picture of an answer"
        with open(trees[0], encoding="utf-8") as file:
            return "" if any(ANSWER in node["name"] for node in json.load(file)["nodes"]) else "the answer isn't on the screen"


def main(program, root):
    script = commands(root)
    if script.count("build/linux/wijkverbinder") != 1 or ANSWER not in script:
        print(f"README.md: under '{HEADING}' no commands that begin with build/linux/wijkverbinder and answer '{ANSWER}'")
        return 1
    script = script.replace("build/linux/wijkverbinder", program)
    wrong = run(root, script)
    print(f"the front page's loop: {wrong or 'asked, sent, opened, answered, read'}")
    unseen = run(root, script.replace(ANSWER, "Iets anders."))
    print(f"control, another answer: {unseen or 'believed to be read'}")
    return 1 if wrong or unseen != "the answer isn't on the screen" else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
