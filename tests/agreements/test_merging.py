"""Two people on one text: each keeps what only he touched, and is asked about what both did."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from agreements import merging


TEXT = {
    "note": "", "people": None, "title": "Non-ASN",
    "parties": [{"side": "CITY", "institution": "Kota", "address": ""}, {"side": "BRANCH", "institution": "BPJS"}],
    "witnesses": [], "articles": [], "headcounts": [], "legal_bases": [], "copies": [],
    "scope": [{"category": "GTT", "programs": ["JKK", "JKM"], "unit": "KOTA"}],
    "rates": [{"program": "JKK", "rate": 240}],
}  # fmt: skip


def changed(**fields):
    return copy.deepcopy(TEXT) | fields


def merge(mine, theirs):
    return merging.merged(seen=merging.marks_of(TEXT), mine=mine, theirs=theirs)


def test_what_only_one_of_two_touched_is_kept_of_each():
    found = merge(changed(note="Ditinjau"), changed(title="Guru"))
    assert (found.text["note"], found.text["title"], found.clashes) == ("Ditinjau", "Guru", [])


def test_a_field_that_was_empty_and_only_the_other_filled_is_no_clash():
    found = merge(changed(note="Ditinjau"), changed(people=100))
    assert (found.text["people"], found.clashes) == (100, [])


def test_what_both_wrote_otherwise_is_put_to_choice_with_the_own_one_standing():
    found = merge(changed(title="Guru honorer"), changed(title="Guru"))
    assert (found.text["title"], found.clashes) == ("Guru honorer", ["title"])


def test_a_kind_of_worker_that_only_the_other_added_comes_along():
    cadres = {"category": "KADER", "programs": ["JKK", "JKM"], "unit": "KOTA"}
    found = merge(changed(note="Ditinjau"), changed(scope=[*TEXT["scope"], cadres]))
    assert (cadres in found.text["scope"], found.clashes) == (True, [])


def test_a_programme_that_only_the_other_took_out_goes():
    found = merge(changed(note="Ditinjau"), changed(rates=[]))
    assert (found.text["rates"], found.clashes) == ([], [])


@given(st.dictionaries(st.sampled_from(["note", "people", "title"]), st.sampled_from([None, "", "a", 1])))
def test_whoever_touched_nothing_gets_all_that_the_other_wrote(fields):
    theirs = changed(**fields)
    assert merge(copy.deepcopy(TEXT), theirs) == (theirs, [], merge(copy.deepcopy(TEXT), theirs).taken)
