#!/usr/bin/env python3
"""How often a speaker's name is right: a surname's full name, a pronoun's antecedent.

    name_scores.py --annotate build/ci/bin/quotes_jsonl [--wrong]

Reads corpus/quotations/pronouns.jsonl (labels of he and she by hand) and the one-word speakers of
corpus/quotations/wikinews.jsonl. A mention counts when a quotation is attributed by it; how many are not is said beside.
Names are the same when they agree letter by letter, or in the last word with one's words among the other's.
"""

import argparse
import json
import os
import re
import subprocess
import unicodedata

CORPUS = os.path.join(os.path.dirname(__file__), "..", "..", "corpus", "quotations")
PRONOUNS = {"he", "she", "they", "it", "who", "we", "i", "you"}


def read(name):
    with open(os.path.join(CORPUS, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def words(name):
    plain = unicodedata.normalize("NFD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[\w'’-]+", plain)


def same(gold, found):
    a, b = words(gold or ""), words(found or "")
    if not a or not b:
        return a == b
    return a == b or (len(min(a, b, key=len)) > 1 and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a)))


def predictions(program, documents):
    lines = "".join(json.dumps({"doc_id": d["doc_id"], "text": d["text"]}) + "\n" for d in documents)
    done = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    by_place = {}
    for line in done.stdout.splitlines():
        document = json.loads(line)
        by_place[document["doc_id"]] = {
            tuple(q["speaker_span"]): q for q in document["quotes"] if q["speaker_span"] and q["step"] != "inherited"}
    return by_place


def report(title, mentions, found, texts, show):
    covered = right = 0
    for doc, start, end, gold in mentions:
        quote = found[doc].get((start, end))
        if quote is None:
            continue
        covered += 1
        name = quote["canonical_speaker"] if quote["step"] != "described" else None
        if same(gold, name):
            right += 1
        elif show:
            context = re.sub(r"\s+", " ", texts[doc][max(0, start - 160):end + 60])
            print(f"  {title}: {name!r} [{quote['step']}] for {gold!r}: …{context}…")
    print(f"{title}: {right} of {covered} right ({100 * right / max(covered, 1):.1f} %); "
          f"{len(mentions) - covered} of {len(mentions)} not taken as who speaks")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--annotate", required=True, help="the program quotes_jsonl")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong, with its context")
    options = parser.parse_args()

    labelled = {d["doc_id"]: d for d in read("wikinews.jsonl")}
    pronouns = read("pronouns.jsonl")
    documents = dict(labelled)
    documents.update({d["doc_id"]: d for d in pronouns if "text" in d})
    found = predictions(options.annotate, documents.values())
    texts = {d["doc_id"]: d["text"] for d in documents.values()}

    surnames = set()
    for document in labelled.values():
        for quote in document["quotes"]:
            if not quote["speaker"] or not quote["canonical_speaker"]:
                continue
            start, end = quote["speaker"]
            mention, name = document["text"][start:end], quote["canonical_speaker"]
            whole = words(name)
            if mention.casefold() in PRONOUNS or len(words(mention)) != 1 or len(whole) < 2:
                continue
            if mention[0].isupper() and words(mention)[0] == whole[-1]:
                surnames.add((document["doc_id"], start, end, name))
    report("surname", sorted(surnames), found, texts, options.wrong)
    for title, seen in (("pronoun, rules made after its errors were seen", True), ("pronoun, not seen", False)):
        report(title, [(d["doc_id"], p["start"], p["end"], p["name"]) for d in pronouns for p in d["pronouns"]
                       if p["seen"] == seen], found, texts, options.wrong)


if __name__ == "__main__":
    main()
