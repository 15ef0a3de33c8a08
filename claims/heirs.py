"""Who receives: heirs with their parts and accounts, and the children who may ask for a scholarship."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import benefits, left_out, steps, traces
from claims.models import FUNERAL_ARRANGER, Claim, Heir, ScholarshipChild
from common.refusals import Refused
from municipalities import audit
from regulations.death_benefits import year_in_level
from regulations.eligibility import ADULT_AGE, age_on, heirs_first_in_line
from regulations.words import HeirRelation


# Whose age has to be known: the others are of age by what they are to the worker.
YOUNG = (HeirRelation.CHILD, HeirRelation.GRANDCHILD, HeirRelation.SIBLING)


class HeirNotPossible(Refused):
    """Something about this heir does not fit."""


class TakenOutAlready(Refused):
    """Somebody else, or the first of two clicks, has taken the heir or the child out."""


@transaction.atomic
def add(
    *,
    claim,
    name,
    relation,
    by,
    at,
    nik="",
    birth_date=None,
    guardian_name="",
    guardian_relation="",
    level="",
    grade=None,
    **more,
):
    """
    Add an heir; all shares are worked out anew.

    :param level: of the school, of a child that asks for a scholarship too; grade: its class
    :param more: weight, attorney_name; phone, address; bank, account_number, account_name
    :raises HeirNotPossible: if it is the deceased, is there already, is a minor without guardian or has no fit account
    """
    steps.require_open(claim)
    nik = "".join(nik.split())
    refuse_unfit(claim, nik, relation, birth_date)
    refuse_beside_the_arranger(claim, relation)
    if level and relation != HeirRelation.CHILD:
        raise HeirNotPossible(_("Beasiswa hanya untuk anak peserta."), field="level")
    if birth_date == claim.worker.birth_date and name.strip().upper() == claim.worker.name.upper():
        raise HeirNotPossible(_("Itu almarhum sendiri; ahli waris adalah orang lain."), field="name")
    refuse_the_same(claim.heirs, name=name.strip(), relation=relation, nik=nik, birth_date=birth_date)
    minor = birth_date is not None and age_on(claim.death_date, birth_date=birth_date) < adult_age(claim)
    if minor and not guardian_name.strip():
        raise HeirNotPossible(
            _("Ahli waris yang masih anak memerlukan wali. Tulis nama walinya."), field="guardian_name"
        )
    heir = Heir.objects.create(
        municipality_id=claim.municipality_id,
        claim=claim,
        name=name.strip(),
        relation=relation,
        nik=nik,
        birth_date=birth_date,
        is_minor=minor,
        guardian_name=guardian_name.strip(),
        guardian_relation=guardian_relation.strip(),
        weight=more.pop("weight", 1),
        attorney_name=more.pop("attorney_name", "").strip(),
        phone=" ".join(more.pop("phone", "").split()),
        address=" ".join(more.pop("address", "").split()),
        **cleaned_account(**more),
    )
    left_out.forget(claim, heir.name, heir.relation)
    audit.record("heir.added", of=heir, by=by, at=at, relation=relation, minor=minor)
    traces.note(claim=claim, what=traces.What.HEIR_ADDED, about=heir.name, by=by, at=at)
    if level:
        add_child(claim=claim, name=heir.name, birth_date=birth_date, level=level, grade=grade, by=by, at=at)
    else:
        benefits.compute(claim=claim, by=by, at=at)
    return heir


def taken_over(claim, person):
    """
    What is known of somebody of the family, to begin an heir with; {} where there is none.

    The NIK is typed from the card that is shown, and the account follows.

    :param person: the `row` of a left_out.Kin
    """
    chosen = next((each for each in left_out.of(claim) if each.row == person), None)
    return {name: getattr(chosen, name) for name in ("name", "relation", "birth_date", "phone")} if chosen else {}


def passed_over(claim):
    """Whether heirs stand there whom the law names after others of whom nobody has said why they do not inherit."""
    relations = relations_of(claim)
    there = relations | {kin.relation for kin in left_out.still_open(claim)}
    if benefits.nobody_inherits(claim):
        return bool(there)
    return bool(relations - heirs_first_in_line(there, on=claim.death_date)) if relations else False


def relations_of(claim):
    """What the heirs were to the worker; whoever arranged the funeral is none of them."""
    return set(claim.heirs.values_list("relation", flat=True)) - {FUNERAL_ARRANGER}


def refuse_beside_the_arranger(claim, relation):
    there = claim.heirs.exclude(relation=FUNERAL_ARRANGER).exists()
    if relation == FUNERAL_ARRANGER and (there or benefits.nobody_inherits(claim)):
        raise HeirNotPossible(
            _("Hanya bila tidak ada ahli waris, biaya pemakaman dibayarkan kepada satu orang yang mengurusnya."),
            field="relation",
        )
    if relation != FUNERAL_ARRANGER and benefits.nobody_inherits(claim):
        raise HeirNotPossible(
            _("Klaim ini mencatat bahwa tidak ada ahli waris. Hapus dulu yang mengurus pemakaman."), field="relation"
        )


def refuse_unfit(claim, nik, relation, birth_date):
    if nik and not (len(nik) == 16 and nik.isascii() and nik.isdigit()):
        raise HeirNotPossible(_("NIK ahli waris harus 16 angka, atau dikosongkan bila belum ada."), field="nik")
    if nik and nik == claim.worker.nik:
        raise HeirNotPossible(_("NIK itu milik almarhum; ahli waris adalah orang lain."), field="nik")
    if nik and claim.heirs.filter(nik=nik).exists():
        raise HeirNotPossible(_("Ahli waris dengan NIK itu sudah dicatat."), field="nik")
    if relation in YOUNG and birth_date is None:
        raise HeirNotPossible(_("Tulis tanggal lahirnya, supaya jelas apakah ia memerlukan wali."), field="birth_date")
    if birth_date and birth_date > claim.municipality.day_of(claim.registered_at):
        raise HeirNotPossible(_("Tanggal lahir ahli waris ada di masa depan."), field="birth_date")


def refuse_the_same(people, **what):
    """Asked behind the lock of the claim, so that a form that came twice writes one row."""
    if people.filter(**what).exists():
        raise HeirNotPossible(
            _("%(name)s dengan data yang sama sudah dicatat.") % {"name": what["name"]}, field="name"
        )


def grow_up(*, claim):
    """
    Who of the heirs is a child on the day of death, which was put right.

    :raises HeirNotPossible: if one is, and has no guardian
    """
    for heir in claim.heirs.exclude(birth_date=None):
        minor = age_on(claim.death_date, birth_date=heir.birth_date) < adult_age(claim)
        if minor and not heir.guardian_name:
            raise HeirNotPossible(
                _("%(name)s masih anak pada hari itu dan belum ada walinya. Catat lagi ahli waris itu dengan walinya.")
                % {"name": heir.name}
            )
        Heir.objects.filter(municipality_id=heir.municipality_id, pk=heir.pk).update(is_minor=minor)


def adult_age(claim):
    return ADULT_AGE.on(claim.death_date).value


def cleaned_account(*, bank="", account_number="", account_name=""):
    """
    An account number is its digits; blanks, dots and dashes are how people write it.

    :raises HeirNotPossible: if letters or nothing remain, or the bank is not named
    """
    number = account_number.translate(str.maketrans("", "", " .-\u00a0"))
    if number and not (number.isascii() and number.isdigit() and 5 <= len(number) <= 30):
        raise HeirNotPossible(_("Nomor rekening terdiri dari 5 sampai 30 angka."), field="account_number")
    if number and not bank.strip():
        raise HeirNotPossible(_("Tulis nama banknya."), field="bank")
    return {"bank": bank.strip(), "account_number": number, "account_name": account_name.strip()}


@transaction.atomic
def change_account(*, heir, by, at, **account):
    """
    Change where the money goes. A claim that is under way goes back first, so that everything is checked again.

    :raises HeirNotPossible: if the account is wrong, there is none, or it is the one that stands there
    :raises StepNotAllowed: if the claim is paid or closed
    """
    cleaned = cleaned_account(**account)
    if not cleaned["account_number"]:
        raise HeirNotPossible(_("Tulis nomor rekeningnya. Rekening yang sudah dicatat tidak dapat dikosongkan."))
    claim = steps.locked(heir.claim)
    heir.refresh_from_db()
    if claim.is_open and cleaned == {name: getattr(heir, name) for name in cleaned}:
        raise HeirNotPossible(_("Rekening itu sudah tercatat."))
    if not claim.is_open:
        note = _("Rekening ahli waris diubah; klaim diperiksa dari awal.")
        steps.take(claim=claim, status=Claim.Status.RETURNED, by=by, at=at, note=note)
    before = {name: getattr(heir, name) for name in cleaned}
    Heir.objects.filter(municipality_id=heir.municipality_id, pk=heir.pk).update(**cleaned)
    heir.refresh_from_db()
    audit.record("heir.account_changed", of=heir, by=by, at=at, before=before, after=cleaned)
    traces.note(claim=claim, what=traces.What.ACCOUNT, about=heir.name, by=by, at=at)


@transaction.atomic
def remove(*, heir, by, at):
    """:raises Refused: if the claim is submitted, or the person is taken out already"""
    take_out(heir, "heir.removed", by, at, relation=heir.relation)


@transaction.atomic
def add_child(
    *, claim, name, birth_date, level, by, at, grade=None, works=False, married=False, inherits=False, **heir
):
    """
    Add a child for a scholarship; whether there is a right to one is worked out.

    :param grade: its class now, as schools count or from the first of the level; None where it is not known
    :param inherits: whether it is an heir too, and is noted as one where it is not yet
    :param heir: of such an heir, as add() takes it
    :raises HeirNotPossible: if the birth lies ahead, the level has no such class; as add() does, of an heir
    """
    steps.require_open(claim)
    if birth_date > steps.local_day(claim, at):
        raise HeirNotPossible(_("Tanggal lahir anak ada di masa depan."), field="birth_date")
    refuse_the_same(claim.children, name=name.strip(), birth_date=birth_date)
    school_year = year_in_level(level, grade, on=claim.death_date) if grade is not None else None
    if grade is not None and school_year is None:
        raise HeirNotPossible(_("Tidak ada kelas itu pada jenjangnya."), field="grade")
    child = ScholarshipChild.objects.create(
        municipality_id=claim.municipality_id,
        claim=claim,
        name=name.strip(),
        birth_date=birth_date,
        level=level,
        school_year=school_year,
        works=works,
        married=married,
    )
    audit.record("scholarship_child.added", of=child, by=by, at=at, level=level)
    traces.note(claim=claim, what=traces.What.CHILD_ADDED, about=child.name, by=by, at=at)
    if inherits and any(each.row == str(child.public_id) for each in left_out.of(claim)):
        add(claim=claim, name=child.name, relation=HeirRelation.CHILD, birth_date=birth_date, by=by, at=at, **heir)
    benefits.compute(claim=claim, by=by, at=at)
    return child


@transaction.atomic
def remove_child(*, child, by, at):
    """:raises Refused: if the claim is submitted, or the person is taken out already"""
    take_out(child, "scholarship_child.removed", by, at, level=child.level)


def take_out(person, event, by, at, **what):
    claim = person.claim
    steps.require_open(claim)
    if not type(person).objects.filter(municipality_id=person.municipality_id, pk=person.pk).exists():
        raise TakenOutAlready(_("%(name)s sudah dihapus dari klaim ini.") % {"name": person.name})
    audit.record(event, of=person, by=by, at=at, **what)
    gone = traces.What.HEIR_REMOVED if isinstance(person, Heir) else traces.What.CHILD_REMOVED
    traces.note(claim=claim, what=gone, about=person.name, by=by, at=at)
    person.delete()
    benefits.compute(claim=claim, by=by, at=at)
