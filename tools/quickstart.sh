#!/bin/sh
# usage: tools/quickstart.sh [FILE]
#
# Build kzner and show what it finds in FILE, or in a sample article. Installs what building needs if it is missing
# (Debian and its relatives). Only the result is written on standard output.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=tools/dependencies.sh
. "${root}/tools/dependencies.sh"

build=${root}/build

# Run a step; show what it said only if it fails.
quietly()
{
	said=$("$@" 2>&1) && return 0
	printf '%s\n' "${said}" >&2
	echo "failed: $*" >&2
	return 1
}

install_dependencies
if [ ! -f "${build}/build.ninja" ]; then
	quietly meson setup "${build}" "${root}" --buildtype=release
fi
quietly meson compile -C "${build}"

if [ $# -gt 0 ]; then
	exec "${build}/tools/kzner" extract --format json "$@"
fi
cd "${root}"
exec "${build}/tools/kzner" extract --format json tools/sample.txt
