#!/bin/sh
# usage: parallel.sh NEWS.jsonl GRAPH.jsonl [JOBS [OPTION ...]]
#
# GNU parallel cuts the input at ends of lines, runs a process for each block, here or (with --sshloginfile hosts) elsewhere.
set -eu

news=$1 graph=$2 jobs=${3-2}
shift "$(($# < 3 ? $# : 3))"
parallel --will-cite --pipe-part -a "${news}" --block -1 -j "${jobs}" "$@" \
	'kzner extract --input jsonl --format jsonl | kzner graph' | kzner graph -o "${graph}"
