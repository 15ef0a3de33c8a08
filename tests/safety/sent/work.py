"""The forms about workers, months, gaps, cards and papers."""

import uuid
from datetime import timedelta
from functools import partial

from django.utils import timezone

from common.months import last_full_month, next_month
from contributions import payments, settlements
from contributions.models import Bill
from enrollment import bulk, bulk_acts, cards, corrections, viewing
from enrollment.models import Card, Enrollment
from municipalities.models import BranchMunicipality
from reports import card_orders, gaps
from reports.views.card_designs import text_of
from tests.contributions.months import MONTH, NOW
from tests.factories import scans
from tests.factories.claims import make_worker_of
from tests.factories.contributions import approved, billed, calculated
from tests.factories.enrollment import make_correction, make_enrollment
from tests.factories.figures import make_figure, make_gap
from tests.factories.municipalities import LONG_AGO
from tests.safety.attack import administrator
from tests.safety.sent.form import Form, Guard
from tests.selections import select, token_in


KEY = uuid.UUID(int=7)
REVEAL = {"reason": "MATCH"}


def scan(color="white"):
    return scans.upload(scans.picture(drawn=scans.card(color)))


def on(world, days):
    return (world.bengkulu.today() + timedelta(days=days)).isoformat()


def month(step):
    """A month of one enrolled worker, as far as this step."""

    def made(world):
        make_worker_of(world)
        return step(world)

    return made


def bill(world):
    return month(billed)(world)[0]


def paid_bill_of(sending):
    with sending.world.acting(sending.world.treasurer, "TREASURER"):
        bill = sending.thing.bills.get()
    return {
        "bill": bill.public_id, "payment_date": "2026-11-02", "amount": bill.total, "reference": "SP2D-1", "key": KEY
    }  # fmt: skip


def second_city(world):
    """The branch of Bengkulu serves Kupang as well."""
    with administrator():
        BranchMunicipality.objects.create(branch=world.bengkulu.branch, municipality=world.kupang, start_date=LONG_AGO)


def billed_run(world):
    return bill(world).run


def paid(world):
    """A payment of the month's bill, of more than it asks for."""
    made = bill(world)
    with world.acting(world.treasurer, "TREASURER"):
        return payments.record(
            bill=made, payment_date=NOW.date(), amount=made.total + 100, reference="B-1", key=KEY, by=world.treasurer,
            at=NOW,
        )  # fmt: skip


def credited(world):
    """A bill that is left to pay, after one that too much was paid of."""
    paid(world)
    return billed(world, next_month(MONTH))[0]


def credit_of(sending):
    with sending.world.acting(sending.world.treasurer, "TREASURER"):
        source = Bill.objects.exclude(pk=sending.thing.pk).get()
    return {"source": source.public_id, "key": KEY}


def settled(world):
    made = credited(world)
    with world.acting(world.treasurer, "TREASURER"):
        source = Bill.objects.exclude(pk=made.pk).get()
        return settlements.settle(source=source, bill=made, key=KEY, by=world.treasurer, at=NOW)


def total_of(sending):
    return {"total": sending.thing.total}


def left_today(world):
    """An enrollment that ends today."""
    with administrator():
        return make_enrollment(world.bengkulu, end_date=world.bengkulu.today(), end_reason="RESIGNED")


def correction(world):
    """Taken in by the operator; somebody else answers."""
    worker = make_worker_of(world)
    with world.acting(world.operator):
        return make_correction(worker, by=world.operator)


def answered(world):
    made = correction(world)
    with world.acting(world.approver, "APPROVER"):
        corrections.accept(request=made, by=world.approver, at=timezone.now())
    return made


def gap(*, closed=False):
    def made(world):
        with administrator():
            found = make_gap(world.bengkulu)
        if closed:
            with world.acting(world.operator):
                gaps.close(gap=found, day=world.bengkulu.today(), note="Pindah", by=world.operator, at=timezone.now())
        return found

    return made


def counted(world):
    """The city, with a figure of its teachers and one of them enrolled."""
    with administrator():
        make_figure(world.bengkulu, 5)
        make_enrollment(world.bengkulu)
    return world.bengkulu


def lacking(world):
    """The city, with four teachers of a school missing."""
    with administrator():
        make_gap(world.bengkulu)
    return world.bengkulu


def waiting_for_a_card(world):
    make_worker_of(world)


def card_order(world, *, stopped=False, printed=False):
    make_worker_of(world)
    who = {"by": world.operator, "at": timezone.now()}
    with world.acting(world.operator):
        given = {"municipality": world.bengkulu, "layout": "A4_10", "role": "OPERATOR", **who}
        order = card_orders.order(**given)
        if stopped:
            card_orders.stop(order=order, **who)
        if printed:
            card_orders.fill(order=order, **who)
    return order


def issued_card(world):
    made = enrollment(world)
    with world.acting(world.operator):
        cards.issue(municipality=world.bengkulu, enrollments=[made.pk], at=timezone.now())
        return Card.objects.get(enrollment=made)


def enrollment(world):
    worker = make_worker_of(world)
    with administrator():
        return Enrollment.objects.get(worker=worker)


def saved_view(world):
    with world.acting(world.operator):
        return viewing.save(
            municipality=world.bengkulu, name="Aktif", filters={"keadaan": "ACTIVE"}, by=world.operator,
            at=timezone.now(),
        )  # fmt: skip


def bulk_act(world, *, stopped=False):
    """The end of one enrollment, ordered as if it were thousands."""
    given = {"end_date": world.bengkulu.today(), "reason": "RESIGNED"}
    who = {"by": world.operator, "at": timezone.now()}
    make_worker_of(world)
    with world.acting(world.operator):
        found = Enrollment.objects.filter(municipality=world.bengkulu)
        plan = bulk.plan_end(found, municipality=world.bengkulu, today=world.bengkulu.today(), **given)
        act = bulk_acts.order(
            kind="END",
            plan=plan,
            mark=plan.mark,
            given=given,
            municipality=world.bengkulu,
            unit=None,
            role="OPERATOR",
            **who,
        )
        if stopped:
            bulk_acts.stop(act=act, **who)
    return act


def selected(act, sending):
    """Everybody of the list, for this act: the page that shows it first."""
    return select(sending.client, act, semua="1")


def token_of(sending):
    return token_in(sending.url)


def carried(sending, given):
    """What was filled in, with the mark of what was shown."""
    given = given | {"pilihan": token_of(sending)}
    return given | {"mark": sending.client.post(sending.url, given).context["plan"].mark}


STARTING = {name: text_of(name) for name in ("front", "back", "style")}
PRINTER = {"name": "Epson lobi", "x": "0.5", "y": "0", "back_x": "-1.2", "back_y": "0"}
FIGURE = {"as_of": "2026-01-09", "source": "Laporan"}
FORMS = {
    # workers
    "change_pack": Form("operator", Guard.PAPER),
    "double_ask": Form("officer", Guard.READS, of=second_city),
    "worker_search": Form("operator", Guard.READS, {"text": "Budi"}),
    "view_save": Form(
        "operator", Guard.SAME, {"name": "Aktif", "keadaan": "ACTIVE"},
        also=("unit", "jenis", "program", "perlu", "roster", "cari", "kota"),
    ),
    "saved_view_list": Form(
        "operator", Guard.GONE, lambda sending: {"view": sending.thing.public_id, "do": "remove"}, of=saved_view,
        also=("name",),
    ),
    "worker_select": Form(
        "operator", Guard.READS, {"tindakan": "akhiri", "semua": "1"},
        also=("orang", "unit", "jenis", "keadaan", "program", "perlu", "roster", "cari", "kota"),
    ),
    "workers_end": Form(
        "operator", Guard.MOVE, lambda sending: carried(sending, {"reason": "RESIGNED", "end_date": "2027-01-31"}),
        of=make_worker_of, prepare=partial(selected, "akhiri"),
    ),
    "workers_move": Form(
        "operator", Guard.MOVE,
        lambda sending: carried(sending, {"unit": sending.world.bengkulu.office.code, "day": "2027-01-01"}),
        of=make_worker_of, prepare=partial(selected, "pindah"),
    ),
    "bulk_act_stop": Form("operator", Guard.MOVE, of=bulk_act),
    "bulk_act_again": Form("operator", Guard.MOVE, of=partial(bulk_act, stopped=True)),
    "cards_of_selection": Form(
        "operator", Guard.ONCE, lambda sending: {"layout": "A4_10", "pilihan": token_of(sending)},
        of=make_worker_of, prepare=partial(selected, "kartu"), also=("both_sides", "printer", "which", "reason"),
    ),
    "worker_export": Form(
        "operator", Guard.READS, lambda sending: {"kind": "csv", "pilihan": token_in(selected("unduh", sending))}
    ),
    "list_check": Form("operator", Guard.READS, {"people_pasted": "1771014108859001"}, also=("hasil", "halaman")),
    "list_check_export": Form("operator", Guard.READS, {"people_pasted": "1771014108859001"}),
    "worker_nik": Form("operator", Guard.READS, REVEAL, of=make_worker_of, also=("note",)),
    "worker_kpj": Form("operator", Guard.READS, REVEAL, of=make_worker_of, also=("note",)),
    "family_add": Form(
        "operator", Guard.ONCE, {"name": "Rina", "relation": "WIDOW"}, of=make_worker_of,
        also=("nik", "birth_date", "phone"),
    ),
    "family_change": Form(
        "operator", Guard.SAME, {"name": "Rina", "relation": "WIDOW"}, of="enrollment.FamilyMember",
        also=("nik", "birth_date", "phone"),
    ),
    "family_remove": Form("operator", Guard.GONE, {"reason": "DIVORCED"}, of="enrollment.FamilyMember"),
    "worker_document_add": Form(
        "operator", Guard.ONCE, {"kind": "ID_CARD", "file": scan}, of=make_worker_of, also=("note",)
    ),
    "worker_document_replace": Form(
        "operator", Guard.MOVE, {"file": partial(scan, "red")}, of="enrollment.WorkerDocument", also=("note",)
    ),
    "worker_document_withdraw": Form("operator", Guard.GONE, {"reason": "MISTAKE"}, of="enrollment.WorkerDocument"),
    "enrollment_end": Form(
        "operator", Guard.MOVE, lambda sending: {"end_date": on(sending.world, 0), "reason": "RESIGNED"},
        of="enrollment.Enrollment",
    ),
    "enrollment_change": Form(
        "operator", Guard.MOVE,
        lambda sending: {"category": sending.world.bengkulu.cadre.public_id,
                         "day": next_month(sending.world.bengkulu.today()).isoformat()},
        of="enrollment.Enrollment",
    ),
    "enrollment_wage": Form(
        "operator", Guard.MOVE,
        lambda sending: {"first_month": f"{sending.world.bengkulu.today():%Y-%m}", "last_month": "",
                         "wage": "1.750.000", "reason": "SK 12"},
        of="enrollment.Enrollment",
    ),
    "enrollment_continue": Form(
        "operator", Guard.ONCE, lambda sending: {"category": sending.world.bengkulu.cadre.public_id}, of=left_today
    ),
    "continuation_paper": Form("operator", Guard.PAPER, of=left_today),
    "correction_new": Form(
        "operator", Guard.ONCE, {"field": "phone", "right": "081234567890", "asked_by": "Budi", "evidence": "KTP"},
        of=make_worker_of,
    ),
    "correction_answer": Form("approver", Guard.MOVE, {"decision": "accept"}, of=correction, also=("reason",)),
    "correction_letter": Form("operator", Guard.PAPER, of=answered),
    "person_file": Form(
        "operator", Guard.HANDED, lambda sending: {"nik": sending.thing.nik, "asked_by": "Budi"},
        of=make_worker_of, also=("name",),
    ),
    "incident": Form(
        "auditor", Guard.READS, {"since": "2026-01-01T00:00", "until": "2026-01-02T00:00"},
        also=("user", "action", "address", "file"),
    ),
    "incident_letter": Form("auditor", Guard.READS, {"happened": "Bocor", "remedy": "Ditutup"}),
    # months
    "run_open": Form("operator", Guard.ONCE, {"month": f"{MONTH:%Y-%m}"}),
    "run_calculate": Form("operator", Guard.ONCE, of=month(calculated)),
    "run_correct": Form("operator", Guard.ONCE, {"since": f"{MONTH:%Y-%m}"}, of=month(approved)),
    "run_cancel": Form("operator", Guard.MOVE, of=month(calculated)),
    "run_approve": Form("approver", Guard.MOVE, total_of, of=month(calculated)),
    "bill_issue": Form("treasurer", Guard.ONCE, of=month(approved), also=("under_now",)),
    "bill_cancel": Form("treasurer", Guard.MOVE, {"reason": "Salah NPP"}, of=bill),
    "bill_print": Form("treasurer", Guard.PAPER, of=bill),
    "payment_record": Form(
        "treasurer", Guard.KEY, paid_bill_of, of=billed_run, also=("method", "sp2d_number", "spm_date")
    ),
    "payment_receipt": Form("treasurer", Guard.PAPER, of=paid),
    "payment_take_back": Form("treasurer", Guard.MOVE, {"reason": "Salah"}, of=paid),
    "bill_code": Form("treasurer", Guard.SAME, {"code": "1234-5678"}, of=bill),
    "bill_settle": Form("treasurer", Guard.KEY, credit_of, of=credited),
    "settlement_take_back": Form("treasurer", Guard.MOVE, {"reason": "Salah"}, of=settled),
    "recap_print": Form("treasurer", Guard.MOVE, of=month(approved)),
    "budget_print": Form("treasurer", Guard.PAPER, of=waiting_for_a_card),
    # gaps
    "gap_new": Form(
        "operator", Guard.ONCE,
        lambda sending: {"category": "GTT", "owner": "Kepala", "due_date": on(sending.world, 30)},
        of=counted, also=("unit", "note"),
    ),
    "target_new": Form(
        "operator", Guard.ONCE,
        lambda sending: {"figure": 100, "due_date": on(sending.world, 30), "owner": "Kepala", "source": "Rapat"},
        of=counted, also=("unit", "category"),
    ),
    "figure_new": Form(
        "operator", Guard.ONCE, FIGURE, of=counted,
        also=("unit", "category", "figure", "quoted_gap", "speaker", "definition", "is_reference"),
    ),
    "statistic_new": Form(
        "operator", Guard.ONCE, FIGURE | {"label": "Peserta aktif", "figure": 9}, of=counted, also=("unit", "category")
    ),
    "month_report_print": Form(
        "operator", Guard.PAPER,
        lambda sending: {"bulan": f"{last_full_month(sending.world.bengkulu.today()):%Y-%m}"}, of=counted,
    ),
    "gap_letter": Form(
        "operator", Guard.PAPER,
        lambda sending: {"unit": sending.thing.office.public_id, "due_date": on(sending.world, 30)},
        of=lacking, also=("bases",),
    ),
    "gap_assign": Form("operator", Guard.SAME, {"owner": "Kepala SD"}, of=gap(), also=("due_date", "note")),
    "gap_close": Form("operator", Guard.MOVE, {"note": "Pindah"}, of=gap()),
    "gap_reopen": Form("operator", Guard.MOVE, {"note": "Belum"}, of=gap(closed=True)),
    # cards
    "cards_print": Form(
        "operator", Guard.ONCE, {"layout": "A4_10"}, of=waiting_for_a_card,
        also=("unit", "both_sides", "printer", "which", "reason"),
    ),
    "card_order_stop": Form("operator", Guard.MOVE, of=card_order),
    "card_order_start": Form("operator", Guard.MOVE, of=partial(card_order, stopped=True)),
    "card_order_pages_again": Form(
        "operator", Guard.ONCE, {"pages": "2", "reason": "macet"}, of=partial(card_order, printed=True)
    ),
    "card_void": Form("operator", Guard.MOVE, {"reason": "LOST"}, of=issued_card, also=("note",)),
    "card_design_edit": Form(
        "operator", Guard.SAME, lambda sending: {"start_date": on(sending.world, 0), "langkah": "simpan", **STARTING},
        also=("upload",),
    ),
    "card_printer_list": Form("operator", Guard.ONCE, PRINTER, of=waiting_for_a_card),
    "card_printer": Form("operator", Guard.SAME, PRINTER, of="reports.CardPrinter"),
    "card_report": Form(None, Guard.ONCE, {"place": "Pos", "note": "Ditempel"}, also=("contact",)),
    "card_report_close": Form("operator", Guard.MOVE, {"outcome": "Asli"}, of="reports.CardReport"),
    "enrollment_slip": Form("operator", Guard.PAPER, of=enrollment),
    # papers
    "coverage_paper": Form("operator", Guard.PAPER, of=counted, also=("unit",)),
    "coverage_city_paper": Form("operator", Guard.PAPER, of=counted, also=("unit",)),
    "agreement_paper": Form("operator", Guard.PAPER, of="agreements.Agreement"),
    "circular_paper": Form("operator", Guard.PAPER, of="agreements.Circular"),
    "expiry_paper": Form("operator", Guard.PAPER),
}  # fmt: skip
