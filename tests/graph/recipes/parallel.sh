# news.jsonl -> graph.jsonl with GNU parallel, which cuts the input at ends of lines.
parallel --pipe-part -a news.jsonl --block 10k -j 2 \
	'kzner extract --input jsonl --format jsonl | kzner graph' | kzner graph -o graph.jsonl
