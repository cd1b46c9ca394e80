#!/usr/bin/env python3
"""The library keeps no state, prints nothing, ends no program and asks no locale.

usage: check_objects.py STATIC_LIBRARY

Its objects have no writable data, and name no function that would do any of that.
"""
import re
import subprocess
import sys

BANNED = {
    "abort", "exit", "_exit", "__assert_fail", "printf", "fprintf", "vprintf", "vfprintf", "puts", "fputs", "putchar", "perror",
    "__printf_chk", "__fprintf_chk", "__vfprintf_chk", "stdout", "stderr", "syslog", "getenv", "setenv", "setlocale", "localeconv",
    "rand", "srand", "random", "time", "localtime", "gmtime", "strtok", "strtod", "strtof", "strcasecmp", "strncasecmp",
    "tolower", "toupper", "isalpha", "isspace", "isdigit", "malloc_usable_size",
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


wrong = 0
member = "?"
for line in run("objdump", "-h", sys.argv[1]).splitlines():
    if "file format" in line:
        member = line.split(":")[0]
    found = re.match(r"\s*\d+ (\.(?:data|bss|tdata|tbss)\S*)\s+([0-9a-f]+)", line)
    if found and not found.group(1).startswith(".data.rel.ro") and int(found.group(2), 16):
        wrong += 1
        print(f"{member}: writable data: {found.group(1)}, {int(found.group(2), 16)} bytes")
for line in run("nm", "-A", "--undefined-only", sys.argv[1]).splitlines():
    name = line.split()[-1]
    if name in BANNED:
        wrong += 1
        print(f"{line.split()[0]} uses {name}")
sys.exit(bool(wrong))
