"""A municipality of a test, made as people make one: its register by commands, members who enrol on their own screens with
four words that are read to the administrator, kiosks that residents touch. What is on a screen is played; what travels goes
by the stick or to the target that the settings name."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import time

from kiosk import folder_of, memory_folder

PHRASE = "molen brug regen tulp hertog"
DAY_S = 86400


class Screens:
    """Devices of a test in one folder: the program run on them, and what people do on their screens."""

    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.stick, self.out = folder + "/stick", folder + "/out"
        os.makedirs(self.stick)
        self.environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        self.environment.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", XDG_CACHE_HOME=folder + "/cache", WIJKVERBINDER_STICKS=self.stick)

    def data(self, name):
        return f"{self.folder}/{name}"

    def config(self, name):
        return f"{self.folder}/{name}.json"

    def run(self, *words, said="", good=True):
        done = subprocess.run([self.program, *words], capture_output=True, text=True, env=self.environment, timeout=180, input=said)
        if good and done.returncode != 0:
            raise RuntimeError(f"{' '.join(words[:3])} ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}")
        return done

    def at(self, name, *words, **more):
        return self.run(*words, "--data", self.data(name), "--config", self.config(name), **more)

    def case(self, name, *words, phrase=PHRASE, good=True):
        run = self.at(name, "case", *words, "--json", said=phrase + "\n", good=good)
        return json.loads(run.stdout) if run.returncode == 0 else {"status": run.returncode, "err": run.stderr}

    def text(self, words):
        with open(self.folder + "/words.txt", "w") as file:
            file.write(words)
        return file.name

    # --- what is done on a screen

    def command(self, name, script, mode="kiosk", days=0.0):
        path = f"{self.folder}/{name}.play"
        with open(path, "w") as file:
            file.write(script)
        now = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + days * DAY_S))
        look = ["--profile", "kiosk-21"] if mode == "kiosk" else ["--size", "1920x1080", "--dpi", "92"]
        return [self.program, "--mode", mode, *look, "--play", path, "--out", self.out, "--now", now, "--data", self.data(name), "--config", self.config(name)]

    def play(self, name, script, mode="kiosk", days=0.0):
        command = self.command(name, script, mode, days)
        self.run(*command[1:], good=True)

    def tree(self, name):
        """{id: name} of a tree that a script wrote."""
        with open(f"{self.out}/{name}.json") as file:
            return {node["id"]: node["name"] for node in json.load(file)["nodes"]}

    def ask(self, kiosk, words, days=0.0, contact=None, network="online"):
        """A resident's question, in Arabic's screens; number and code."""
        page = ["tap form.contact.none", "tap form.next"] if contact is None else [
            "tap form.contact.phone", "tap form.next", f'put form.phone "{contact[0]}"', f'put form.name "{contact[1]}"', "tap form.next"]
        self.play(kiosk, "\n".join([network, "lang ar", "tap attract.start", "tap home.question", f'put form.message "{words}"', "tap form.next", *page,
                                    "scroll review.send", "tap review.send", "expect-screen receipt", "tree receipt.json", "tap receipt.done"]), days=days)
        names = self.tree("receipt")
        return re.sub(r"\D", "", names["receipt.number"]), re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", names["receipt.code"]).group().replace("-", "")

    def read(self, kiosk, number, code, days=0.0):
        """What a resident reads with number and code, on the screen."""
        self.play(kiosk, "\n".join(["lang ar", "tap attract.start", "scroll home.track", "tap home.track", f'type "{number}"', "tap track.code", f'type "{code}"',
                                    "tap track.find", "expect-screen answer", "tree answer.json"]), days=days)
        return self.tree("answer").get("answer.text", "")

    # --- what travels

    def onto_stick(self, name):
        return json.loads(self.at(name, "queue", "export", self.stick, "--json").stdout)

    def from_stick(self, name):
        return json.loads(self.at(name, "queue", "import", self.stick, "--json").stdout)

    def once(self, name):
        return json.loads(self.at(name, "sync", "--once", "--json").stdout)

    def holds(self, name, box):
        return folder_of(f"{self.data(name)}/{box}")

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Hall(Screens):
    def __init__(self, program, root, sync=None):
        super().__init__(program, tempfile.mkdtemp(prefix="wv-hall-", dir=memory_folder()))
        self.root, self.register, self.sync_settings = os.path.abspath(root), self.folder + "/register", sync
        self.run("register", "new", self.register, "--retention-months", "12", said=PHRASE + "\n")
        self.run("register", "export", self.register, self.folder + "/public")
        self.settings("office", 0)

    def data(self, name):
        return self.register if name == "office" else super().data(name)

    def settings(self, name, number, network=True):
        sync = self.sync_settings if network else None
        with open(f"{self.folder}/{name}.json", "w") as file:
            json.dump({"format": "wijkverbinder-config/1", "municipality": self.root + "/assets/example/municipality.json",
                       "device": {"name": name, "number": number, "place": "Buurthuis"}, "authority": "public/authority.jwks.json",
                       "register": "public/register.jws", "languages": ["nl", "ar"], **({"sync": sync} if sync else {})}, file)

    def enrol(self, name, number, *more, phrase=PHRASE, by="stick"):
        """On the device's own screen; its request goes by stick or sync, its words by mouth. Keyring and register wait at the office."""
        self.settings(name, number)
        gone = ["scroll enrol.give", "tap enrol.give", "wait 1s"] if by == "stick" else ["wait 30s", 'expect-text enrol.goes "De aanvraag is verstuurd."']
        self.play(name, "\n".join(["expect-screen enrol", f'put enrol.name "{name}"', "tap enrol.next", "tap enrol.own", f'put enrol.passphrase "{phrase}"', "tap enrol.next",
                                   f'put enrol.again "{phrase}"', "tap enrol.next", "wait 3s", "expect enrol.request", *gone, "tree enrol.json"]),
                  mode="desk")
        self.take_in(name, *more, by=by)

    def requests(self):
        """Who asks to be let in, by what sync brought."""
        return json.loads(self.run("register", "requests", self.register, "--json").stdout)

    def take_in(self, name, *more, by="stick"):
        """The administrator, with the request on the stick, or from the server, and the four words of the screen's last tree."""
        if by == "stick":
            (request,) = (f"{self.stick}/{one}" for one in os.listdir(self.stick) if one.startswith("request-"))
        else:
            self.once("office")
            (request,) = (one["file"] for one in self.requests() if one["name"] == name)
        self.run("register", "add", self.register, request, "--id", name, "--name", name, *more, said=f"{self.tree('enrol')['enrol.request']}\n{PHRASE}\n")
        if by == "stick":
            os.remove(request)

    def end(self, name):
        self.run("register", "end", self.register, name, said=PHRASE + "\n")
