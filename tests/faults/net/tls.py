#!/usr/bin/env python3
"""tls.py PROGRAM FILL ROOT: N3. TLS servers with each kind of bad certificate: nothing is sent, the queue stays whole,
and it is said in plain words. The controls: the same server with a good certificate is believed, and an
administrator who names the authority in ca_file believes that one and no other."""
import os
import ssl
import subprocess
import sys
import warnings

from fake_couch import FakeCouch
from kiosk import Figures, Works

warnings.simplefilter("ignore", DeprecationWarning)  # the old protocols are what is tried

CONF = """[ca]
default_ca=d
[d]
database={0}/index.txt
serial={0}/serial
new_certs_dir={0}
default_md=sha256
policy=p
copy_extensions=copy
unique_subject=no
[p]
commonName=supplied
[req]
distinguished_name=dn
prompt=no
[dn]
CN=ignored
[v3_ca]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[leaf]
basicConstraints=CA:false
keyUsage=digitalSignature
"""


class Makers:
    """openssl, in a folder. A certificate is (certificate file, key file)."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder)
        open(folder + "/index.txt", "w").close()
        with open(folder + "/serial", "w") as file:
            file.write("01\n")
        with open(folder + "/conf", "w") as file:
            file.write(CONF.format(folder))

    def openssl(self, *words):
        done = subprocess.run(["openssl", *words], cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError("openssl " + " ".join(words) + ": " + done.stderr[-400:])

    def path(self, name):
        return f"{self.folder}/{name}"

    def authority(self, name, host=None):
        extensions = ["-addext", f"subjectAltName=IP:{host}"] if host else []
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key", "-out", name + ".pem",
                     "-days", "30", "-subj", "/CN=" + name, "-config", "conf", "-extensions", "v3_ca", *extensions)
        return self.path(name + ".pem"), self.path(name + ".key")

    def leaf(self, name, authority, host="IP:127.0.0.1", start=None, end=None, extensions="leaf"):
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name,
                     "-config", "conf", "-addext", "subjectAltName=" + host)
        dates = ["-startdate", start, "-enddate", end] if start else ["-days", "30"]
        self.openssl("ca", "-batch", "-config", "conf", "-cert", authority[0], "-keyfile", authority[1], "-in", name + ".csr", "-out", name + ".pem", "-notext",
                     "-extensions", extensions, *dates)
        return self.path(name + ".pem"), self.path(name + ".key")

    def joined(self, name, *parts):
        with open(self.path(name), "w") as file:
            for part in parts:
                with open(part) as one:
                    file.write(one.read())
        return self.path(name)


def context(certificate, oldest=None, newest=None):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*certificate)
    if newest:
        made.set_ciphers("ALL:@SECLEVEL=0")
        made.minimum_version, made.maximum_version = oldest, newest
    return made


def main():
    works = Works(*sys.argv[1:4])
    try:
        make = Makers(works.folder + "/tls")
        ours, theirs = make.authority("ours"), make.authority("theirs")
        good = make.leaf("good", ours)
        middle = make.leaf("middle", ours, extensions="v3_ca")
        below = make.leaf("below", middle)
        fake_middle = make.leaf("fake-middle", good)  # signed by a certificate that is no authority
        with_chain = make.joined("chain.pem", below[0], middle[0]), below[1]
        tls = ssl.TLSVersion
        # name, the server's side, the authority that the device is given, what may come of it
        cases = [
            ("good", context(good), ours[0], "sent"),
            ("good, by way of another", context(with_chain), ours[0], "sent"),
            ("TLS 1.2 only", context(good, tls.TLSv1_2, tls.TLSv1_2), ours[0], "sent"),
            ("expired", context(make.leaf("expired", ours, start="20200101000000Z", end="20210101000000Z")), ours[0], "waits"),
            ("not yet valid", context(make.leaf("early", ours, start="20900101000000Z", end="20910101000000Z")), ours[0], "waits"),
            ("another host's", context(make.leaf("elsewhere", ours, host="DNS:elders.example")), ours[0], "waits"),
            ("another address's", context(make.leaf("address", ours, host="IP:127.0.0.2")), ours[0], "waits"),
            ("a wildcard", context(make.leaf("wild", ours, host="DNS:*")), ours[0], "waits"),
            ("signed by itself", context(make.authority("itself", "127.0.0.1")), ours[0], "waits"),
            ("of an unknown authority", context(make.leaf("unknown", theirs)), ours[0], "waits"),
            ("with the link missing", context(below), ours[0], "waits"),
            ("signed by no authority", context((make.joined("no-ca.pem", fake_middle[0], good[0]), fake_middle[1])), ours[0], "waits"),
            ("good, and the machine's own authorities", context(good), None, "waits"),
            ("TLS 1.0", context(good, tls.TLSv1, tls.TLSv1), ours[0], "waits"),
            ("TLS 1.1", context(good, tls.TLSv1_1, tls.TLSv1_1), ours[0], "waits"),
            ("no TLS at all", None, ours[0], "waits"),
        ]
        figures, messages = Figures("N3"), works.messages(2)
        for name, side, authority, expected in cases:
            plain = None if side else b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            server = FakeCouch(ssl=side, greet=plain)
            more = {"ca_file": authority} if authority else {}
            kiosk = works.kiosk(messages, type="couchdb", url=f"https://127.0.0.1:{server.port}", **more)
            status = kiosk.sync()
            faults = [f"LOST {lost}" for lost in kiosk.lost()]
            came = "sent" if len(kiosk.sent()) == len(messages) else "waits" if len(kiosk.waiting()) == len(messages) else "mixed"
            if came != expected:
                faults.append(f"{came}, expected {expected}: {kiosk.said.strip()}")
            if expected == "waits":
                faults += [f"{server.requests} requests came through"] if server.requests else []
                faults += [f"exit status {status}"] if status != 3 else []
                faults += [f"not said in plain words: {kiosk.said.strip()}"] if not any(word in kiosk.said for word in ("certificate", "identity", "secure", "TLS")) else []
            figures.check(name, faults)
        return 0 if figures.close("certificates and protocols") else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
