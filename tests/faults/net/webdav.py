#!/usr/bin/env python3
"""webdav.py PROGRAM FILL ROOT BUILD: W1. WebDAV as it is met: Apache, nginx and rclone, each also behind a proxy that
ends TLS; Nextcloud by its own rules (fake_nextcloud.py); proxies on the way, and ports that don't speak TLS. Every
message is there once, nothing is left over, nothing is parked, and what fails is told in its own words."""
import json
import os
import ssl
import subprocess
import sys

import servers
from fake_nextcloud import BASE, FakeNextcloud
from kiosk import Figures, Works, folder_of
from tls import Makers, context
from wire import Server, reply

MODULES = servers.MODULES


def nginx_front(folder, backend, certificate, rule=""):
    program, port = servers.needs("nginx"), servers.free_port()
    os.makedirs(folder)
    user = "user root;\n" if os.geteuid() == 0 else ""
    with open(folder + "/nginx.conf", "w") as conf:
        conf.write(f"""{user}daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/body; client_max_body_size 20m; proxy_temp_path {folder}/t1;
  fastcgi_temp_path {folder}/t2; uwsgi_temp_path {folder}/t3; scgi_temp_path {folder}/t4;
  server {{
    listen 127.0.0.1:{port} ssl; ssl_certificate {certificate[0]}; ssl_certificate_key {certificate[1]};
    location / {{ {rule} proxy_pass {backend.url}; proxy_set_header Host $http_host; }}
  }}
}}
""")
    return servers.Real("nginx in front", "webdav", folder, [program, "-c", folder + "/nginx.conf", "-p", folder], port)


def apache_front(folder, backend, certificate, rule=""):
    program, port = servers.needs("apache2"), servers.free_port()
    os.makedirs(folder)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    with open(folder + "/apache.conf", "w") as conf:
        conf.write(f"""{user}ServerName 127.0.0.1
Listen 127.0.0.1:{port}
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Mutex file:{folder}
""" + "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in ("mpm_event", "authz_core", "proxy", "proxy_http", "headers", "socache_shmcb", "ssl")) + f"""
SSLEngine on
SSLCertificateFile {certificate[0]}
SSLCertificateKeyFile {certificate[1]}
ProxyPreserveHost On
ProxyPass / {backend.url}/
{rule}
""")
    return servers.Real("Apache in front", "webdav", folder, [program, "-d", folder, "-f", folder + "/apache.conf", "-DFOREGROUND"], port)


def delivered(kiosk, backend, messages):
    """Set up, sent, and looked at: the faults."""
    faults = []
    setup = kiosk.works.run(kiosk, "--setup")
    if setup.returncode != 0:
        faults.append(f"--setup ended with {setup.returncode}: {setup.stderr.strip()}")
    elif setup.stdout.count("tried, a file was put, moved, read back and deleted") != 4:
        faults.append("--setup did not try each box: " + setup.stdout)
    status = kiosk.sync()
    stored, _, left_over = backend.stored()
    if status != 0:
        faults.append(f"status {status}: {kiosk.said.strip()}")
    if set(stored) != set(messages):
        faults.append(f"{len(stored)} of {len(messages)} there")
    if left_over or kiosk.parked() or kiosk.lost():
        faults.append(f"{left_over} left over, {len(kiosk.parked())} parked, {len(kiosk.lost())} lost")
    return faults


def real_servers(works, build, figures):
    messages, make, missing = works.messages(25), Makers(works.folder + "/front"), []
    authority = make.authority("ours")
    certificate = make.leaf("front", authority)
    os.chmod(certificate[1], 0o644)
    for name, start in (("apache", servers.apache), ("nginx", servers.nginx), ("rclone", servers.rclone)):
        fronts = [None, nginx_front, apache_front]
        for front in fronts:
            running = []
            where = f"{works.folder}/{name}-{front.__name__ if front else 'itself'}"
            try:
                running.append(start(where, build))
                if front:
                    running.append(front(where + "/front", running[0], certificate))
                more = {"ca_file": authority[0]} if front else {}
                url = running[-1].url.replace("http://", "https://") if front else running[0].url
                figures.check(where.rsplit("/", 1)[-1], delivered(works.kiosk(messages, type="webdav", url=url, **more), running[0], messages))
            except servers.Missing as gone:
                missing.append(str(gone))
            finally:
                for server in reversed(running):
                    server.stop()
    return missing


def nextcloud(works, figures):
    messages, make = works.messages(25), Makers(works.folder + "/nextcloud")
    authority = make.authority("cloud")
    secure = context(make.leaf("cloud-server", authority))

    def device(server, password="geheim"):
        return works.kiosk(messages, type="webdav", url=server.url + BASE + "wijk post", user="kiosk-007", password=password, ca_file=authority[0])

    def looked_at(server, kiosk, status, expected):
        there = {name for name in server.files if name.startswith("wijk post/inbox/")}
        faults = [] if status == expected else [f"status {status}: {kiosk.said.strip()}"]
        if expected == 0 and there != {"wijk post/inbox/" + name for name in messages}:
            faults.append(f"{len(there)} there")
        return faults + ([f"{len(kiosk.parked())} parked"] if kiosk.parked() else []) + [f"LOST {name}" for name in kiosk.lost()]

    server = FakeNextcloud(secure)
    kiosk = device(server)
    setup = works.run(kiosk, "--setup")
    figures.check("Nextcloud, --setup", [] if setup.returncode == 0 and "tried" in setup.stdout else [setup.stderr])
    figures.check("Nextcloud, a folder with a blank", looked_at(server, kiosk, kiosk.sync(), 0))
    figures.check("Nextcloud, nothing left over", [name for name in server.files if not name.endswith(".json")])
    body = reply(200).data  # the control: what was sent before is refused there
    wrong = server.do_PUT(type("R", (), {"body": body})(), "wijk post/inbox/x.part")
    figures.check("Nextcloud refuses *.part", [] if b" 400 " in wrong.data[:16] else ["the fake is too kind"])

    server = FakeNextcloud(secure)
    kiosk = device(server)
    works.run(kiosk, "--setup")
    server.refuses_all = 400
    for _ in range(7):
        figures.check("everything refused", looked_at(server, kiosk, kiosk.sync(), 3))
    figures.check("told as the target's fault", [] if "refuses every message" in kiosk.said else [kiosk.said])
    server.refuses_all = None
    figures.check("mended", looked_at(server, kiosk, kiosk.sync(), 0))

    server = FakeNextcloud(secure, quota=60_000)
    kiosk = device(server)
    works.run(kiosk, "--setup")
    figures.check("quota", looked_at(server, kiosk, kiosk.sync(), 3) + ([] if "no room" in kiosk.said else [kiosk.said]))
    server.quota = None
    figures.check("room again", looked_at(server, kiosk, kiosk.sync(), 0))

    server = FakeNextcloud(secure)
    kiosk = device(server)
    works.run(kiosk, "--setup")
    put = server.do_PUT
    server.do_PUT = lambda request, path: server.error(423, "FileLocked", "locked") if path.endswith(".upload") else put(request, path)
    figures.check("locked", looked_at(server, kiosk, kiosk.sync(), 3) + ([] if "locked" in kiosk.said else [kiosk.said]))
    server.do_PUT = put
    figures.check("unlocked", looked_at(server, kiosk, kiosk.sync(), 0))


def run_through(works, kiosk, proxy):
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    if proxy:
        environment["https_proxy"] = proxy
    return subprocess.run([works.program, "sync", "--once", "--json", "--data", kiosk.data, "--config", kiosk.folder + "/config.json"], capture_output=True, text=True,
                          timeout=120, env=environment)


def lines_on_the_way(works, figures):
    messages = works.messages(3)
    for status, code in ((407, "sync.proxy_login"), (403, "sync.proxy_denied"), (502, "sync.proxy_down"), (503, "sync.proxy_down")):
        proxy = Server(lambda request, status=status: reply(status, "<html>no</html>", [("Content-Type", "text/html"), ("Proxy-Authenticate", 'Basic realm="x"')], then="close"))
        kiosk = works.kiosk(messages, type="webdav", url="https://wijk.example/dav")
        done = run_through(works, kiosk, proxy.url)
        faults = [] if done.returncode == 3 else [f"status {done.returncode}"]
        figures.check(f"a proxy's {status}", faults + ([] if json.loads(done.stdout)["trouble"] == code else [done.stdout]) + [f"LOST {name}" for name in kiosk.lost()])
    # What waits for a line of HTTP and says nothing, as CouchDB's own server does; and what answers at once, in the clear.
    for name, server in (("silent", Server(lambda request: reply(200))), ("plain", Server(greet=b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))):
        kiosk = works.kiosk(messages, type="couchdb", url=server.url.replace("http://", "https://"))
        done = run_through(works, kiosk, None)
        said = json.loads(done.stdout)
        figures.check("https to a port of http, " + name, [] if said["trouble"] == "sync.not_tls" and done.returncode == 3 else [done.stdout])
    # The control: the same line with TLS is told otherwise.
    make = Makers(works.folder + "/control")
    kiosk = works.kiosk(messages, type="couchdb", url=Server(lambda request: reply(200), ssl=context(make.leaf("stranger", make.authority("unknown")))).url)
    figures.check("https to a stranger", [] if json.loads(run_through(works, kiosk, None).stdout)["trouble"] == "sync.tls" else ["told as something else"])


def main():
    works = Works(*sys.argv[1:4])
    try:
        figures = Figures("W1")
        nextcloud(works, figures)
        lines_on_the_way(works, figures)
        missing = real_servers(works, sys.argv[4], figures)
        for gone in sorted(set(missing)):
            print("not tried: " + gone)
        return 0 if figures.close("rounds with WebDAV servers, proxies and ports") else 1
    finally:
        works.close()


if __name__ == "__main__":
    sys.exit(main())
