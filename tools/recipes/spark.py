"""usage: spark-submit spark.py NEWS.jsonl GRAPH_DIR [PARTITIONS]

Each partition becomes a graph where it lies (extract is the mapper, graph the combiner); the graphs, not the documents,
travel to one more `kzner graph`, the reducer. kzner is looked for on the PATH of the machine that submits, so it should stand
at the same place on every executor.
"""
import os
import sys

from pyspark import SparkContext

MAP = "sh -c 'kzner extract --input jsonl --format jsonl | kzner graph'"
# pipe() gives commands no environment but this.
PLACES = {"PATH": os.environ["PATH"]}


def main():
    news, graph = sys.argv[1:3]
    partitions = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    context = SparkContext(appName="kzner")
    graphs = context.textFile(news, partitions).pipe(MAP, PLACES)
    # a graph stays in one piece, as its header comes first; half as many are merged in between
    whole = lambda lines: ["\n".join(lines)]
    lines = lambda piece: piece.split("\n")
    for count in (max(1, partitions // 2), 1):
        graphs = graphs.mapPartitions(whole).repartition(count).flatMap(lines).pipe("kzner graph", PLACES, checkCode=True)
    graphs.saveAsTextFile(graph)
    context.stop()


if __name__ == "__main__":
    main()
