"""
The library of articles in our own words, which a text begins with and takes more from.

A body is plain text: a line for each paragraph, ayat as (1), letters below as a. A variable stands in braces.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from agreements.models import Agreement


LIBRARY = Path(__file__).parent / "library"
FILES = {Agreement.Kind.ADDENDUM: "addendum.toml"}
USUAL = "pks.toml"


class Clause(NamedTuple):
    """One article of the library: its code, what stands over it, and its text with variables."""

    code: str
    heading: str
    body: str


@cache
def library(kind):
    """The articles for an agreement of this kind, in their usual order."""
    written = tomllib.loads((LIBRARY / FILES.get(kind, USUAL)).read_text())
    return tuple(Clause(each["code"], each["heading"], each["body"].strip()) for each in written["clause"])


def usual(kind):
    """What a new text of this kind begins with, as the articles of texts.py."""
    return [{"clause": each.code, "heading": each.heading, "body": each.body} for each in library(kind)]
