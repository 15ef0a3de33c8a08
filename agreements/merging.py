"""
Two people write on one text at once: what only one of them touched is kept of each, the rest is put to choice.

The page does not carry the whole text that was before somebody's eyes, only a mark of each of its fields. A field is
what the form has as one: a line of the head, a field of a party or an article, the scope of a kind of worker, all
headcounts. Where rows came, went or changed places, their list is one field.
"""

import copy
import hashlib
import json
from typing import NamedTuple

from agreements import texts


# What a row is known by; while these are the same, in the same order, its fields are looked at one by one.
KNOWN_BY = {
    "parties": lambda row: (row["side"], row["institution"]),
    "witnesses": lambda row: (row["side"], row["office"]),
    "articles": lambda row: row["clause"] or row["heading"],
}
GONE = object()  # in place of a value where a field is not there; None is one that is empty
WHOLE = ("headcounts", "legal_bases", "copies")  # one field each
ROWS = "*"  # stands for which rows there are


class Merged(NamedTuple):
    """`text` has both; `clashes` are the fields that both wrote otherwise, of which it has the own ones."""

    text: dict
    clashes: list
    taken: list  # fields of which the text has what the other wrote


def marks_of(text):
    """{field: its mark} as a page carries it."""
    return {path: mark(value) for path, value in flat(text).items()}


def mark(value):
    written = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:10]


def flat(text):
    """{field: what stands in it}; a field is named `parties/0/address`."""
    found = {name: value for name, value in text.items() if not isinstance(value, list) or name in WHOLE}
    for name, known_by in KNOWN_BY.items():
        found[f"{name}/{ROWS}"] = [known_by(row) for row in text[name]]
        for place, row in enumerate(text[name]):
            found |= {f"{name}/{place}/{field}": value for field, value in row.items()}
    for line in text["scope"]:
        found.setdefault(f"scope/{line['category']}", []).append(line)
    for line in text["rates"]:
        found[f"rates/{line['program']}"] = line
    return found


def merged(*, seen, mine, theirs):
    """
    What both wrote, as one text.

    :param seen: marks_of the text that both began with; a field that it does not know counts as touched
    """
    own, other, clashes, taken, lists = flat(mine), flat(theirs), [], [], set()
    text = copy.deepcopy(mine)
    for name in KNOWN_BY:
        path = f"{name}/{ROWS}"
        if own[path] != other[path] or seen.get(path) != mark(own[path]):
            lists.add(name)  # rows came, went or moved: the list is looked at as one
    for path in dict.fromkeys([*own, *other]):
        if path.split("/")[0] not in lists and own.get(path) != other.get(path):
            settle(path, own.get(path, GONE), other.get(path, GONE), seen.get(path), clashes, taken)
    for name in lists:
        if mine[name] != theirs[name]:
            settle_list(name, mine, theirs, seen, clashes, taken)
    return Merged(taking(text, theirs, taken), clashes, taken)


def settle(path, own, other, before, clashes, taken):
    """`before` is None where the field was not there."""
    untouched, left = ((None if value is GONE else mark(value)) == before for value in (own, other))
    if untouched:
        taken.append(path)
    elif not left:
        clashes.append(path)


def settle_list(name, mine, theirs, seen, clashes, taken):
    here = {path: value for path, value in seen.items() if path.startswith(f"{name}/")}
    untouched, left = (
        {path: mark(value) for path, value in flat(text).items() if path.startswith(f"{name}/")} == here
        for text in (mine, theirs)
    )
    if untouched:
        taken.append(name)
    elif not left:
        clashes.append(name)


def fields_of(text):
    """The names that `clashes` may have."""
    return {*flat(text), *KNOWN_BY}


def taking(text, other, paths):
    """The text with these fields as the other one has them."""
    text = copy.deepcopy(text)
    for path in paths:
        name, *place = path.split("/")
        if name == "scope" and place:
            rest = [line for line in text[name] if line["category"] != place[0]]
            text[name] = texts.in_order(rest + [line for line in other[name] if line["category"] == place[0]])
        elif name == "rates" and place:
            rest = [line for line in text[name] if line["program"] != place[0]]
            text[name] = sorted(
                rest + [line for line in other[name] if line["program"] == place[0]], key=lambda line: line["program"]
            )
        elif len(place) == 2 and int(place[0]) < len(other[name]):
            said = other[name][int(place[0])]
            if row := same_row(name, said, text[name], int(place[0])):
                row[place[1]] = said[place[1]]
        elif not place:
            text[name] = copy.deepcopy(other[name])
    return text


def same_row(name, said, rows, place):
    """The row that is known by the same, also where it was moved meanwhile; else the one in that place; or None."""
    known_by = KNOWN_BY[name]
    known = [row for row in rows if known_by(row) == known_by(said)]
    there = rows[place] if place < len(rows) else None
    return there if there in known or not known else known[0]
