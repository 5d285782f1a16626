#!/usr/bin/env python3
"""sbom.py PROGRAM VERSION FETCH-IMGUI: what the package is made of, as SPDX 2.3 JSON on standard output: what is compiled in,
what is linked, what is opened or started while it runs, each with the Debian package and version it was built with here.
The same program on the same system gives the same bytes; the time is $SOURCE_DATE_EPOCH."""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys

# Headers that are compiled in whole; and what is only looked for while it runs.
COMPILED_IN = {"nlohmann-json3-dev": "MIT", "libstb-dev": "MIT OR Unlicense"}
AT_RUN_TIME = ["libcurl4", "espeak-ng", "fonts-inter", "fonts-noto-core", "fonts-symbola", "fonts-droid-fallback", "fonts-unifont"]


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def linked(program):
    """The Debian packages whose libraries the program names itself (not what those need in turn)."""
    wanted = re.findall(r"NEEDED\s+(\S+)", output("objdump", "-p", program))
    where = dict(re.findall(r"(\S+) => (\S+)", output("ldd", program)))
    packages = set()
    for name in wanted:
        path = os.path.realpath(where.get(name, name))
        for candidate in (path, "/usr" + path, re.sub(r"^/usr", "", path)):
            found = subprocess.run(["dpkg-query", "-S", candidate], capture_output=True, text=True)
            if found.returncode == 0:
                packages.add(found.stdout.split(":")[0])
                break
    return sorted(packages)


def part(name, version, licence, **more):
    return {"SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": licence,
            "licenseDeclared": licence, "copyrightText": "NOASSERTION", **more}


def debian(name, licence="NOASSERTION"):
    found = subprocess.run(["dpkg-query", "-W", "-f=${Version}", name], capture_output=True, text=True)
    version = found.stdout if found.returncode == 0 and found.stdout else "NOASSERTION"
    reference = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                 "referenceLocator": f"pkg:deb/debian/{name}" + ("" if version == "NOASSERTION" else "@" + version)}
    return part(name, version, licence, externalRefs=[reference])


def imgui(script):
    with open(script, encoding="utf-8") as file:
        text = file.read()
    name, digest = (re.search(pattern, text, re.M).group(1) for pattern in (r"^name=(\S+)$", r"^hash=(\S+)$"))
    return part("imgui", re.sub(r"^imgui_|\.orig\.tar\.xz$", "", name), "MIT",
                checksums=[{"algorithm": "SHA256", "checksumValue": digest}])


def main(program, version, script):
    with open(program, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    made = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    own = part("wijkverbinder", version, "NONE", checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
               comment="The checksum is the program's before it is stripped.")
    relations, parts = [], [own]
    for kind, found in (("STATIC_LINK", [imgui(script)] + [debian(n, licence) for n, licence in sorted(COMPILED_IN.items())]),
                        ("DYNAMIC_LINK", [debian(n) for n in linked(program)]),
                        ("RUNTIME_DEPENDENCY_OF", [debian(n) for n in AT_RUN_TIME])):
        for one in found:
            parts.append(one)
            ends = (one["SPDXID"], own["SPDXID"]) if kind.endswith("_OF") else (own["SPDXID"], one["SPDXID"])
            relations.append({"spdxElementId": ends[0], "relationshipType": kind, "relatedSpdxElement": ends[1]})
    relations.insert(0, {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": own["SPDXID"]})
    json.dump({"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"wijkverbinder-{version}",
               "documentNamespace": f"https://example.org/spdx/wijkverbinder/{version}/{digest}",
               "creationInfo": {"created": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: wijkverbinder-sbom"]},
               "packages": parts, "relationships": relations}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:4])
