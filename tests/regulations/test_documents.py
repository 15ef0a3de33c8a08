from datetime import date

import pytest

from regulations.dated import NotInForce
from regulations.documents import documents_for


ALWAYS = {
    "PARTICIPANT_CARD",
    "WORKER_KTP",
    "HEIR_KTP",
    "FAMILY_CARD",
    "DEATH_CERTIFICATE",
    "HEIR_STATEMENT",
    "EMPLOYER_LETTER",
    "BANK_BOOK",
}


def papers(**case):
    return documents_for(**{"cause": "NATURAL", "died": date(2026, 11, 1), **case})


def kinds(**case):
    return {paper.kind for paper in papers(**case) if paper.required}


@pytest.mark.parametrize(
    ("cause", "more"),
    [
        ("NATURAL", {"JKM_FORM"}),
        ("OTHER", {"JKM_FORM"}),
        ("WORK_ACCIDENT", {"ACCIDENT_REPORT_1", "ACCIDENT_REPORT_2", "DOCTOR_STATEMENT"}),
        ("SUDDEN_AT_WORK", {"ACCIDENT_REPORT_1", "ACCIDENT_REPORT_2", "DOCTOR_STATEMENT"}),
    ],
)
def test_every_claim_asks_for_the_same_papers_and_its_own_form(cause, more):
    assert kinds(cause=cause) == ALWAYS | more


@pytest.mark.parametrize(
    ("case", "more"),
    [
        ({"heirs": 2}, {"POWER_OF_ATTORNEY"}),
        ({"spouse_claims": True}, {"MARRIAGE_BOOK"}),
        ({"minor_heir": True}, {"HEIR_CHILD_CARD"}),
        (
            {"scholarship": True},
            {"SCHOLARSHIP_FORM", "CHILD_BIRTH_CERTIFICATE", "SCHOOL_LETTER", "CHILD_IDENTITY"},
        ),
        ({"amount": 50_000_001}, {"NPWP"}),
        ({"amount": 50_000_000}, set()),
        ({"traffic_accident": True, "treatment_paid": True}, set()),
    ],
    ids=["heirs", "spouse", "minor", "scholarship", "over the limit", "at the limit", "traffic accident"],
)
def test_a_case_asks_for_more(case, more):
    assert kinds(**case) - kinds() == more


def test_an_accident_on_the_road_asks_for_the_police_report_and_receipts():
    more = kinds(cause="WORK_ACCIDENT", traffic_accident=True, treatment_paid=True) - kinds(cause="WORK_ACCIDENT")
    assert more == {"POLICE_REPORT", "TREATMENT_RECEIPTS"}


def test_a_paper_says_why_it_is_asked_for_and_who_says_so():
    assert papers(spouse_claims=True)[8] == (
        "MARRIAGE_BOOK",
        "SPOUSE_CLAIMS",
        True,
        "Tribun Sumsel, 18 Sep 2020; Grid Star",
        "sure",
    )


def test_the_village_letter_stands_in_until_the_certificate_is_there():
    letter = next(paper for paper in papers() if paper.kind == "DEATH_LETTER")
    assert (letter.reason, letter.required) == ("UNTIL_CERTIFICATE", False)


def test_usual_papers_do_not_hold_a_claim_back():
    usual = {paper.kind for paper in papers(cause="WORK_ACCIDENT") if paper.reason == "USUAL"}
    assert usual == {"ATTENDANCE_LIST", "ASSIGNMENT_LETTER"}
    assert not usual & kinds(cause="WORK_ACCIDENT")


def test_there_are_no_papers_before_the_law():
    with pytest.raises(NotInForce):
        papers(died=date(2015, 6, 30))
