#!/bin/sh
# usage: tools/check.sh [--long]
#
# Build with all warnings as errors and run every test. --long does the same before that with clang, with the address and
# undefined behaviour sanitizers, and with the thread sanitizer, as far as the machine has them. Installs what building
# needs if it is missing. The last lines are those of the test runner.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=tools/dependencies.sh
. "${root}/tools/dependencies.sh"

# check NAME OPTION...: configure a build folder of that name, build and test. The last of equal options counts.
check()
{
	folder=${root}/$1
	shift
	if [ -f "${folder}/build.ninja" ]; then
		meson configure "${folder}" -Dwarning_level=3 -Dwerror=true "$@" >/dev/null
	else
		meson setup "${folder}" "${root}" -Dwarning_level=3 -Dwerror=true "$@"
	fi
	meson compile -C "${folder}"
	meson test -C "${folder}" --print-errorlogs
}

# Can the compiler link a program with this sanitizer, and does it run?
has_sanitizer()
{
	probe=$(mktemp -d)
	echo 'int main(void) { return 0; }' >"${probe}/probe.c"
	status=0
	"${CC:-cc}" "-fsanitize=$1" -o "${probe}/probe" "${probe}/probe.c" >/dev/null 2>&1 && "${probe}/probe" || status=1
	rm -rf "${probe}"
	return "${status}"
}

# The Spark recipe on real text gives the bytes of one process. PySpark comes from PyPI, into a folder that goes afterwards.
check_spark()
{
	news=${root}/../shared/bench/prose.jsonl
	if [ ! -f "${news}" ] || ! command -v java >/dev/null 2>&1; then
		echo "skipped: needs Java and ../shared/bench/prose.jsonl"
		return
	fi
	scratch=$(mktemp -d)
	if ! { python3 -m venv "${scratch}/venv" && "${scratch}/venv/bin/pip" install -q pyspark==3.5.1; }; then
		echo "skipped: PySpark cannot be installed"
		rm -rf "${scratch}"
		return
	fi
	ln -s "${root}/build-check/tools/kzner" "${scratch}/kzner"
	PATH=${scratch}:${PATH}
	PYSPARK_PYTHON=${scratch}/venv/bin/python "${scratch}/venv/bin/spark-submit" --master 'local[2]' --conf spark.ui.enabled=false \
		"${root}/tools/recipes/spark.py" "file://$(readlink -f "${news}")" "file://${scratch}/graph" >"${scratch}/log" 2>&1 ||
		{ tail -n 20 "${scratch}/log" && return 1; }
	kzner extract --input jsonl --format jsonl "${news}" | kzner graph | cmp - "${scratch}/graph/part-00000"
	echo "same bytes"
	rm -rf "${scratch}"
}

check_long()
{
	if command -v clang >/dev/null 2>&1; then
		echo "== clang"
		CC=clang check build-check-clang
	fi
	# what sanitizers put into the code makes gcc warn of things that are not there
	if has_sanitizer address; then
		echo "== address and undefined behaviour sanitizers"
		check build-check-asan -Dwerror=false -Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false
	fi
	if has_sanitizer thread; then
		echo "== thread sanitizer"
		check build-check-tsan -Dwerror=false -Dbuildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false
	fi
	echo "== plain"
}

long=false
case ${1-} in
'') ;;
--long) long=true ;;
*)
	echo "usage: tools/check.sh [--long]" >&2
	exit 2
	;;
esac

install_dependencies
if [ "${long}" = true ]; then
	check_long
fi
check build-check -Dbuildtype=debugoptimized
if [ "${long}" = true ]; then
	echo "== Spark"
	check_spark
fi
