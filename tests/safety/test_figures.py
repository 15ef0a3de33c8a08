"""What docs/safety.md says of the proofs is what they hold, or less: the matrices grow with every page and table."""

import re
from pathlib import Path

from django.conf import settings

from tests.safety.figures import counted


LINE = re.compile(r"^\| (.+?) \| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)
LEAST = {
    "statements against rows of another city": 2_000,
    "questions to addresses": 9_000,
    "faults planted into the schema": 30,
    "requests in turns on four connections": 10_000,
}


def stated():
    document = (Path(settings.BASE_DIR) / "docs/safety.md").read_text()
    text = document.partition("## How large it is")[2].partition("## What the wall costs")[0]
    return {what: tuple(int(number.replace(",", "")) for number in numbers) for what, *numbers in LINE.findall(text)}


def test_the_document_states_no_more_than_the_tests_hold():
    there = counted()
    assert stated().keys() == there.keys()
    too_much = {
        what: (said, there[what])
        for what, said in stated().items()
        if any(number > held for number, held in zip(said, there[what], strict=True))
    }
    assert too_much == {}


def test_the_proofs_are_as_large_as_they_were_asked_to_be():
    there = counted()
    assert {what: there[what][1] for what, least in LEAST.items() if there[what][1] < least} == {}
