#!/usr/bin/env python3
"""Draft quotations made from articles, with the verdict each must get, and how many cite verify gets right.

    indexer inspect --threads 2 articles.jsonl > records.jsonl          # of articles in and out of the index
    tests/bench/verify_drafts.py records.jsonl --indexed 5000 --index DIR --cite build/release/bin/cite

The first --indexed records must be those the index at DIR was made of; from the others come the quotations that are not there.
Nothing of the articles is kept. The choice is made by hashes, so that every run takes the same.
"""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys

NEGATIONS = ("not", "never", "no")
WORD = re.compile(r"[A-Za-z’']+")


def rank(*parts):
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def quotations(record):
    text = record["text"]
    for quotation in record["quotations"]:
        speaker = quotation.get("speaker")
        if quotation["type"] != "direct" or len(quotation["spans"]) != 1:
            continue
        words = text[quotation["start"]:quotation["end"]]
        inner = words.strip("“”\"«»„ \n").rstrip(",")
        if not speaker or not speaker["id"] or any(mark in inner for mark in "“”\"[]…") or "..." in inner:
            continue
        yield {"record": record["id"], "words": inner, "speaker": speaker["name"], "id": speaker["id"],
               "outlet": record["outlet"], "title": record["title"], "step": quotation["step"]}


def over_paragraphs(record):
    text = record["text"]
    for quotation in record["quotations"]:
        pieces = [text[start:end] for start, end in quotation["spans"]]
        speaker = quotation.get("speaker")
        between = [text[a[1]:b[0]] for a, b in zip(quotation["spans"], quotation["spans"][1:])]
        if quotation["type"] != "direct" or not between or any(gap.strip() for gap in between):
            continue
        words = "\n\n".join(piece.strip("“”\"«»„ \n") for piece in pieces)
        if speaker and speaker["id"] and not any(mark in words for mark in "“”\"[]…") and count(words) <= 200:
            yield {"words": words.rstrip(","), "speaker": speaker["name"]}


def count(words):
    return len(re.findall(r"\w+", words))


def straight(words):
    return words.replace("’", "'").replace("‘", "'").replace("—", "--")


def elided(words):
    parts = words.split(" ")
    cut = len(parts) // 3
    return " ".join(parts[:cut]) + " … " + " ".join(parts[2 * cut:])


def one_word(words):
    parts = words.split(" ")
    for i in range(len(parts) // 2, len(parts)):
        if parts[i].isalpha() and parts[i].islower() and len(parts[i]) > 4:
            parts[i] = "marmalade"
            return " ".join(parts)
    return None


def number_changed(words):
    match = re.search(r"\b(\d+)\b", words)
    if match:
        return words[:match.start()] + str(int(match.group(1)) + 7) + words[match.end():]
    for one, other in (("two", "nine"), ("three", "eight"), ("four", "six"), ("million", "billion")):
        if re.search(rf"\b{one}\b", words):
            return re.sub(rf"\b{one}\b", other, words, count=1)
    return None


def negation_dropped(words):
    for negation in NEGATIONS:
        match = re.search(rf" {negation}\b", words)
        if match:
            return words[:match.start()] + words[match.end():]
    return None


def draft_of(words, speaker=None, outlet=None, turn=0):
    if speaker is None:
        return f"“{words}”"
    where = f" told {outlet}" if outlet else " said"
    if turn % 2 == 0:
        return f"{speaker}{where}: “{words}”"
    return f"“{words},” {speaker}{where}."


def cases(indexed, others, each):
    all_of = sorted((q for record in indexed for q in quotations(record)), key=lambda q: rank(q["record"], q["words"]))
    long = [q for q in all_of if 12 <= count(q["words"]) <= 60 and "\n" not in q["words"]]
    outlets = sorted({q["outlet"] for q in all_of if q["outlet"]})
    speakers = sorted({q["speaker"] for q in all_of if q["step"] == "name" and count(q["speaker"]) >= 2})
    taken = iter(long)

    def take(change, verdict, kind, pool=None, classes=frozenset()):
        source = taken if pool is None else iter(pool)
        made = 0
        for quotation in source:
            result = change(quotation)
            if result is None:
                continue
            yield kind, result, verdict, classes
            made += 1
            if made == each:
                return

    yield from take(lambda q: draft_of(q["words"], q["speaker"]), {"verified"}, "exact")
    yield from take(lambda q: draft_of(q["words"], q["speaker"], turn=1), {"verified"}, "exact, speaker behind")
    yield from take(lambda q: draft_of(q["words"]), {"verified"}, "exact, nobody named")
    yield from take(lambda q: "\"" + straight(q["words"]) + "\" said " + q["speaker"] + ".", {"verified"}, "straight marks")
    yield from take(lambda q: draft_of(elided(q["words"]), q["speaker"]), {"verified-elided"}, "elided")
    yield from take(lambda q: (w := one_word(q["words"])) and draft_of(w, q["speaker"]), {"altered"}, "one word changed")
    yield from take(lambda q: (w := number_changed(q["words"])) and draft_of(w, q["speaker"]), {"altered"}, "number changed",
                    pool=long, classes={"number"})
    yield from take(lambda q: (w := negation_dropped(q["words"])) and draft_of(w, q["speaker"]), {"altered"},
                    "negation dropped", pool=long, classes={"negation"})

    def wrong_speaker(q):
        others = [name for name in speakers if name.split()[-1] not in q["speaker"]]
        return draft_of(q["words"], others[int(rank(q["words"])[:8], 16) % len(others)])

    yield from take(wrong_speaker, {"misattributed"}, "wrong speaker")

    def wrong_outlet(q):
        others = [name for name in outlets if name != q["outlet"]]
        return q["outlet"] and draft_of(q["words"], q["speaker"], others[int(rank(q["words"])[:8], 16) % len(others)])

    yield from take(wrong_outlet, {"misdated"}, "wrong outlet")

    def spliced(q):
        other = next(taken, None)
        if other is None or other["record"] == q["record"]:
            return None
        first, second = q["words"].split(" "), other["words"].split(" ")
        return draft_of(" ".join(first[:8]) + " " + " ".join(second[-8:]), q["speaker"])

    yield from take(spliced, {"spliced"}, "spliced")
    yield from take(lambda q: draft_of(" ".join(q["words"].split(" ")[2:5]), q["speaker"]), {"verified"}, "three words",
                    pool=long[::-1])
    paragraphs = sorted((q for record in indexed for q in over_paragraphs(record)), key=lambda q: rank(q["words"]))
    yield from take(lambda q: "“" + q["words"].replace("\n\n", "\n\n“") + "” said " + q["speaker"] + ".", {"verified"},
                    "over paragraphs", pool=paragraphs)
    titles = [record for record in indexed if record["title"] and 6 <= count(record["title"]) <= 14 and
              not any(mark in record["title"] for mark in "“”\"…[]‘") and record["title"] not in record["text"]]
    titles.sort(key=lambda record: rank(record["id"]))
    yield from take(lambda record: draft_of(record["title"]), {"verified"}, "headline only", pool=titles)
    known = {q["words"] for q in all_of}
    absent = sorted((q for record in others for q in quotations(record)
                     if q["words"] not in known and 10 <= count(q["words"]) <= 50 and "\n" not in q["words"]),
                    key=lambda q: rank(q["words"]))
    yield from take(lambda q: draft_of(q["words"], q["speaker"]), {"not-found"}, "not there", pool=absent)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("--indexed", type=int, required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--cite", default="build/release/bin/cite")
    parser.add_argument("--each", type=int, default=30, help="drafts of a kind")
    parser.add_argument("--show", action="store_true", help="print what was judged wrong")
    options = parser.parse_args()
    with open(options.records, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    right, all_of = collections.Counter(), collections.Counter()
    never = 0
    for kind, draft, verdicts, classes in cases(records[:options.indexed], records[options.indexed:], options.each):
        run = subprocess.run([options.cite, "verify", "--index", options.index, "--as", "text", "--json", "-"],
                             input=draft, capture_output=True, text=True, check=False)
        if run.returncode not in (0, 1, 3):
            sys.exit(f"cite ended with {run.returncode}: {run.stderr}")
        found = json.loads(run.stdout)["quotations"]
        verdict = found[0]["verdict"] if found else "nothing quoted"
        told = {change["class"] for quotation in found for change in quotation["diff"]}
        good = verdict in verdicts and set(classes) <= told
        if classes and verdict.startswith("verified"):
            never += 1
        all_of[kind] += 1
        right[kind] += good
        if options.show and not good:
            print(f"{kind}: {verdict} instead of {'/'.join(sorted(verdicts))}\n  {draft!r}")
            for quotation in found:
                print("  ", quotation["claimed"], quotation["notes"], quotation["diff"],
                      (quotation["found"] or {}).get("speaker"), (quotation["found"] or {}).get("pinned"))
    for kind, count_of in all_of.items():
        print(f"{kind:24} {right[kind]:4} of {count_of}")
    total, good = sum(all_of.values()), sum(right.values())
    print(f"{'all':24} {good:4} of {total} ({100 * good / total:.1f} %)")
    print(f"numbers and negations changed and said to be verified: {never}")


if __name__ == "__main__":
    main()
