"""Real servers on loopback: CouchDB's API (pouchdb-server), and WebDAV by Apache, nginx and rclone. Each one starts
empty in a folder of its own, says what is stored in it, and ends with `stop`."""
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request

from kiosk import folder_of

HERE = os.path.dirname(os.path.abspath(__file__))
BOXES = ("inbox", "answers", "published", "cases")
MODULES = "/usr/lib/apache2/modules"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Missing(Exception):
    pass


class Real:
    def __init__(self, name, kind, folder, command, port, cwd=None):
        self.name, self.kind, self.folder, self.port = name, kind, folder, port
        self.log = open(folder + "/log", "wb")
        self.process = subprocess.Popen(command, cwd=cwd or folder, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        with open(folder + "/log") as log:
            raise Missing(f"{name} does not start: {log.read()[-400:]}")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def stored(self):
        """{name: envelope as JSON}, how many were written over, and what else lies there."""
        if self.kind == "webdav":
            found = folder_of(self.folder + "/root/inbox")
            whole = {name: parsed(content) for name, content in found.items() if name.endswith(".json")}
            return whole, 0, len(found) - len(whole)
        with urllib.request.urlopen(self.url + "/inbox/_all_docs?include_docs=true", timeout=120) as said:
            rows = json.load(said)["rows"]
        documents = {row["id"] + ".json": row["doc"] for row in rows if not row["id"].startswith("_design")}
        changed = sum(not document["_rev"].startswith("1-") for document in documents.values())
        return {name: {k: v for k, v in document.items() if not k.startswith("_")} for name, document in documents.items()}, changed, 0


def parsed(content):
    try:
        return json.loads(content)
    except ValueError:
        return {"torn": len(content)}


def needs(program):
    path = shutil.which(program, path="/usr/sbin:/usr/bin:/bin:/usr/local/bin")
    if not path:
        raise Missing(f"{program} is not installed")
    return path


def ready(folder):
    os.makedirs(folder)
    for box in BOXES:
        os.makedirs(f"{folder}/root/{box}")


def pouchdb(folder, build):
    """Installed by the hashes of its lock file, into the build folder, without running anybody's install scripts."""
    modules, node = os.path.abspath(build) + "/fault-servers", needs("node")
    if not os.path.exists(modules + "/node_modules/pouchdb-server"):
        shutil.copytree(HERE + "/pouchdb", modules, dirs_exist_ok=True)
        done = subprocess.run([needs("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=modules, capture_output=True, text=True)
        if done.returncode != 0:
            shutil.rmtree(modules + "/node_modules", ignore_errors=True)
            raise Missing("pouchdb-server can't be installed: " + done.stderr[-300:])
    ready(folder)
    port = free_port()
    server = Real("pouchdb-server", "couchdb", folder, [node, modules + "/node_modules/pouchdb-server/bin/pouchdb-server", "--in-memory", "--host",
                                                        "127.0.0.1", "--port", str(port), "--config", folder + "/config.json", "--no-stdout-logs"], port)
    for box in BOXES:
        for _ in range(100):  # it listens before it is ready
            try:
                urllib.request.urlopen(urllib.request.Request(f"{server.url}/{box}", method="PUT"), timeout=10).read()
                break
            except OSError:
                time.sleep(0.1)
    return server


def apache(folder, _build):
    program = needs("apache2")
    ready(folder)
    port = free_port()
    with open(folder + "/apache.conf", "w") as conf:
        conf.write(f"""ServerName 127.0.0.1
Listen 127.0.0.1:{port}
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Mutex file:{folder}
LoadModule mpm_event_module {MODULES}/mod_mpm_event.so
LoadModule authz_core_module {MODULES}/mod_authz_core.so
LoadModule dav_module {MODULES}/mod_dav.so
LoadModule dav_fs_module {MODULES}/mod_dav_fs.so
DocumentRoot {folder}/root
DavLockDB {folder}/locks
KeepAlive On
MaxKeepAliveRequests 0
<Directory {folder}/root>
  Dav On
  Require all granted
</Directory>
""")
    if os.geteuid() == 0:  # its workers are nobody's then
        with open(folder + "/apache.conf", "a") as conf:
            conf.write(f"User www-data\nGroup www-data\n")
        subprocess.run(["chown", "-R", "www-data", folder], check=True)
        os.chmod(folder, 0o755)
        os.chmod(os.path.dirname(folder), 0o755)
    return Real("Apache", "webdav", folder, [program, "-d", folder, "-f", folder + "/apache.conf", "-DFOREGROUND"], port)


def nginx(folder, _build):
    program = needs("nginx")
    ready(folder)
    port = free_port()
    module = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so"
    if not os.path.exists(module):
        raise Missing("nginx's dav-ext module is not installed")
    user = "user root;\n" if os.geteuid() == 0 else ""
    with open(folder + "/nginx.conf", "w") as conf:
        conf.write(f"""load_module {module};
{user}daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/body; keepalive_requests 100000; client_max_body_size 20m;
  proxy_temp_path {folder}/t1; fastcgi_temp_path {folder}/t2; uwsgi_temp_path {folder}/t3; scgi_temp_path {folder}/t4;
  dav_ext_lock_zone zone=locks:1m;
  server {{
    listen 127.0.0.1:{port}; root {folder}/root;
    location / {{ dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK; dav_ext_lock zone=locks; }}
  }}
}}
""")
    return Real("nginx", "webdav", folder, [program, "-c", folder + "/nginx.conf", "-p", folder], port)


def rclone(folder, _build):
    program = needs("rclone")
    ready(folder)
    port = free_port()
    return Real("rclone", "webdav", folder, [program, "serve", "webdav", folder + "/root", "--addr", f"127.0.0.1:{port}", "--config", folder + "/none"], port)


ALL = {"pouchdb": pouchdb, "apache": apache, "nginx": nginx, "rclone": rclone}
