#!/bin/sh
#SBATCH --job-name=kzner
#SBATCH --array=0-99
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#
# usage: map=$(sbatch --parsable slurm.sh DIR)
#        sbatch --dependency=afterok:$map --wrap 'kzner graph DIR/*.graph -o DIR/graph.jsonl'
#
# DIR holds news.00.jsonl to news.99.jsonl, such as `split -n l/100 -d --additional-suffix=.jsonl news.jsonl DIR/news.` makes
# them. A task that runs again writes the same bytes under the same name.
set -eu

part=$(printf '%s/news.%02d.jsonl' "$1" "${SLURM_ARRAY_TASK_ID}")
kzner extract --input jsonl --format jsonl "${part}" | kzner graph -o "${part%.jsonl}.graph"
