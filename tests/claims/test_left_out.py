"""A child, or another of the family, who is none of the heirs: asked for, explained, never passed over in silence."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from claims import decisions, heirs, left_out
from enrollment import families
from reports import claim_forms, claim_papers, pdf
from tests.factories.claims import AT


BORN = date(2015, 3, 2)
COMPLETE = "Tidak ada ahli waris lain selain yang tersebut di atas."


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def pupil(way, name="Dimas Hartono", **more):
    with way.operator():
        given = {"birth_date": BORN, "level": "SD", "by": way.world.operator, "at": AT}
        return heirs.add_child(claim=way.claim, name=name, **given | more)


def explain(way, reason):
    with way.operator():
        [kin] = left_out.still_open(way.claim)
        left_out.explain(claim=way.claim, person=kin.row, reason=reason, by=way.world.operator, at=AT)


def statement_of(way):
    """The text of the heirs' statement, before it becomes a PDF."""
    with way.operator():
        statement = claim_forms.statement_of(way.claim, claim_papers.deceased_of(way.claim), AT)
    return " ".join(pdf.html_of("papers/heir_statement.html", {"statement": statement}).split())


def text_of(client, way):
    return " ".join(client.get(way.claim.get_absolute_url()).content.decode().split())


def test_one_tick_makes_the_pupil_an_heir_too(way):
    pupil(way, inherits=True, guardian_name="Rina Wati")
    with way.operator():
        assert [(heir.name, heir.relation, heir.is_minor) for heir in way.claim.heirs.all()] == [
            ("Dimas Hartono", "CHILD", True)
        ]
        assert left_out.of(way.claim) == []


def test_an_heir_who_is_a_child_asks_for_a_scholarship_in_the_same_form(way):
    way.add_heir("Dimas Hartono", "CHILD", birth_date=BORN, guardian_name="Rina Wati", level="SD")
    with way.operator():
        assert way.claim.children.get().yearly_amount == 1_500_000
    with pytest.raises(heirs.HeirNotPossible, match="hanya untuk anak"):
        way.add_heir(level="SD", nik="1771010101800001")


def test_a_child_noted_for_a_scholarship_alone_holds_the_file_back_until_somebody_says_why(way):
    way.add_heir()
    pupil(way)
    way.receive_papers()
    with way.operator(), pytest.raises(decisions.Incomplete, match=r"Dimas Hartono \(anak\): tambahkan"):
        decisions.complete(claim=way.claim, by=way.world.operator, at=AT)
    explain(way, "Anak tiri")
    with way.operator():
        decisions.complete(claim=way.claim, by=way.world.operator, at=AT)


def test_the_page_asks_and_whoever_checks_reads_the_reason_where_it_is_decided(world, operator_client, visit, way):
    way.add_heir()
    pupil(way)
    asked = "<strong>Dimas Hartono</strong>, anak (dicatat untuk beasiswa): didahulukan menurut hukum, belum jelas"
    assert asked in text_of(operator_client, way)
    explain(way, "Anak tiri")
    way.receive_papers()
    with way.operator():
        decisions.complete(claim=way.claim, by=world.operator, at=AT)
    way.submit()
    page = text_of(visit(world.approver), way)
    act = page[page.index('id="langkah"') : page.index('id="manfaat"')]
    assert "<strong>Dimas Hartono</strong>, anak (dicatat untuk beasiswa): Anak tiri" in act


def test_who_is_an_heir_is_no_longer_left_out_and_the_reason_goes(way):
    way.add_heir()
    pupil(way)
    explain(way, "Anak tiri")
    heir = way.add_heir("dimas  hartono", "CHILD", birth_date=BORN, guardian_name="Rina Wati")
    with way.operator():
        assert left_out.of(way.claim) == []
        heirs.remove(heir=heir, by=way.world.operator, at=AT)
        assert [kin.reason for kin in left_out.still_open(way.claim)] == [""]


def test_whom_the_law_names_after_the_heirs_needs_no_reason(way):
    way.add_heir()
    with way.operator():
        families.add(worker=way.worker, name="Siti", relation="PARENT", by=way.world.operator, at=AT)
        assert [(kin.name, kin.after) for kin in left_out.of(way.claim)] == [("Siti", True)]
        assert left_out.still_open(way.claim) == []


def test_nothing_said_twice_nor_of_somebody_who_is_an_heir(way):
    pupil(way)
    with pytest.raises(left_out.NotLeftOut, match="Tulis alasannya"):
        explain(way, " ")
    with way.operator(), pytest.raises(left_out.NotLeftOut, match="sudah ahli waris"):
        left_out.explain(claim=way.claim, person="x", reason="y", by=way.world.operator, at=AT)


def test_the_statement_says_nobody_else_only_where_that_is_true(way):
    way.add_heir()
    assert COMPLETE in statement_of(way)
    pupil(way)
    text = statement_of(way)
    assert COMPLETE not in text
    assert "Surat ini belum untuk ditandatangani." in text
    explain(way, "Anak tiri")
    text = statement_of(way)
    assert COMPLETE in text
    assert "Dimas Hartono, anak: Anak tiri" in text


def test_the_form_begins_with_who_is_known_and_writes_the_reason(operator_client, way):
    child = pupil(way)
    page = reverse("heir_add", args=[way.claim.public_id])
    assert 'value="Dimas Hartono"' in operator_client.get(f"{page}?orang={child.public_id}").content.decode()
    page = reverse("heir_left_out", args=[way.claim.public_id])
    answer = operator_client.post(page, {"person": child.public_id, "reason": "Anak tiri"})
    assert answer["Location"].endswith("#waris")
    with way.operator():
        assert way.claim.left_out.get().reason == "Anak tiri"


def test_a_reason_stands_still_once_the_claim_is_submitted(way):
    way.add_heir()
    pupil(way)
    explain(way, "Anak tiri")
    way.receive_papers()
    with way.operator():
        decisions.complete(claim=way.claim, by=way.world.operator, at=AT)
    way.submit()
    with way.operator(), pytest.raises(ProgrammingError, match="under way are locked"), transaction.atomic():
        way.claim.left_out.update(reason="Lain")
