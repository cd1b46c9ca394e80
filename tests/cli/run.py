#!/usr/bin/env python3
"""Run the cases of one file against the kzner command.

usage: run.py KZNER SOURCES CASES

A case begins with a line "=== title" and has sections that begin with "--- name":

    --- file NAME    a file in the case's own empty folder
    --- bytes NAME   the same, written as a Python bytes literal without its quotation marks (\\x00)
    --- run          shell commands; kzner is the command under test, $MODEL a small model made of SOURCES
    --- stdout, --- stderr, --- exit    what must come out; empty and 0 if left out

The folder's own name is written as DIR. With KZNER_UPDATE=1 the last three are rewritten to what came out.
"""
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile

EXPECTED = ("stdout", "stderr", "exit")


def read_cases(path):
    cases, section = [], None
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            if line.startswith("=== "):
                cases.append((line[4:].strip(), []))
                section = None
            elif line.startswith("--- "):
                section = [line[4:].strip(), ""]
                cases[-1][1].append(section)
            elif section is not None:
                section[1] += line
    return cases


def write_cases(path, cases):
    with open(path, "w", encoding="utf-8") as handle:
        for number, (title, sections) in enumerate(cases):
            handle.write(f"{chr(10) if number else ''}=== {title}\n")
            for name, text in sections:
                handle.write(f"--- {name}\n{text}")


def trim(text):
    """A section without the empty lines that separate it from the next case."""
    text = text.rstrip("\n")
    return text + "\n" if text else ""


def write_file(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as handle:
        handle.write(data)


def run_case(sections, environment):
    folder = tempfile.mkdtemp(prefix="kzner-case-")
    command = ""
    try:
        for name, text in sections:
            kind, _, rest = name.partition(" ")
            if kind == "file":
                write_file(folder, rest, trim(text).encode())
            elif kind == "bytes":
                write_file(folder, rest, ast.literal_eval(f'b"""{text.rstrip()}"""'))
            elif kind == "run":
                command = text
        done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=300)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show = lambda data: trim(data.decode("utf-8", "backslashreplace").replace(folder, "DIR"))
    return {"stdout": show(done.stdout), "stderr": show(done.stderr), "exit": f"{done.returncode}\n"}


def expected_of(sections):
    given = {name: trim(text) for name, text in sections if name in EXPECTED}
    return {"stdout": "", "stderr": "", "exit": "0\n", **given}


def updated(sections, came):
    kept = [[name, trim(text)] for name, text in sections if name not in EXPECTED]
    return kept + [[name, came[name]] for name in EXPECTED if came[name] not in ("", "0\n")]


def explain(expected, came):
    for name in EXPECTED:
        if expected[name] != came[name]:
            for mark, text in (("-", expected[name]), ("+", came[name])):
                for line in text.splitlines():
                    print(f"# {name} {mark} {line}")


def main():
    kzner, sources, path = (os.path.abspath(argument) for argument in sys.argv[1:4])
    update = os.environ.get("KZNER_UPDATE") == "1"
    cases = read_cases(path)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="kzner-cli-") as shared:
        os.symlink(kzner, os.path.join(shared, "kzner"))
        model = os.path.join(shared, "small.model")
        subprocess.run([kzner, "compile", "-q", sources, "-o", model], check=True)
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
        environment.update(MODEL=model, SOURCES=sources, LC_ALL="C.UTF-8", PYTHON=sys.executable,
                           HERE=os.path.dirname(os.path.abspath(__file__)),
                           PATH=shared + os.pathsep + os.environ["PATH"])
        print(f"1..{len(cases)}")
        for number, (title, sections) in enumerate(cases, 1):
            came = run_case(sections, environment)
            expected = expected_of(sections)
            if update:
                cases[number - 1] = (title, updated(sections, came))
            elif came != expected:
                bad += 1
                explain(expected, came)
            print(f"{'ok' if update or came == expected else 'not ok'} {number} - {re.sub('#', '', title)}", flush=True)
    if update:
        write_cases(path, cases)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
