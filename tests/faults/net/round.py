#!/usr/bin/env python3
"""round.py PROGRAM FILL ROOT BUILD [--server NAME …]: the whole way round over real servers. A visitor asks on the screen
and goes home with number and code; the message goes to the server; the office takes it from there, opens it, answers,
publishes; the kiosk brings both down; the visitor types number and code and reads. Then all that the server has, its
files and its very memory, is searched for their words, number and code. The control: words in the clear are found there."""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

import search
import servers
from kiosk import Figures, Works

QUESTION = "vraagkanarie zevenduizend"
ANSWER = "antwoordkanarie: de lamp brandt dinsdag weer"
NEWS = "De lampen branden"
CONTROL = "zichtkanarie4711"

ASK = f"""tap attract.start
tap home.question
put form.message "{QUESTION}"
tap form.next
tap form.contact.none
tap form.next
tap review.send
expect-screen receipt
tree receipt.json
"""
READ = f"""tap attract.start
scroll home.track
tap home.track
type "%s"
tap track.code
type "%s"
tap track.find
expect-screen answer
expect-text answer.text "{ANSWER}"
expect-text answer.role "Fixer"
tap answer.done
tap attract.start
scroll home.results
tap home.results
expect-text results.title "{NEWS}"
"""


class Round:
    def __init__(self, works, server):
        self.works, self.server = works, server
        self.folder = f"{works.folder}/round-{server.name}"
        shutil.copytree(works.root + "/assets/example", self.folder)
        self.reader, self.config = works.private, self.folder + "/config.json"
        self.signer = self.folder + "/signer.jwk"
        self.run("keys", "new", "--out", self.signer)
        public = json.loads(self.run("keys", "public", self.signer))
        with open(self.folder + "/signers.jwks.json", "w") as file:
            json.dump({"keys": [public]}, file)
        with open(self.config) as file:
            settings = json.load(file)
        settings.update(recipients=works.folder + "/recipients.jwks.json", signers="signers.jwks.json", sync={"type": server.kind, "url": server.url})
        with open(self.config, "w") as file:
            json.dump(settings, file)

    def run(self, *words):
        environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        environment.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", XDG_CACHE_HOME=self.folder + "/cache")
        done = subprocess.run([self.works.program, *words], capture_output=True, text=True, env=environment, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words[:2])} ended with {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}")
        return done.stdout

    def play(self, script):
        path = self.folder + "/script.play"
        with open(path, "w") as file:
            file.write(script)
        self.run("--play", path, "--data", self.folder + "/kiosk", "--config", self.config, "--out", self.folder + "/out", "--profile", "kiosk-21", "--lang", "nl")

    def sync(self, whose):
        return json.loads(self.run("sync", "--once", "--data", f"{self.folder}/{whose}", "--config", self.config, "--json"))

    def go(self):
        """What did not hold."""
        self.play(ASK)
        self.sync("kiosk")
        with open(self.folder + "/out/receipt.json") as file:
            names = {node["id"]: node["name"] for node in json.load(file)["nodes"]}
        number = re.sub(r"\D", "", names["receipt.number"])
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", names["receipt.code"]).group().replace("-", "")

        (envelope,) = self.server.stored()[0].values()  # all that the office has to go by
        file = self.folder + "/taken.json"
        with open(file, "w") as taken:
            json.dump(envelope, taken)
        if QUESTION not in self.run("open", file, "--key", self.reader):
            return ["the office can't read the question"]
        for name, text in (("answer.txt", ANSWER), ("news.json", json.dumps({"exp": "2099-12-31", "title": {"nl": NEWS}, "text": {"nl": "U zei: het is donker."}}))):
            with open(f"{self.folder}/{name}", "w") as written:
                written.write(text)
        office = ["--data", self.folder + "/office", "--config", self.config]
        self.run("answer", file, "--key", self.reader, "--sign", self.signer, "--text-file", self.folder + "/answer.txt", *office)
        self.run("publish", self.folder + "/news.json", "--sign", self.signer, *office)
        faults = [] if self.sync("office")["sent"] == 2 else ["not both went out from the office"]
        brought = self.sync("kiosk")
        faults += [] if (brought["answers"], brought["published"]) == (1, 1) else [f"brought down: {brought}"]
        self.play(READ % (number, code))

        for words in (QUESTION, "vraagkanarie", ANSWER, "antwoordkanarie", number, code, f"{code[:4]}-{code[4:]}"):
            faults += [f"'{words}' lies in the clear: {place}" for place in self.found(words)]
        return faults + self.control()

    def found(self, words):
        wanted = {words: words}
        places = search.in_folder(self.server.folder, wanted)[0] + search.in_folder(self.folder + "/kiosk", wanted)[0]
        places += search.in_memory(self.server.process.pid, wanted)
        return places + [f"{box}, as the server tells it" for box in servers.BOXES if words in self.told(box)]

    def told(self, box):
        if self.server.kind == "webdav":
            return ""  # its files are searched
        with urllib.request.urlopen(f"{self.server.url}/{box}/_changes?include_docs=true&style=all_docs", timeout=30) as said:
            return said.read().decode()

    def control(self):
        """Somebody puts words there in the clear: each of the searches must see them."""
        document = json.dumps({"message": CONTROL}).encode()
        path = "/cases/in-het-zicht" + (".json" if self.server.kind == "webdav" else "")
        urllib.request.urlopen(urllib.request.Request(self.server.url + path, document, {"Content-Type": "application/json"}, method="PUT"), timeout=30).read()
        seen = self.found(CONTROL)
        wanted = "as the server tells it" if self.server.kind == "couchdb" else "/root/cases/"
        faults = [] if any(wanted in place for place in seen) else [f"control: the search is blind, it saw {seen}"]
        if self.server.kind == "couchdb" and not any("memory" in place for place in seen):
            faults.append("control: the search of the memory is blind")
        return faults


def main():
    arguments = argparse.ArgumentParser()
    for name in ("program", "fill", "root", "build"):
        arguments.add_argument(name)
    arguments.add_argument("--server", action="append", choices=sorted(servers.ALL))
    given = arguments.parse_args()
    works, figures = Works(given.program, given.fill, given.root), Figures("round")
    try:
        for name in given.server or servers.ALL:
            try:
                server = servers.ALL[name](f"{works.folder}/{name}", given.build)
            except servers.Missing as missing:
                print(f"round {name}: skipped, {missing}")
                continue
            try:
                figures.check(server.name, Round(works, server).go())
            finally:
                server.stop()
        return 0 if figures.close("servers: asked, answered, read; their files and memory searched") and figures.tried else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
