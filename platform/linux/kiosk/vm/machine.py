"""A Debian 12 machine in QEMU: power on and off, its keys, its screen, and a shell in it by agent.py. Where KVM runs any kernel it is
used, else the processor is imitated (TCG), some ten times slower; `Machine.kind` says which. Nothing of it reaches a network.
An imitated processor does an instruction in 4 ns of the machine's own time, however busy this computer is, so that what took seconds
there are seconds of a slow computer. While it rests its time is this computer's, and where QEMU gets no turn for seconds it jumps over
them: a watchdog in it then ends what nobody froze. So QEMU goes before other work here; where Linux shares processors out among
sessions, `nice` counts within one alone, and /proc/PID/autogroup (sched(7)) is what puts QEMU's session first."""
import json
import os
import socket
import subprocess
import time

# -cpu max with TCG makes llvmpipe's generated code crash at random; Nehalem doesn't.
COMMON = ["-m", "1536", "-display", "none", "-vga", "none", "-device", "virtio-vga,xres=1280,yres=800",
          "-device", "qemu-xhci", "-device", "usb-kbd", "-nic", "none", "-audiodev", "none,id=quiet",
          "-device", "virtio-serial", "-device", "virtserialport,chardev=agent,name=agent", "-device", "i6300esb",
          "-action", "watchdog=reset,shutdown=pause"]


def has_kvm():
    """Whether KVM runs Debian's kernel. /dev/kvm opens for kinds of it too that take only kernels made for them (pvm), where Debian's
    comes no further than its unpacking: those of the processor itself are asked for by name."""
    if not any(os.path.exists(f"/sys/module/{name}") for name in ("kvm_intel", "kvm_amd")):
        return False
    try:
        os.close(os.open("/dev/kvm", os.O_RDWR))
        return True
    except OSError:
        return False


class Machine:
    def __init__(self, folder, patience, more=()):
        """`folder` has kernel, initrd and image (image.sh). `patience`: seconds that a boot may take. `more`: options of QEMU."""
        self.folder, self.patience, self.more = folder, patience, more
        self.kind = "KVM" if has_kvm() else "TCG"
        self.slower = 1 if self.kind == "KVM" else 20  # seconds here that a second there may take
        self.process = self.qmp = self.agent = None
        self.asked, self.rest = 0, b""

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, disk=None):
        """A disk of its own over the image: what happens in one trial is unknown to the next. `disk`: begun from a copy of that one,
        whose machine `back_to` knows; nobody waits until it has booted."""
        if disk:
            subprocess.run(["cp", "--sparse=always", disk, self.path("disk")], check=True)
        else:
            subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", self.path("image"), self.path("disk")],
                           check=True)
        for name in ("agent.sock", "qmp.sock"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        how = ["-enable-kvm", "-smp", "2", "-cpu", "host"] if self.kind == "KVM" else [
            # One processor: with two, the imitation took all its time to go from one to the other.
            "-accel", "tcg,thread=single", "-icount", "shift=2", "-rtc", "clock=vm", "-cpu", "Nehalem"]
        self.process = subprocess.Popen(
            ["nice", "-n", "-5", "qemu-system-x86_64", *how, *COMMON,
             "-chardev", f"socket,id=agent,path={self.path('agent.sock')},server=on,wait=off",
             "-qmp", f"unix:{self.path('qmp.sock')},server=on,wait=off", "-kernel", self.path("kernel"),
             "-initrd", self.path("initrd"), "-append", "root=/dev/vda rw quiet loglevel=0 panic=10",
             "-drive", f"file={self.path('disk')},if=virtio,cache=writeback", *self.more],
            stdout=subprocess.DEVNULL, stderr=open(self.path("qemu.log"), "wb"), start_new_session=True)
        self.qmp = self.connect("qmp.sock")
        self.qmp.recv(65536)
        self.tell("qmp_capabilities")
        self.agent = self.connect("agent.sock")
        if not disk:
            self.wait_for_boot()

    def connect(self, name):
        end = time.monotonic() + self.patience
        while True:
            try:
                line = socket.socket(socket.AF_UNIX)
                line.connect(self.path(name))
                return line
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def tell(self, command, **arguments):
        self.qmp.sendall(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        text = b""
        while True:
            text += self.qmp.recv(65536)
            *lines, text = text.split(b"\n")
            for line in lines:
                answer = json.loads(line)
                if "error" in answer:
                    raise RuntimeError(f"{command}: {answer['error']['desc']}")
                if "return" in answer:
                    return answer["return"]

    def read_line(self, end):
        while b"\n" not in self.rest:
            self.agent.settimeout(max(0.1, end - time.monotonic()))
            self.rest += self.agent.recv(65536)
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line)

    def wait_for_boot(self):
        """Until the agent says hello; how many seconds that took."""
        begin = time.monotonic()
        while "hello" not in self.read_line(begin + self.patience):
            pass
        return time.monotonic() - begin

    def run(self, command, limit=120):
        """(status, output) of a shell command in the machine."""
        self.asked += 1
        self.agent.sendall(json.dumps({"id": self.asked, "run": command, "limit": limit}).encode() + b"\n")
        end = time.monotonic() + limit * self.slower + 60
        while True:
            answer = self.read_line(end)
            if answer.get("id") == self.asked:
                return answer["status"], answer["out"]

    def keep(self, name):
        """All that the machine is at this moment, to go back to by `back_to`: a second, where starting it takes a minute."""
        self.monitor(f"savevm {name}")

    def back_to(self, name):
        self.rest = b""
        if self.tell("query-status")["status"] == "shutdown":  # a machine that was switched off stands still, and won't go on so
            self.tell("system_reset")
            while self.tell("query-status")["status"] == "shutdown":
                time.sleep(0.1)
        self.monitor(f"loadvm {name}")
        self.tell("cont")

    def monitor(self, line):
        said = self.tell("human-monitor-command", **{"command-line": line}).strip()
        if said:
            raise RuntimeError(f"{line}: {said}")

    def goes_off(self, limit=60):
        end = time.monotonic() + limit * self.slower
        while self.process.poll() is None and self.tell("query-status")["status"] != "shutdown":
            if time.monotonic() > end:
                return False
            time.sleep(1)
        return True

    def begin(self, command, limit=120):
        """The same, but nobody waits for it, nor gets its output: for what a power cut comes into."""
        self.agent.sendall(json.dumps({"id": 0, "run": command, "limit": limit}).encode() + b"\n")

    def out(self, command, limit=120):
        return self.run(command, limit)[1].strip()

    def press(self, *keys):
        """Keys of the USB keyboard, held together (QEMU's names: ctrl, alt, delete, f2, sysrq, power)."""
        self.tell("send-key", keys=[{"type": "qcode", "data": k} for k in keys])
        time.sleep(0.3)

    def screen(self):
        """The picture on the screen: (width, height, RGB bytes)."""
        name = self.path("screen.ppm")
        self.tell("screendump", filename=name)
        with open(name, "rb") as file:
            magic, size, _, pixels = file.read().split(b"\n", 3)
        assert magic == b"P6"
        width, height = map(int, size.split())
        return width, height, pixels

    def cut_power(self):
        """Off and on again, in the middle of whatever it does."""
        self.rest = b""
        self.tell("system_reset")
        return self.wait_for_boot()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if os.path.exists(self.path("disk")):
            os.unlink(self.path("disk"))


def colours(picture):
    """How many different colours a picture has; one is a dark or empty screen."""
    pixels = picture[2]
    return len({pixels[i:i + 3] for i in range(0, len(pixels) - 2, 3)})


def differing(one, other):
    """Part of the pixels that differ, 0 to 1; 1 when the sizes do. Each 16th pixel is looked at, so that it takes no time."""
    if one[:2] != other[:2]:
        return 1.0
    a, b = one[2], other[2]
    places = range(0, len(a) - 2, 48)
    return sum(a[i:i + 3] != b[i:i + 3] for i in places) / len(places)
