"""
The law, read from dated files and interpreted by pure functions. No Django in here.

Importing any part imports every part that declares series, so that the files are always checked as a whole.
"""

from regulations import accident_benefits, accounts, deadlines, death_benefits, documents, eligibility, rates, wages


__all__ = [
    "accident_benefits",
    "accounts",
    "deadlines",
    "death_benefits",
    "documents",
    "eligibility",
    "rates",
    "wages",
]
