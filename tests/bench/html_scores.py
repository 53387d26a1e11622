#!/usr/bin/env python3
"""How well pages are read: words of the main text, segments that must and must not be in it, title, author, date.

  html_scores.py --indexer build/ci/bin/indexer --pages DIR [--half 0|1] [--worst N]

DIR holds index.jsonl with html_path and gold_text, or must_contain and must_not_contain, gold_title, gold_author,
gold_date. Word-level F1 compares multisets of lower-cased words. A page that is refused counts as an empty text.
--half takes the pages whose path hashes to that half: rules are looked at on one, and believed on the other.
"""
import argparse
import collections
import hashlib
import json
import os
import re
import subprocess
import unicodedata


def words(text):
    return re.findall(r"\w+", text.lower())


def f1(gold, found):
    gold, found = collections.Counter(words(gold)), collections.Counter(words(found))
    common = sum((gold & found).values())
    return 2 * common / max(1, sum(gold.values()) + sum(found.values()))


def plain(text):
    return " ".join(words(unicodedata.normalize("NFKC", text)))


def compact(text):
    return "".join(words(unicodedata.normalize("NFKC", text)))


def same_title(gold, found):
    """Equal words, or one with the site's name before or behind it."""
    if not found:
        return False
    gold, found = plain(gold), plain(found)
    return gold == found or gold.startswith(found) or found.startswith(gold) or gold.endswith(found)


def same_author(gold, found):
    """One of the names at least, and no more than half of what was found is anything else."""
    parts = gold if isinstance(gold, list) else re.split(r"[;,]| and | und | & ", gold)
    names = {plain(name) for name in parts if plain(name)}
    found = {plain(name) for name in found}
    return bool(found) and 2 * len(names & found) >= len(found)


def read(indexer, pages):
    out = subprocess.run([indexer, "inspect", "--no-annotate", pages], capture_output=True, check=False).stdout
    return {os.path.relpath(record["source"]["path"], pages): record for record in map(json.loads, out.splitlines())}


class Share:
    def __init__(self):
        self.right, self.all, self.missed = 0, 0, []

    def add(self, is_right, note):
        self.all += 1
        self.right += is_right
        if not is_right:
            self.missed.append(note)

    def __str__(self):
        return f"{100 * self.right / max(1, self.all):5.1f} %  ({self.right} of {self.all})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--indexer", required=True)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--worst", type=int, default=0, help="list what is missed, at most N of each kind")
    args = parser.parse_args()
    records = read(args.indexer, args.pages)
    scores = []
    with_captions = []  # the gold counts captions as text, records keep them apart
    shares = collections.defaultdict(Share)
    for line in open(os.path.join(args.pages, "index.jsonl"), encoding="utf-8"):
        page = json.loads(line)
        path = page["html_path"]
        if args.half is not None and hashlib.sha256(path.encode()).digest()[0] % 2 != args.half:
            continue
        record = records.get(path) or {"text": "", "title": None, "authors": [], "date": None}
        if page["gold_text"]:
            scores.append((f1(page["gold_text"], record["text"]), path))
            with_captions.append(f1(page["gold_text"], "\n".join([record["text"], *record.get("captions", [])])))
            continue
        text = compact((record["title"] or "") + "\n" + record["text"])
        for segment in page["must_contain"] or []:
            shares["must be there"].add(compact(segment) in text, (path, segment))
        for segment in page["must_not_contain"] or []:
            shares["must not be there"].add(compact(segment) not in compact(record["text"]), (path, segment))
        if page["gold_title"]:
            shares["title"].add(same_title(page["gold_title"], record["title"]), (path, page["gold_title"], record["title"]))
        if page["gold_author"]:
            shares["author"].add(same_author(page["gold_author"], record["authors"]), (path, page["gold_author"], record["authors"]))
        if page["gold_date"]:
            shares["date"].add(page["gold_date"][:10] == record["date"], (path, page["gold_date"], record["date"]))
    if scores:
        print(f"text, mean F1 over {len(scores)} pages: {sum(score for score, _ in scores) / len(scores):.4f}")
        print(f"  captions counted as text: {sum(with_captions) / len(with_captions):.4f}")
        for score, path in sorted(scores)[: args.worst]:
            print(f"    {score:.3f} {path}")
    for name, share in shares.items():
        print(f"{name:18} {share}")
        for missed in share.missed[: args.worst]:
            print("   ", *missed, sep=" | ")


if __name__ == "__main__":
    main()
