#!/usr/bin/env python3
"""How well the countries an article is about are found, against the PLACES of Reuters-21578.

  country_scores.py --annotate PROGRAM --articles FILE.jsonl [--every N --from K] [--worst N] [--no-datelines]

PROGRAM reads {"doc_id", "text", "lang"} lines and answers {"doc_id", "countries": [{"code"}]} (tests/bench/quotes_jsonl).
FILE has title, text, places, a list of names ("west-germany"), and mostly the dateline as printed before the text, which
is put back there unless --no-datelines is given. States that are no more count as what they became, where that is one
country.
"""
import argparse
import collections
import json
import re
import subprocess

NAMES = "/usr/share/iso-codes/json/iso_3166-1.json"
OTHER = {
    "usa": "US", "uk": "GB", "ussr": "RU", "westgermany": "DE", "eastgermany": "DE", "southkorea": "KR",
    "northkorea": "KP", "hongkong": "HK", "uae": "AE", "ivorycoast": "CI", "southafrica": "ZA", "zaire": "CD",
    "burma": "MM", "iran": "IR", "syria": "SY", "vietnam": "VN", "bolivia": "BO", "venezuela": "VE", "tanzania": "TZ",
    "taiwan": "TW", "laos": "LA", "brunei": "BN", "libya": "LY", "macao": "MO", "capeverde": "CV", "guineabissau": "GW",
    "swaziland": "SZ", "turkey": "TR", "bahrain": "BH", "newzealand": "NZ", "saudiarabia": "SA", "srilanka": "LK",
}


def folded(name):
    return re.sub(r"[^a-z]", "", name.lower())


def codes():
    table = dict(OTHER)
    for row in json.load(open(NAMES, encoding="utf-8"))["3166-1"]:
        for key in ("name", "common_name", "official_name"):
            if key in row:
                table.setdefault(folded(row[key]), row["alpha_2"])
    return table


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--annotate", required=True)
    options.add_argument("--articles", required=True)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--from", type=int, default=0, dest="first")
    options.add_argument("--worst", type=int, default=0)
    options.add_argument("--no-datelines", action="store_true")
    given = options.parse_args()
    table = codes()
    gold = {}
    lines = []
    articles = [json.loads(line) for line in open(given.articles, encoding="utf-8")]
    for article in [a for a in articles if a.get("places")][given.first :: given.every]:
        wanted = {table.get(folded(place)) for place in article["places"]} - {None}
        if not wanted or not article["text"]:
            continue
        gold[article["id"]] = wanted
        dateline = "" if given.no_datelines else article.get("dateline") or ""
        text = (article.get("title") or "") + "\n\n" + (dateline + " " + article["text"]).strip()
        lines.append(json.dumps({"doc_id": article["id"], "text": text, "lang": "en"}))
    out = subprocess.run([given.annotate], input="\n".join(lines), capture_output=True, text=True, check=True).stdout
    right = found = wanted = 0
    missed, wrong = collections.Counter(), collections.Counter()
    for answer in map(json.loads, out.splitlines()):
        here = {country["code"] for country in answer["countries"]}
        there = gold[answer["doc_id"]]
        right, found, wanted = right + len(here & there), found + len(here), wanted + len(there)
        missed.update(there - here)
        wrong.update(here - there)
    precision, recall = right / max(1, found), right / max(1, wanted)
    print(f"{len(gold)} articles: precision {100 * precision:.1f}, recall {100 * recall:.1f}, "
          f"F1 {200 * precision * recall / max(1e-9, precision + recall):.1f}")
    if given.worst:
        print("missed", missed.most_common(given.worst))
        print("wrong ", wrong.most_common(given.worst))


main()
