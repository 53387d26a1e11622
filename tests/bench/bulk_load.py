#!/usr/bin/env python3
"""Filling an empty index beside SQLite FTS5, in one run, taking turns.

    tests/bench/bulk_load.py news_us.jsonl --indexer build/ci/bin/indexer [--rounds 3] [--annotate] [--repeat N]

FTS5 as fast as it goes and still keeps what it was given: external content, unicode61, one transaction, write-ahead
log, synchronous=normal, 64 MB of postings in memory, then optimize and a checkpoint. Both read the same JSON Lines,
store the text and index title and text with positions. Prints a line a run: wall and processor seconds, peak memory, bytes on disk over
bytes of text, and at the end the medians and their ratio. `--repeat N` makes N copies of every article with other ids and one word
more, to see whether memory grows.
"""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time


def articles(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def fill_fts5(source, database):
    connection = sqlite3.connect(database, isolation_level=None)
    run = connection.execute
    run("pragma journal_mode=wal")
    run("pragma synchronous=normal")
    run("pragma cache_size=-200000")
    run("create table a(n integer primary key, id text unique, url, outlet, date, author, title, text)")
    run("create virtual table f using fts5(title, text, content='a', content_rowid='n', tokenize='unicode61')")
    run("insert into f(f, rank) values('hashsize', ?)", (64 << 20,))
    run("begin")
    for n, a in enumerate(articles(source), 1):
        run("insert into a values(?,?,?,?,?,?,?,?)",
            (n, a["id"], a.get("url"), a.get("outlet"), a.get("date"), str(a.get("author")), a.get("title"), a["text"]))
        run("insert into f(rowid, title, text) values(?,?,?)", (n, a.get("title"), a["text"]))
    run("commit")
    run("insert into f(f) values('optimize')")
    run("pragma wal_checkpoint(truncate)")
    connection.close()


def bytes_under(path):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(path) for f in files)


def measured(command):
    """Wall, processor seconds and peak MB of a program."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def repeated(source, copies, target):
    with open(target, "w", encoding="utf-8") as out:
        for a in articles(source):
            for n in range(copies):
                copy = dict(a, id=f"{a['id']}-{n}", url=None, text=f"{a['text']}\n\nCopy{n}.")
                out.write(json.dumps(copy, ensure_ascii=False) + "\n")
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("--indexer")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--annotate", action="store_true")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--fts5", metavar="DATABASE", help=argparse.SUPPRESS)  # the child's part
    options = parser.parse_args()
    if options.fts5:
        fill_fts5(options.source, options.fts5)
        return
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as scratch:
        source = options.source
        if options.repeat > 1:
            source = repeated(source, options.repeat, os.path.join(scratch, "repeated.jsonl"))
        text = sum(len((a["text"] + (a.get("title") or "")).encode()) for a in articles(source))
        index = os.path.join(scratch, "index")
        flags = ["--no-sources"] + ([] if options.annotate else ["--no-annotate"])
        sides = {
            "sqlite": [sys.executable, __file__, source, "--fts5", os.path.join(index, "db")],
            "indexer": [options.indexer, "--index", index, "-q", "add", *flags, source],
        }
        walls = {name: [] for name in sides}
        for round_ in range(options.rounds):
            for name, command in sorted(sides.items(), reverse=round_ % 2 == 0):
                shutil.rmtree(index, ignore_errors=True)
                os.mkdir(index)
                wall, cpu, peak = measured(command)
                walls[name].append(wall)
                print(f"{name:8} {wall:7.2f} s wall {cpu:7.2f} s processor {peak:6.0f} MB "
                      f"{bytes_under(index) / text:5.2f} x text", flush=True)
        medians = {name: statistics.median(times) for name, times in walls.items()}
        print(f"median: sqlite {medians['sqlite']:.2f} s, indexer {medians['indexer']:.2f} s, "
              f"ratio {medians['indexer'] / medians['sqlite']:.2f}; text {text / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
