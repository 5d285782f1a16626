#!/usr/bin/env python3
"""papers.py ROOT: whoever reads here can follow everything. Each relative link of each *.md leads to a file, and to a
heading where it names one; each document that a text file mentions (`something.md`) is in the tree; each code of a
requirement that is cited (S3, R6) has its line in tests/REQUIREMENTS.md; and no document is named that only its writer had.
Each hop of the three journeys in src/README.md is a file and a function that is defined there, at most eight a journey.
papers.py --controls: the same on small trees made wrong on purpose. Prints a line a fault; status 1 when there is one."""
import os
import re
import sys
import tempfile

TEXTS = (".md", ".h", ".cpp", ".py", ".sh", ".txt", ".cmake", ".play")
SKIPPED = {".git", "build", "fixtures", "kept_back", "own", "ordinary", "voices", "more"}
CODE = re.compile(r"(?<![\w#\\.+&/%-])([TALSIRNPZFDWKB][1-9][0-9]?)(?![\w\"'=\[(&])")
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
PAPER = re.compile(r"[\w./-]*\w\.md\b")
# Documents of which only their writers had a copy; and folders of one person's machine.
ELSEWHERE = re.compile(r"\b(?:CONTRACT|FACTS|KNOW-HOW|WIRE-CONTRACTS|PEERS)\b(?!/)|\b(?:DESIGN|LOOK|LANGUAGE)(?:\.md|'s)"
                       r"|\bREQUIREMENTS (?:[A-Z]\b|[A-Z]\d)|(?<![\w.])/(?:home|Users)/(?!host\b)\w+/")
# Rules of the Unicode bidirectional algorithm (UAX #9) have codes too; in these folders P2, L1 and I2 are those.
OTHER_CODES = re.compile(r"^(?:src|tests)/text/")
ALLOWED = {"tests/papers/papers.py"}  # names what it forbids


def texts_of(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED)
        for name in sorted(names):
            path = os.path.join(folder, name)
            scripts = os.path.join(root, "platform", "linux")
            if name.endswith(TEXTS) or (folder == scripts and "." not in name):
                with open(path, encoding="utf-8", errors="replace") as file:
                    yield os.path.relpath(path, root).replace(os.sep, "/"), file.read()


def slug(heading):
    plain = re.sub(r"[`*_]|\[|\]\([^)]*\)", "", heading.strip().lower())
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain))


def headings(text):
    return {slug(m.group(1)) for m in re.finditer(r"^#+ (.*)$", text, re.M)}


def without_code(text):
    return re.sub(r"^```.*?^```", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.M | re.S)


def follow(root, name, target):
    """What is wrong with a link of this file; "" when it leads somewhere."""
    if re.match(r"[a-z]+:", target):
        return ""
    path, _, heading = target.partition("#")
    there = os.path.normpath(os.path.join(root, os.path.dirname(name), path)) if path else os.path.join(root, name)
    if not os.path.abspath(there).startswith(os.path.abspath(root)):
        return "leads out of the tree"
    if not os.path.exists(there):
        return "leads nowhere"
    if heading:
        with open(there, encoding="utf-8") as file:
            if heading not in headings(file.read()):
                return "leads to no heading of that file"
    return ""


def unshown(root, text):
    """What a paper names as a test and is none: `test_NAME` is added in tests/*/CMakeLists.txt, a test's file is there."""
    made, files = set(), set()
    for folder, _, names in os.walk(os.path.join(root, "tests")):
        files.update(names)
        if "CMakeLists.txt" in names:
            with open(os.path.join(folder, "CMakeLists.txt"), encoding="utf-8") as file:
                made.update(re.findall(r"wv_add_test\((\w+)", file.read()))
    wanted = {f"test_{name}": name in made for name in re.findall(r"`(?:build/linux/)?test_(\w+)", text)}
    wanted.update({name: name in files for name in re.findall(r"\b\w+_test\.(?:cpp|sh)", text)})
    return sorted(name for name, there in wanted.items() if not there)


def mentioned(root, name, paper):
    folder = os.path.join(root, os.path.dirname(name))
    return any(os.path.exists(os.path.join(base, paper)) for base in (folder, root, os.path.join(root, "src")))


def look(root):
    faults = []
    try:
        with open(os.path.join(root, "tests/REQUIREMENTS.md"), encoding="utf-8") as file:
            known = set(re.findall(r"^\| ([A-Z]\d{1,2}) \|", file.read(), re.M))
    except OSError:
        known = set()
    if not known:
        faults.append("tests/REQUIREMENTS.md: no requirement is in it")
    letters = {code[0] for code in known}
    links = papers = codes = 0
    for name, text in texts_of(root):
        if name in ALLOWED:
            continue
        if name.endswith(".md"):
            prose = without_code(text)
            faults.extend(f"{name}: {test} is no test" for test in unshown(root, text))
            for match in LINK.finditer(prose):
                links += 1
                wrong = follow(root, name, match.group(1))
                if wrong:
                    faults.append(f"{name}:{prose.count(chr(10), 0, match.start()) + 1}: the link to {match.group(1)} {wrong}")
        for number, line in enumerate(text.split("\n"), 1):
            where = f"{name}:{number}"
            # a link to a document was followed above, from this file's folder and from nowhere else
            for paper in PAPER.findall(LINK.sub("", line) if name.endswith(".md") else line):
                papers += 1
                if not mentioned(root, name, paper):
                    faults.append(f"{where}: {paper} is not in the tree")
            for other in ELSEWHERE.findall(line):
                faults.append(f"{where}: {other} is not in the tree; say the reason, or name the document that is")
            if name == "tests/REQUIREMENTS.md":
                continue
            for code in CODE.findall(line):
                if code[0] not in letters or (code[0] in "PLI" and OTHER_CODES.match(name)):
                    continue
                codes += 1
                if code not in known:
                    faults.append(f"{where}: {code} is no requirement of tests/REQUIREMENTS.md")
    return faults, f"{links} links, {papers} documents and {codes} codes followed"


def defines(text, function):
    """Whether the text has a body of this function: its name, its parameters, and then a brace."""
    for match in re.finditer(r"(?<![\w.>:])" + re.escape(function) + r"\(", re.sub(r"//[^\n]*", "", text)):
        rest = re.sub(r"//[^\n]*", "", text)[match.end():]
        depth = 1
        for at, sign in enumerate(rest):
            depth += {"(": 1, ")": -1}.get(sign, 0)
            if depth == 0:
                if re.match(r"\s*(?:const|noexcept|override|\s)*(?::[^;{}]*)?\{", rest[at + 1:]):
                    return True
                break
    return False


def journeys(root):
    """What is wrong with the journeys that src/README.md tells, and how many hops it has."""
    with open(os.path.join(root, "src/README.md"), encoding="utf-8") as file:
        _, _, told = file.read().partition("\n## Three journeys\n")
    parts = re.split(r"^### (.*)$", re.split(r"^## ", told, flags=re.M)[0], flags=re.M)[1:]
    faults, hops = [], 0
    if len(parts) != 6:
        faults.append(f"src/README.md: {len(parts) // 2} journeys are told, not three")
    for name, text in zip(parts[::2], parts[1::2]):
        steps = re.findall(r"^\d+\. (.*)$", text, re.M)
        hops += len(steps)
        if not 1 <= len(steps) <= 8:
            faults.append(f"{name}: {len(steps)} hops, not one to eight")
        for step in steps:
            hop = re.match(r"`([\w/.]+)` `([\w:]+)`: ", step)
            if not hop:
                faults.append(f"{name}: no file and function in: {step}")
                continue
            path = os.path.join(root, "src", hop.group(1))
            if not os.path.isfile(path):
                faults.append(f"{name}: {hop.group(1)} is not there")
                continue
            with open(path, encoding="utf-8") as file:
                if not defines(file.read(), hop.group(2)):
                    faults.append(f"{name}: {hop.group(1)} doesn't define {hop.group(2)}")
    return faults, hops


def journey_control(what, wanted, readme=None, source="bool A::go(int x) const {\n}\nvoid only_called() { gone(); }\nvoid said(int);\n"):
    hop = "1. `app/a.cpp` `A::go`: it goes.\n"
    good = "# Plan\n\n## Three journeys\n\n### One\n\n" + hop + "\n### Two\n\n" + hop + "\n### Three\n\n" + hop + "\n## Decisions\n\n1. none\n"
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, "src/app"))
        with open(os.path.join(root, "src/README.md"), "w", encoding="utf-8") as file:
            file.write(readme(good, hop) if readme else good)
        with open(os.path.join(root, "src/app/a.cpp"), "w", encoding="utf-8") as file:
            file.write(source)
        faults, _ = journeys(root)
    right = not faults if wanted is None else len(faults) == 1 and wanted in faults[0]
    print(f"{'ok' if right else 'WRONG'}: {what}" + ("" if right else f": {faults}"))
    return right


def control(what, wanted, files):
    with tempfile.TemporaryDirectory() as root:
        good = {"README.md": "# One\n\n[two](src/README.md#a-word) and `src/README.md`, S3, F1.\n",
                "src/README.md": "## A `word`\n[up](../README.md)\n", "src/a.cpp": "// overwritten (S3)\nint x = 0xD9;\n",
                "tests/REQUIREMENTS.md": "| code | rule |\n|---|---|\n| S3 | gone |\n| F1 | quick |\n"}
        for name, text in {**good, **files}.items():
            if text is None:
                continue
            os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
            with open(os.path.join(root, name), "w", encoding="utf-8") as file:
                file.write(text)
        faults, _ = look(root)
        right = not faults if wanted is None else len(faults) == 1 and wanted in faults[0]
        print(f"{'ok' if right else 'WRONG'}: {what}" + ("" if right else f": {faults}"))
        return right


def controls():
    return all([
        journey_control("three journeys whose hops are there", None),
        journey_control("a hop to a file that isn't there", "b.cpp is not there", lambda g, h: g.replace("a.cpp", "b.cpp", 1)),
        journey_control("a hop to a function that isn't there", "doesn't define A::come", lambda g, h: g.replace("A::go", "A::come", 1)),
        journey_control("a function that is only called", "doesn't define gone", lambda g, h: g.replace("A::go", "gone", 1)),
        journey_control("a function that is only declared", "doesn't define said", lambda g, h: g.replace("A::go", "said", 1)),
        journey_control("a hop without a function", "no file and function", lambda g, h: g.replace("`A::go`", "it", 1)),
        journey_control("nine hops", "9 hops", lambda g, h: g.replace(h, h * 9, 1)),
        journey_control("a journey that nobody tells", "2 journeys", lambda g, h: g.replace("### Three\n\n" + h, "")),
        control("a tree where all is right has no fault", None, {}),
        control("a link to a file that isn't there", "leads nowhere", {"src/README.md": "## A word\n[x](gone.h)\n"}),
        control("a link to a heading that isn't there", "no heading", {"src/README.md": "## A word\n[x](../README.md#two)\n"}),
        control("a link out of the tree", "out of the tree", {"src/README.md": "## A word\n[x](../../etc)\n"}),
        control("a link from the wrong folder", "leads nowhere", {"src/README.md": "## A word\n[x](src/a.cpp)\n"}),
        control("a code that is no requirement", "S9 is no requirement", {"src/a.cpp": "// wiped (S9)\n"}),
        control("a code in a test's name", "F12 is no requirement", {"src/a.cpp": 'TEST_CASE("F12: quick") {}\n'}),
        control("a document that is elsewhere", "NOTES.md is not in the tree", {"src/a.cpp": "// see NOTES.md\n"}),
        control("such a one by its bare name", "CONTRACT is not in the tree", {"src/a.cpp": "// by CONTRACT, Files\n"}),
        control("a place of one machine", "/home/", {"README.md": "# One\nin /home/somebody/x\n", "src/README.md": "## A word\n"}),
        control("a test that isn't there", "test_gone is no test", {"README.md": "# One\n`test_here`, `test_gone`\n", "src/README.md": "## A word\n",
                                                                    "tests/CMakeLists.txt": "wv_add_test(here SOURCES a.cpp)\n"}),
        control("a test's file that isn't there", "gone_test.cpp is no test", {"README.md": "# One\n`gone_test.cpp`\n", "src/README.md": "## A word\n"}),
        control("requirements that aren't there", "no requirement is in it", {"tests/REQUIREMENTS.md": "none\n"}),
        control("numbers that only look like codes", None, {"src/a.cpp": '// "\\xD9", #F6BE4A, UTF-16, P-256, 0xF1, T10x, .S3x\n'}),
    ])


if __name__ == "__main__":
    if sys.argv[1:] == ["--controls"]:
        sys.exit(0 if controls() else 1)
    found, figures = look(sys.argv[1])
    wrong, hops = journeys(sys.argv[1])
    found, figures = found + wrong, f"{figures}, {hops} hops"
    print("\n".join(found + [f"{figures}, {len(found)} faults"]))
    sys.exit(1 if found else 0)
