import pytest

from common.refusals import Refused


class RunNotOpen(Refused):
    code = "RUN_NOT_OPEN"


def test_a_refusal_reads_as_its_sentence():
    assert str(Refused("Iuran bulan ini sudah dihitung.")) == "Iuran bulan ini sudah dihitung."


def test_a_refusal_keeps_what_the_sentence_speaks_of():
    assert Refused("Sudah dihitung.", month="2026-11").detail == {"month": "2026-11"}


@pytest.mark.parametrize(
    ("refusal", "code"),
    [(Refused("x"), "REFUSED"), (RunNotOpen("x"), "RUN_NOT_OPEN"), (RunNotOpen("x", code="OTHER"), "OTHER")],
)
def test_a_refusal_has_a_stable_code(refusal, code):
    assert refusal.code == code
