#!/usr/bin/env python3
"""How long searchd takes to answer product queries: total, four facets, histogram, ten hits with passages, over HTTP.

    tests/bench/search_latency.py ARTICLES.jsonl http://127.0.0.1:8080 [--queries 200] [--seed 5]

Queries are one to four neighbouring words of titles in ARTICLES.jsonl, without function words, drawn with a fixed seed. One client on one
kept-alive connection; a first pass warms the caches and is not counted.
"""
import argparse
import http.client
import json
import random
import re
import time
import urllib.parse

STOP = set("the a an of to in and for on is with at by from as it its be are was were that this after over not but his her "
           "has have will who what how why new says".split())


def titles(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            title = json.loads(line).get("title") or ""
            words = [w for w in re.findall(r"[\w’'-]+", title) if w.lower() not in STOP]
            if len(words) >= 2:
                yield words


def draw(path, count, seed):
    random.seed(seed)
    queries = []
    for words in random.sample(list(titles(path)), count):
        length = random.randint(1, 4)
        start = random.randint(0, max(0, len(words) - length))
        queries.append(" ".join(words[start:start + length]))
    return queries


def ask(connection, query):
    started = time.perf_counter()
    connection.request("GET", "/api/v1/search?" + urllib.parse.urlencode({"q": query}))
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"status {response.status} for {query!r}: {body[:200]!r}")
    return (time.perf_counter() - started) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("server")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    queries = draw(options.articles, options.queries, options.seed)
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(options.server).netloc)
    for query in queries:
        ask(connection, query)
    times = sorted(ask(connection, query) for query in queries)
    for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
        print(f"{name} {times[min(len(times) - 1, int(len(times) * share))]:.2f} ms")
    print(f"max {times[-1]:.2f} ms over {len(times)} queries")


if __name__ == "__main__":
    main()
