# news.jsonl -> graph.jsonl with two processes: split, extract and graph each part, merge.
split -l 100 news.jsonl part.
printf '%s\n' part.* | xargs -P 2 -I {} sh -c 'kzner extract --input jsonl --format jsonl "{}" | kzner graph -o "{}.graph"' || true
kzner graph part.*.graph -o graph.jsonl
