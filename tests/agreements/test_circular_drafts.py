from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from agreements import circular_drafts, circulars, citations, moves
from agreements.models import Circular, CircularAddressee, CircularCategory, CircularLegalBasis
from municipalities.models import AuditEvent, PaperFormat
from municipalities.roles import Role
from tests.factories.agreements import AT, issued, make_circular


TEXT = {
    "number": "", "title": "Pendaftaran tenaga non-ASN", "date": date(2026, 11, 20), "signer_office": "Wali Kota",
    "signer_name": "", "signer_nip": "", "signer_rank": "", "addressees": "Kepala perangkat daerah",
    "purpose": "Agar terlindungi.", "points": "Daftarkan.", "closing": "", "copies": "",
}  # fmt: skip


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


def begin(city, world, *, by=None, supersedes=None, bases=(), **text):
    return circular_drafts.begin(
        municipality=city, text=TEXT | text, units=[city.office], categories=[city.gtt], bases=bases,
        supersedes=supersedes, by=by or world.operator, at=AT,
    )  # fmt: skip


def change(circular, *, by, units=(), **text):
    return circular_drafts.change(
        circular=circular, text=TEXT | text, units=units, categories=[], bases=[], by=by, at=AT
    )


def out(circular, world):
    circulars.submit(circular=circular, by=world.operator, at=AT)
    return circulars.issue(circular=circular, by=world.approver, at=AT)


def test_a_draft_has_no_number_and_gets_one_by_the_citys_pattern_when_it_is_issued(world, city):
    with world.acting(world.admin, Role.ADMIN):
        PaperFormat.objects.create(
            municipality=city, number_pattern="560/{nomor}/{bulan_romawi}/{tahun}", start_date=date(2026, 1, 1)
        )
    draft = begin(city, world)
    assert draft.number == ""
    assert out(draft, world).number == "560/1/XI/2026"


def test_numbers_count_on_within_the_year_and_begin_anew(world, city):
    numbers = [
        out(begin(city, world, date=day), world).number
        for day in (date(2025, 11, 3), date(2025, 12, 1), date(2026, 1, 5))
    ]
    assert numbers == ["1/11/2025", "2/12/2025", "1/01/2026"]


def test_a_number_that_was_typed_stays_and_the_pattern_passes_it_over(world, city):
    assert out(begin(city, world, number="1/11/2026"), world).number == "1/11/2026"
    assert out(begin(city, world), world).number == "2/11/2026"


def test_two_drafts_may_bear_one_number_and_the_second_is_refused_when_it_is_handed_in(world, city):
    first, second = (begin(city, world, number="560/7-SE") for _each in range(2))
    out(first, world)
    with pytest.raises(circulars.NumberTaken, match="560/7-SE sudah dipakai"):
        circulars.submit(circular=second, by=world.operator, at=AT)


def test_a_draft_that_takes_the_number_of_an_issued_one_is_refused_at_once(world, city):
    out(begin(city, world, number="560/7-SE"), world)
    with pytest.raises(circulars.NumberTaken):
        begin(city, world, number="560/7-SE")


def test_the_database_lets_no_two_issued_ones_bear_a_number(world, city):
    first, second = (make_circular(city, number="560/7-SE") for _each in range(2))
    issued(first, by=world.approver)
    Circular.objects.filter(pk=second.pk).update(status="SUBMITTED")
    with pytest.raises(IntegrityError, match="circular_number_once"), transaction.atomic():
        Circular.objects.filter(pk=second.pk).update(status="ISSUED", issued_by=world.approver, issued_at=AT)


def test_only_its_writer_changes_a_draft_or_throws_it_away(world, city):
    draft = begin(city, world)
    with pytest.raises(circular_drafts.NotYourDraft):
        change(draft, by=world.approver)
    with pytest.raises(circular_drafts.NotYourDraft):
        circular_drafts.drop(circular=draft, by=world.approver, at=AT)


def test_a_changed_draft_has_the_new_text_and_the_new_offices(world, city):
    draft = change(begin(city, world), by=world.operator, units=[city.school], title="Lain")
    assert draft.title == "Lain"
    assert [each.unit for each in draft.units.all()] == [city.school]


def test_bases_are_cited_in_their_order(world, city):
    bases = [
        citations.add_basis(municipality=city, code=code, title=f"Judul {code}", by=world.operator, at=AT)
        for code in ("B", "A")
    ]
    assert [cited.basis.code for cited in begin(city, world, bases=bases).legal_bases.all()] == ["B", "A"]


def test_a_basis_is_on_the_list_once(world, city):
    given = {"municipality": city, "by": world.operator, "at": AT}
    first = citations.add_basis(code="Perwal 1/2026", title="Peraturan Wali Kota", **given)
    assert citations.add_basis(code="perwal 1/2026", title="Peraturan Wali Kota", **given) == first
    with pytest.raises(citations.BasisThere, match="Peraturan Wali Kota"):
        citations.add_basis(code="Perwal 1/2026", title="Lain", **given)


def test_a_draft_is_thrown_away_with_what_belongs_to_it(world, city):
    circular_drafts.drop(circular=begin(city, world), by=world.operator, at=AT)
    assert [each.objects.count() for each in (Circular, CircularAddressee, CircularCategory)] == [0, 0, 0]


def test_what_came_back_is_changed_and_not_thrown_away(world, city):
    draft = begin(city, world)
    circulars.submit(circular=draft, by=world.operator, at=AT)
    circulars.give_back(circular=draft, by=world.approver, at=AT, note="Tanggalnya keliru.")
    with pytest.raises(moves.MoveNotAllowed, match="pernah diajukan"):
        circular_drafts.drop(circular=draft, by=world.operator, at=AT)
    assert change(draft, by=world.operator, title="Baru").title == "Baru"


def test_giving_back_says_why(world, city):
    draft = begin(city, world)
    circulars.submit(circular=draft, by=world.operator, at=AT)
    with pytest.raises(moves.Incomplete):
        circulars.give_back(circular=draft, by=world.approver, at=AT, note=" ")


def test_what_was_handed_in_is_not_changed(world, city):
    draft = begin(city, world)
    circulars.submit(circular=draft, by=world.operator, at=AT)
    with pytest.raises(moves.MoveNotAllowed, match="tidak dapat diubah"):
        change(draft, by=world.operator)


def test_the_successor_is_dated_after_what_it_replaces(world, city):
    old = out(begin(city, world), world)
    with pytest.raises(circular_drafts.OldPredecessor, match="20-11-2026"):
        begin(city, world, supersedes=old)
    assert begin(city, world, supersedes=old, date=date(2026, 11, 21)).supersedes == old


def test_every_step_of_a_draft_is_in_the_trail(world, city):
    draft = begin(city, world)
    change(draft, by=world.operator)
    circular_drafts.drop(circular=draft, by=world.operator, at=AT)
    with world.acting(world.auditor, Role.AUDITOR):
        told = AuditEvent.objects.filter(action__startswith="circular.").values_list("action", flat=True)
        assert sorted(told) == ["circular.changed", "circular.drafted", "circular.dropped"]


FROZEN = [
    "UPDATE agreements_circular SET title = 'Lain'",
    "UPDATE agreements_circular SET number = '9'",
    "UPDATE agreements_circular SET date = '2020-01-01'",
    "UPDATE agreements_circular SET status = 'DRAFT'",
    "UPDATE agreements_circular SET supersedes_id = id",
    "DELETE FROM agreements_circular",
    "DELETE FROM agreements_circularaddressee",
    "DELETE FROM agreements_circularcategory",
    "UPDATE agreements_circularaddressee SET unit_id = unit_id",
    "UPDATE agreements_circularlegalbasis SET position = 9",
    "INSERT INTO agreements_circularcategory (municipality_id, circular_id, category_id)"
    " SELECT municipality_id, circular_id, category_id FROM agreements_circularcategory",
]


@pytest.mark.parametrize("statement", FROZEN)
def test_the_database_freezes_what_was_issued(world, city, statement):
    basis = citations.add_basis(municipality=city, code="A", title="Judul", by=world.operator, at=AT)
    out(begin(city, world, bases=[basis]), world)
    assert CircularLegalBasis.objects.count() == 1
    with pytest.raises(ProgrammingError, match=r"frozen|only a draft|step by step"), transaction.atomic():
        connection.cursor().execute(statement)


def test_what_was_handed_in_is_frozen_too(world, city):
    circulars.submit(circular=begin(city, world), by=world.operator, at=AT)
    with pytest.raises(ProgrammingError, match="frozen"), transaction.atomic():
        connection.cursor().execute("UPDATE agreements_circular SET title = 'Lain'")


def test_the_mayors_office_issues(world, city):
    draft = begin(city, world)
    circulars.submit(circular=draft, by=world.operator, at=AT)
    with world.acting(world.mayor, Role.MAYOR_OFFICE):
        assert circulars.issue(circular=draft, by=world.mayor, at=AT).status == Circular.Status.ISSUED
