"""Trials of signed updates: what a kiosk takes, what it takes back, what it refuses. Packages, settings, signatures and sticks are made
outside of the machine by the program of the same package."""
import json
import os
import shutil
import subprocess

from faults import waiting
from kiosk import DATA, SCREEN, UNIT, row

TOWN = None
PHRASE = "molen brug regen tulp hertog\n"
DEVICE = "kiosk-007"
GOODS = "/mnt/goods"  # where the machine sees what was made


def done(*words, typed=None, folder=None):
    return subprocess.run(words, input=typed, cwd=folder, text=True, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


class Town:
    """A town hall with its register, and another one that nobody here believes."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "town")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.goods = os.path.join(self.folder, "goods")
        os.makedirs(self.goods)
        self.tree = os.path.join(self.folder, "tree")
        done("dpkg-deb", "-R", os.path.join(folder, "wijkverbinder.deb"), self.tree)
        self.program = os.path.join(self.tree, "usr/lib/wijkverbinder/wijkverbinder")
        for name in ("town", "stranger"):
            self.tell("register", "new", self.path(name), "--today", "2026-01-01")
            self.tell("register", "export", self.path(name), self.path(name + ".out"))
            self.settings(name)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def tell(self, *words):
        return done(self.program, *words, typed=PHRASE * 2)

    def settings(self, whose):
        """A kiosk's settings that believe this town hall."""
        folder = os.path.join(self.goods, "settings." + whose)
        shutil.copytree(os.path.join(self.tree, "usr/share/wijkverbinder/assets/example"), folder)
        for name in ("authority.jwks.json", "register.jws"):
            shutil.copy(self.path(whose + ".out", name), folder)
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            config = json.load(file)
        config["device"]["name"] = DEVICE
        config["device"].update(number=7)
        config.update(authority="authority.jwks.json", register="register.jws")
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
            json.dump(config, file)

    def package(self, version, change=None):
        """The same package under another version; `change`: what is wrong with it."""
        tree = self.path("next")
        shutil.rmtree(tree, ignore_errors=True)
        shutil.copytree(self.tree, tree, symlinks=True)
        control = os.path.join(tree, "DEBIAN/control")
        with open(control, encoding="utf-8") as file:
            lines = [f"Version: {version}\n" if line.startswith("Version:") else line for line in file]
        with open(control, "w", encoding="utf-8") as file:
            file.writelines(lines)
        if change:
            change(tree)
        name = os.path.join(self.goods, f"wijkverbinder_{version}_amd64.deb")
        done("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, name)
        return name

    def archive(self, name, change):
        folder = self.path("archive")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(os.path.join(self.goods, "settings.town"), folder)
        change(folder)
        file = os.path.join(self.goods, name)
        done("tar", "-C", folder, "-cf", file, ".")
        return file

    def sign(self, file, *more, by="town"):
        self.tell("register", "sign", self.path(by), file, *more)

    def image(self, name, *files):
        """A stick: FAT, with the folder that kiosks look for."""
        image = self.path(name)
        done("truncate", "-s", "64M", image)
        done("mkfs.vfat", "-F", "32", image)
        done("mmd", "-i", image, "::wijkverbinder-update")
        for file in files:
            done("mcopy", "-i", image, file, file + ".jws", "::wijkverbinder-update/")
        return image


def does_not_start(tree):
    program = os.path.join(tree, "usr/lib/wijkverbinder/wijkverbinder")
    os.unlink(program)
    with open(program, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nexit 1\n")
    os.chmod(program, 0o755)


def edit(name, member, value):
    def change(folder):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            read = json.load(file)
        read[member] = value
        with open(path, "w", encoding="utf-8") as file:
            json.dump(read, file)
    return change


def make_goods(town):
    # Versions that sort above whatever the package's own is.
    town.sign(town.package("9.1"))
    town.sign(town.package("9.2", does_not_start))
    town.sign(town.package("9.3"), by="stranger")
    town.sign(town.package("0.0.1"))
    for name, change in (("cut", lambda b: b[:-4096]), ("other", lambda b: b[:100] + bytes([b[100] ^ 1]) + b[101:])):
        source, file = os.path.join(town.goods, "wijkverbinder_9.1_amd64.deb"), os.path.join(town.goods, f"{name}_9.1_amd64.deb")
        shutil.copy(source + ".jws", file + ".jws")
        with open(source, "rb") as read, open(file, "wb") as written:
            written.write(change(read.read()))
    town.sign(town.archive("good.tar", edit("config.json", "idle", {"ask_after_s": 60, "reset_after_s": 20})), "--device", DEVICE, "--as", "2")
    town.sign(town.archive("faulty.tar", edit("config.json", "idle", {"ask_after_s": "soon"})), "--device", DEVICE, "--as", "3")
    town.sign(town.archive("others.tar", lambda folder: None), "--device", "kiosk-008", "--as", "4")
    town.sign(town.package("9.4"))
    done("mke2fs", "-q", "-t", "ext4", "-d", town.goods, town.path("goods.img"), "1G")


def version(kiosk):
    return kiosk.out("dpkg-query -W -f '${Version}' wijkverbinder")


def told(kiosk):
    text = kiosk.out("cat /etc/wijkverbinder/update.json 2>/dev/null")
    return (json.loads(text)["came"], json.loads(text)["version"]) if text else None


def refused(kiosk, what, file, sentence):
    before = (version(kiosk), kiosk.app(), told(kiosk))
    status, words = kiosk.run(f"wijkverbinder-kiosk update {GOODS}/{file}", 300)
    row(f"{what}: refused, nothing changed", (status in (2, 3), sentence in words, (version(kiosk), kiosk.app(), told(kiosk)) == before),
        (True, True, True))
    if sentence not in words:
        print(words)


def put_in(kiosk, image):
    """A stick, until the machine has looked at it."""
    kiosk.tell("blockdev-add", **{"driver": "raw", "node-name": "stick", "read-only": True,
                                  "file": {"driver": "file", "filename": image}})
    kiosk.tell("device_add", driver="usb-storage", drive="stick", id="stick")
    kiosk.do("for i in $(seq 60); do systemctl list-units --all --no-legend 'wijkverbinder-kiosk-stick@*' | grep -q . && break; sleep 0.5; done; "
             "while systemctl is-active 'wijkverbinder-kiosk-stick@*' | grep -q activating; do sleep 1; done", 1500)


def take_out(kiosk):
    kiosk.tell("device_del", id="stick")
    kiosk.pass_time(2)
    kiosk.tell("blockdev-del", **{"node-name": "stick"})


def options(folder):
    """What its machine has besides: a disk with what was made."""
    global TOWN
    TOWN = Town(folder)
    make_goods(TOWN)
    return ("-drive", f"file={TOWN.path('goods.img')},if=virtio,format=raw,readonly=on")


def try_update(kiosk):
    kiosk.do(f"mkdir -p {GOODS}; mount -o ro /dev/vdb {GOODS}")
    kiosk.install(f"--config {GOODS}/settings.town")
    kiosk.config = "/etc/wijkverbinder/config.json"
    own = version(kiosk)
    kiosk.visit_first(sends=True)  # a message that waits through all of it: these settings name nowhere to bring it to
    row("a message waits here", waiting(kiosk), 1)
    refused(kiosk, "a package that a stranger signed", "wijkverbinder_9.3_amd64.deb", "nobody whom this device believes")
    refused(kiosk, "cut short", "cut_9.1_amd64.deb", "bytes are there")
    refused(kiosk, "other bytes under a right signature", "other_9.1_amd64.deb", "isn't the file that was signed")
    refused(kiosk, "a lower version", "wijkverbinder_0.0.1_amd64.deb", "is not newer")
    refused(kiosk, "another kiosk's settings", "others.tar", "the settings of kiosk-008")
    refused(kiosk, "settings with faults", "faulty.tar", "have faults")
    kiosk.do("touch /root/none.deb.jws /root/none.deb")
    refused(kiosk, "no signature", "../../root/none.deb", "no signed document")

    (begin,) = kiosk.places(["attract.start"], SCREEN)
    kiosk.fingers(f"tap {begin[0]} {begin[1]}")
    was = kiosk.app()
    kiosk.do(f"systemd-run --quiet --unit=tried-update wijkverbinder-kiosk update {GOODS}/wijkverbinder_9.1_amd64.deb")
    wait_for_beginning(kiosk)
    kiosk.pass_time(5)
    row("a good one in the middle of a visit: it waits", (is_under_way(kiosk), kiosk.app() == was, kiosk.is_used(), version(kiosk)),
        (True, True, True, own))
    wait_for_end(kiosk)
    row("a good one, once nobody uses the kiosk: it runs, and the health page is told",
        (version(kiosk), kiosk.show("ActiveState"), told(kiosk), kiosk.out("cat /var/lib/wijkverbinder-kiosk/last")),
        ("9.1", "active", ("is", "9.1"), "package 9.1 runs, and is well"))
    refused(kiosk, "the same once more", "wijkverbinder_9.1_amd64.deb", "is not newer")


def leave_message(kiosk):
    """One that waits through all of it, without a screen: these settings name nowhere to bring it to."""
    words = [f"tap {name}" for name in ("attract.start", "home.question")] + ['put form.message "Stuk."'] + [
        f"tap {name}" for name in ("form.next", "form.contact.none", "form.next", "review.send")] + ["expect receipt.number"]
    script = "".join(word + "\\n" for word in words)
    kiosk.do(f"systemctl stop {UNIT}; mkdir -m 777 -p /tmp/left; printf '{script}' >/tmp/left/way.play; "
             f"wijkverbinder-kiosk run --play /tmp/left/way.play --out /tmp/left --config {kiosk.config}", 600)
    kiosk.restart()


def try_back(kiosk):
    kiosk.do(f"mkdir -p {GOODS}; mount -o ro /dev/vdb {GOODS}")
    kiosk.install(f"--config {GOODS}/settings.town")
    kiosk.config = "/etc/wijkverbinder/config.json"
    own = version(kiosk)
    leave_message(kiosk)
    row("a message waits here", waiting(kiosk), 1)

    at = kiosk.uptime()
    status, words = kiosk.run(f"wijkverbinder-kiosk update {GOODS}/wijkverbinder_9.2_amd64.deb", 900)
    if status != 1:
        print(words, kiosk.out(f"journalctl -b -u {UNIT} --no-pager | tail -n 30"))
    kiosk.wait_active()
    row(f"one that doesn't start: taken back {kiosk.uptime() - at:.0f} s later, and the health page is told",
        (status, version(kiosk), told(kiosk), kiosk.has_picture()), (1, own, ("was", "9.2"), True))
    row("`dpkg -V` finds nothing", kiosk.out("dpkg -V wijkverbinder"), "")
    refused(kiosk, "the one that was taken back, once more", "wijkverbinder_9.2_amd64.deb", "was tried here")

    status, words = kiosk.run(f"wijkverbinder-kiosk update {GOODS}/good.tar", 900)
    row("other settings: they count", (status, "is well" in words, kiosk.out("grep -c '\"ask_after_s\": 60' /etc/wijkverbinder/config.json")),
        (0, True, "1"))

    # The stick: first a stranger's.
    before = (version(kiosk), kiosk.app())
    put_in(kiosk, TOWN.image("stranger.img", os.path.join(TOWN.goods, "wijkverbinder_9.3_amd64.deb")))
    row("a stick with a stranger's package: looked at, nothing changed, nothing mounted",
        ((version(kiosk), kiosk.app()) == before, "nobody whom this device believes" in kiosk.out("journalctl -b -u 'wijkverbinder-kiosk-stick@*' --no-pager"),
         kiosk.out("grep -c /dev/sd /proc/mounts")), (True, True, "0"))
    take_out(kiosk)
    # A power cut in the midst of putting it in place.
    kiosk.do(f"systemd-run --quiet --unit=tried-cut wijkverbinder-kiosk update {GOODS}/wijkverbinder_9.4_amd64.deb")
    half = "dpkg-query -W -f '${db:Status-Status}' wijkverbinder"
    kiosk.do(f"for i in $(seq 3000); do [ \"$({half})\" = installed ] || break; sleep 0.1; done", 900)
    row("control: at that moment the package is neither the one nor the other", kiosk.out(half) != "installed", True)
    kiosk.cut_power()
    kiosk.wait_active()
    wait_for_end(kiosk)
    row("a power cut while a package is put in place: it goes on afterwards",
        (version(kiosk), kiosk.out("dpkg -V wijkverbinder; dpkg --audit"), kiosk.show("ActiveState")), ("9.4", "", "active"))
    row("the message waits still, whole", (waiting(kiosk), kiosk.run(f"wijkverbinder queue verify --data {DATA}")[0]), (1, 0))

    # Controls: who is believed decides, and who watches takes back.
    kiosk.do(f"mount -o ro /dev/vdb {GOODS}; dpkg -i {GOODS}/wijkverbinder_9.1_amd64.deb; wijkverbinder-kiosk install --config {GOODS}/settings.stranger", 600)
    kiosk.wait_active()
    put_in(kiosk, TOWN.path("stranger.img"))
    row("control: where the stranger is believed, the same stick is taken", version(kiosk), "9.3")
    take_out(kiosk)
    wait_for_end(kiosk)
    kiosk.do(f"dpkg -i {GOODS}/wijkverbinder_9.2_amd64.deb; systemctl restart --no-block {UNIT}", 300)
    kiosk.pass_time(60)
    row("control: put in by hand, the one that doesn't start stays, and nothing is on the screen",
        (version(kiosk), kiosk.show("ActiveState") == "active"), ("9.2", False))


def is_under_way(kiosk):
    return kiosk.run("test -e /var/lib/wijkverbinder-kiosk/update/about")[0] == 0


def wait_for_beginning(kiosk):
    """Until it was looked at and believed."""
    end = kiosk.uptime() + 100
    while not is_under_way(kiosk) and kiosk.uptime() < end:
        kiosk.pass_time(1)


def wait_for_end(kiosk):
    end = kiosk.uptime() + 1500
    while is_under_way(kiosk) and kiosk.uptime() < end:
        kiosk.pass_time(3)
