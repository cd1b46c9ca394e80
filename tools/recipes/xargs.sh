#!/bin/sh
# usage: xargs.sh NEWS.jsonl GRAPH.jsonl [PROCESSES]
#
# Several processes on one machine, with nothing but POSIX tools: cut the input, make a graph of each part, merge.
set -eu

news=$1 graph=$2 processes=${3-2}
parts=$(mktemp -d)
trap 'rm -rf "${parts}"' EXIT

split -l 100 "${news}" "${parts}/part."
# extract gives 1 where a document fails; what fails stands in its output, so graph counts it
# shellcheck disable=SC2016  # $1 is for the inner shell
printf '%s\n' "${parts}"/part.* | xargs -P "${processes}" -I {} \
	sh -c 'kzner extract --input jsonl --format jsonl "$1" | kzner graph -o "$1.graph"' sh {}
kzner graph "${parts}"/part.*.graph -o "${graph}"
