"""Somebody's words in files and in memory, in whatever form they may lie there: as they are, as UTF-16, escaped in JSON or
in a URL, in base64 of either alphabet at each of its three offsets, in hexadecimal. What is shorter than eight bytes isn't
looked for in base64 or hexadecimal: it would be found everywhere."""
import base64
import json
import os
import urllib.parse

LEAST_CODED = 8


def forms(words):
    plain = words.encode()
    found = {plain, words.encode("utf-16-le"), json.dumps(words)[1:-1].encode(), urllib.parse.quote(words).encode(), urllib.parse.quote_plus(words).encode()}
    found.add(json.dumps(words)[1:-1].encode().replace(b"\\u", b"\\\\u"))  # JSON in JSON
    if len(plain) >= LEAST_CODED:
        found |= {plain.hex().encode(), plain.hex().upper().encode()}
        for offset in range(3):
            coded = base64.b64encode(b"\0" * offset + plain)
            whole = coded[-(-offset * 8 // 6): (offset + len(plain)) * 8 // 6]  # letters that nothing else has a part in
            found |= {whole, whole.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


def in_bytes(content, canaries):
    """Names of those that are there; canaries: {name: words}."""
    return {name for name, words in canaries.items() if any(form in content for form in forms(words))}


def in_folder(folder, canaries):
    """Every file under it and every name, temporary and hidden ones too: what was found where, and how many were looked at."""
    wanted, found, files = {name: forms(words) for name, words in canaries.items()}, [], 0
    for path, folders, names in os.walk(folder):
        for name in names:
            files += 1
            with open(os.path.join(path, name), "rb") as file:
                content = file.read()
            found += [f"{one} in {os.path.join(path, name)}" for one, all_forms in wanted.items() if any(form in content for form in all_forms)]
        found += [f"{one} as the name of {os.path.join(path, name)}" for name in names + folders for one, words in canaries.items() if words in name]
    return found, files


def in_memory(pid, canaries):
    """What a process may write to; it is stopped meanwhile by whoever asks."""
    wanted, found = {name: forms(words) for name, words in canaries.items()}, []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            begin, end = (int(one, 16) for one in place.split("-"))
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except (OSError, ValueError, OverflowError):
                continue
            found += [f"{one} in memory, {line.split()[-1] if len(line.split()) > 5 else 'anonymous'}" for one, all_forms in wanted.items() if any(form in content for form in all_forms)]
    return found


def blind_to(folder, canaries):
    """The control: each canary in each form, put into a file of its own under `folder`; those that the search doesn't see."""
    os.makedirs(folder)
    missed = []
    for name, words in canaries.items():
        for at, form in enumerate(sorted(forms(words))):
            path = f"{folder}/.tmp-{at}"
            with open(path, "wb") as file:
                file.write(os.urandom(64) + form + os.urandom(64))
            missed += [] if in_folder(folder, {name: words})[0] else [f"{name} as {form}"]
            os.remove(path)
    os.rmdir(folder)
    return missed
