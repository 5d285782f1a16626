"""A device of a test: its data folder, its settings, the program run on it, and what must hold afterwards."""
import json
import os
import shutil
import subprocess
import tempfile

os.environ["XDG_STATE_HOME"] = "/dev/null/none"  # nothing is remembered about data folders that are made again


def memory_folder():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Works:
    """The keys and sealed messages that all devices of a test share; a folder that goes with it."""

    def __init__(self, program, fill, root, where=None):
        # A device's settings lie elsewhere than its test: what is named there is absolute.
        self.program, self.fill, self.root = (os.path.abspath(one) for one in (program, fill, root))
        self.folder = tempfile.mkdtemp(prefix="wv-net-", dir=where or memory_folder())
        self.private, self.public = self.folder + "/private.jwk", self.folder + "/public.jwk"
        subprocess.run([self.program, "keys", "new", "--out", self.private], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(self.public, "wb") as file:
            subprocess.run([self.program, "keys", "public", self.private], check=True, stdout=file)
        with open(self.public) as public, open(self.folder + "/recipients.jwks.json", "w") as file:
            json.dump({"keys": [json.load(public)]}, file)
        self.devices = 0

    @staticmethod
    def made_in_memory():
        return tempfile.mkdtemp(prefix="wv-net-", dir=memory_folder())

    def messages(self, count):
        """Sealed for real; {name: bytes}."""
        data = f"{self.folder}/messages-{count}"
        if not os.path.exists(data):
            subprocess.run([self.fill, data, self.public, str(count)], check=True)
        return folder_of(data + "/outbox")

    def kiosk(self, messages=None, **sync):
        self.devices += 1
        return Kiosk(self, f"{self.folder}/device-{self.devices}", messages or {}, sync)

    def run(self, kiosk, what):
        """`sync` with another word than --once."""
        return subprocess.run([self.program, "sync", what, "--data", kiosk.data, "--config", kiosk.folder + "/config.json"], capture_output=True, text=True, timeout=180)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def folder_of(path):
    found = {}
    if os.path.isdir(path):
        for name in os.listdir(path):
            if not name.startswith("."):
                with open(f"{path}/{name}", "rb") as file:
                    found[name] = file.read()
    return found


class Kiosk:
    def __init__(self, works, folder, messages, sync):
        self.works, self.folder, self.messages = works, folder, messages
        self.data = folder + "/data"
        os.makedirs(self.data + "/outbox", 0o700)
        for name, content in messages.items():
            with open(f"{self.data}/outbox/{name}", "wb") as file:
                file.write(content)
        self.settings(**sync)

    def settings(self, password=None, **sync):
        if password is not None:
            sync["password_file"] = "secret.txt"
            path = self.folder + "/secret.txt"
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(password + "\n")
        with open(self.folder + "/config.json", "w") as file:
            json.dump({"format": "wijkverbinder-config/1", "municipality": self.works.root + "/assets/example/municipality.json",
                       "recipients": "../recipients.jwks.json", "device": {"name": "kiosk-007", "number": 7, "place": "Buurthuis"},
                       "languages": ["nl"], "sync": sync}, file)

    def start(self):
        environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return subprocess.Popen([self.works.program, "sync", "--once", "--data", self.data, "--config", self.folder + "/config.json"],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)

    def sync(self, seconds=120):
        """The exit status; what was said is in `said`."""
        running = self.start()
        try:
            self.out, self.said = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()
            self.said = "it never ended"
            return "never"
        return running.returncode

    def waiting(self):
        return folder_of(self.data + "/outbox")

    def sent(self):
        return {name for name in folder_of(self.data + "/sent")}

    def parked(self):
        return {name: content for name, content in folder_of(self.data + "/quarantine").items() if not name.endswith(".reason.json")}

    def lost(self):
        """What is neither waiting nor parked, byte for byte, nor has a header in sent/."""
        kept, parked, sent = self.waiting(), self.parked(), self.sent()
        return [name for name, content in self.messages.items() if kept.get(name) != content and parked.get(name) != content and name not in sent]

    def sent_without(self, stored):
        """Said to be sent, and the server doesn't have it: `stored` is {name: envelope as JSON}."""
        return [name for name in self.sent() if stored.get(name) != json.loads(self.messages[name])]


class Figures:
    def __init__(self, what):
        self.what, self.tried, self.faults = what, 0, []

    def check(self, name, faults):
        self.tried += 1
        for fault in faults:
            self.faults.append(f"{name}: {fault}")

    def close(self, unit, more=""):
        for fault in self.faults[:40]:
            print(f"  FAULT {self.what} {fault}")
        print(f"{self.what} {self.tried} {unit}: {len(self.faults)} faults{more}", flush=True)
        return not self.faults
