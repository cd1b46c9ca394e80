#!/usr/bin/env python3
"""Install into an empty folder, compare what is there, build the example against it and run it.

usage: run.py BUILD_DIR PREFIX LIBDIR COMPILER...

KZNER_UPDATE=1 writes manifest.txt and example.out anew.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

build, prefix, libdir, *compiler = sys.argv[1:]
here = pathlib.Path(__file__).parent
failures = []


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **more).stdout


def compare(name, found):
    path = here / name
    if os.environ.get("KZNER_UPDATE"):
        path.write_text(found, encoding="utf-8")
    if path.read_text(encoding="utf-8") != found:
        failures.append(name)
        print(f"{name} says\n{path.read_text(encoding='utf-8')}found\n{found}")


with tempfile.TemporaryDirectory() as folder:
    run("meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder)
    root = pathlib.Path(folder + prefix)
    installed = [path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()]
    installed = [path for path in installed if path != f"{libdir}/kzner/kzner_sqlite.so"]  # only where there is SQLite
    outside = [str(path) for path in pathlib.Path(folder).rglob("*") if not path.is_dir() and root not in path.parents]
    installed = sorted(path.replace(libdir + "/", "LIBDIR/", 1) if path.startswith(libdir + "/") else path for path in installed)
    compare("manifest.txt", "\n".join(sorted(installed, key=str.lower) + outside) + "\n")

    for link in ("libkzner.so", "libkzner.so.0"):
        if not (root / libdir / link).is_symlink():
            failures.append(f"{link} is no link")
    environment = dict(os.environ, PKG_CONFIG_PATH=str(root / libdir / "pkgconfig"), LD_LIBRARY_PATH=str(root / libdir))
    flags = run("pkg-config", f"--define-variable=prefix={root}", "--cflags", "--libs", "kzner", env=environment).split()
    program = pathlib.Path(folder) / "example"
    run(*compiler, "-std=c99", "-Wall", "-Wextra", "-Werror", here / "example.c", "-o", program, *flags)
    compare("example.out", run(program, env=environment))
    run(root / "bin" / "kzner", "--version", env=environment)

print("; ".join(failures))
sys.exit(bool(failures))
