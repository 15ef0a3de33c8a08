"""Files of the bank: sent up, looked at row by row, and accepted as payments by the treasurer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from common.rupiah import rupiah
from contributions.bank import files, matching
from contributions.bank.matching import How
from contributions.forms.bank import BankColumnsForm, BankFileForm, BankRowForm
from contributions.models import Bill
from contributions.views import found, shown_bills
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.fresh import fresh


PAGE = 50  # rows
LOOKED_AT = 8  # rows of a file whose columns are to be told
STATES = {
    How.RECORDED: (lazy("tercatat"), "DONE"),
    How.TAKEN_BACK: (lazy("ditarik lagi"), "WARNING"),
    How.CODE: (lazy("kode iurannya cocok"), "ACCEPTED"),
    How.NUMBER: (lazy("nomor tagihannya cocok"), "ACCEPTED"),
    How.AMOUNT: (lazy("jumlahnya cocok"), "ACCEPTED"),
    How.PAID: (lazy("tagihannya sudah lunas"), "WARNING"),
    How.TWICE: (lazy("sudah tercatat dari sumber lain"), "WARNING"),
    How.SEVERAL: (lazy("cocok dengan beberapa tagihan"), "WARNING"),
    How.NOTHING: (lazy("belum cocok"), "NONE"),
    How.UNREADABLE: (lazy("tidak terbaca"), "WARNING"),
}


@require_safe
@requires(Permission.RECORD_PAYMENT)
def bank_list(request):
    return listing(request, BankFileForm())


def listing(request, form, status=200):
    several = len(request.municipalities) > 1
    page = paging.page_of(request, files.of(request.municipalities).select_related("municipality"), PAGE)
    context = {
        "files": [
            {
                "url": file.get_absolute_url(), "name": file.name, "at": file.received_at, "by": file.received_by,
                "place": file.municipality.name if several else "", **counted(file),
            }
            for file in page
        ],
        "form": form if may_record(request) else None,
        **paging.beside(request, page),
    }  # fmt: skip
    return render(request, "contributions/bank_list.html", context, status=status)


def counted(file):
    rows = file.bank_rows.all()
    return {"rows": rows.count(), "recorded": rows.exclude(payment=None).count()}


def may_record(request):
    return bool(request.municipality) and may(request.role, Permission.RECORD_PAYMENT)


@require_POST
@requires(Permission.RECORD_PAYMENT)
def bank_upload(request):
    form = BankFileForm(request.POST, request.FILES)
    if form.is_valid():
        sent, at = form.cleaned_data["file"], timezone.now()
        given = {"municipality": request.municipality, "path": sent.temporary_file_path(), "name": sent.name}
        try:
            file = files.receive(**given, by=request.user, at=at)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            if file.received_at != at:
                said = _("Berkas ini sudah diunggah %(day)s oleh %(by)s. Ini hasilnya.")
                day = f"{file.municipality.day_of(file.received_at):%d-%m-%Y}"
                messages.info(request, said % {"day": day, "by": file.received_by})
            return redirect(file)
    return listing(request, form, status=422)


@require_safe
@requires(Permission.RECORD_PAYMENT)
def bank_file(request, public_id):
    return detail(request, file_or_404(request, public_id))


def detail(request, file, form=None, status=200):
    context = {
        "file": file, "may_record": may_record(request), "form": None, "cells": [], "rows": [], "bills": [],
        "counts": counted(file), "previous_url": "", "next_url": "",
    }  # fmt: skip
    if file.columns:
        rows = file.bank_rows.select_related("payment__bill__run")
        page = paging.page_of(request, rows, PAGE)
        context |= {
            "rows": [row_of(match) for match in matching.of(file, page)],
            "bills": [bill_option(bill) for bill in matching.payable(file.municipality)],
            **paging.beside(request, page),
        }
    elif context["may_record"]:
        cells = files.kept_cells(file)[:LOOKED_AT]
        context |= {"form": form or BankColumnsForm(cells=cells), "cells": cells}
    return render(request, "contributions/bank_file.html", context, status=status)


def bill_option(bill):
    label = _("Tagihan %(number)s, sisa %(left)s")
    return {"number": bill.number, "label": label % {"number": bill.number, "left": rupiah(bill.left)}}


def row_of(match):
    row, bill = match.row, match.bill
    label, status = STATES[match.how]
    return {
        "number": row.number,
        "date": row.payment_date,
        "amount": row.amount,
        "description": row.description,
        "reference": row.reference,
        "status": status,
        "status_label": label,
        "sentence": sentence(match),
        "how": match.how.value,
        "bill": {"number": bill.number, "url": bill.run.get_absolute_url()} if bill else None,
        "is_proposed": match.is_proposed,
        "may_choose": match.how in (How.NOTHING, How.SEVERAL, How.PAID, How.TWICE),
    }


def sentence(match):
    said = [*said_of(match)]
    if match.repeats:
        said.append(_("Nomor bukti ini ada di lebih dari satu baris."))
    return " ".join(said)


def said_of(match):
    row, bill = match.row, match.bill
    if match.how is How.UNREADABLE:
        yield row.get_fault_display().capitalize() + "."
    elif match.how is How.RECORDED:
        yield _("Tanda terima nomor %(number)s.") % {"number": row.payment.number}
    elif match.how is How.TAKEN_BACK:
        yield _("Tanda terima nomor %(number)s ditarik; bila perlu catat lagi dengan tangan.") % {
            "number": row.payment.number
        }
    elif match.how is How.TWICE:
        numbers = ", ".join(str(payment.number) for payment in match.others)
        yield _("Nomor bukti dan jumlah ini ada pada tanda terima nomor %(numbers)s.") % {"numbers": numbers}
    elif match.how is How.SEVERAL:
        numbers = ", ".join(str(other.number) for other in match.others)
        yield _("Sisa tagihan nomor %(numbers)s sebesar ini.") % {"numbers": numbers}
    elif match.how is How.NOTHING:
        yield _("Tidak menyebut kode iuran atau nomor tagihan, dan tidak ada tagihan bersisa tepat sebesar ini.")
    elif match.is_proposed and row.amount < bill.left:
        yield _("Sebagian: sesudahnya masih sisa %(left)s.") % {"left": rupiah(bill.left - row.amount)}
    elif match.is_proposed and row.amount > bill.left:
        yield _("Lebih %(more)s dari sisanya.") % {"more": rupiah(row.amount - bill.left)}


@require_POST
@requires(Permission.RECORD_PAYMENT)
def bank_columns(request, public_id):
    file = file_or_404(request, public_id)
    form = BankColumnsForm(request.POST, cells=files.kept_cells(file)[:LOOKED_AT])
    if form.is_valid():
        try:
            files.tell_columns(
                file=file, head=form.cleaned_data["head"], columns=form.columns(), by=request.user, at=timezone.now()
            )
        except files.ColumnsMissing as refusal:
            form.add_error(None, str(refusal))
        except files.ColumnsKnown as refusal:
            messages.info(request, str(refusal))
    if form.errors:
        return detail(request, file, form, status=422)
    return redirect(file)


@require_POST
@requires(Permission.RECORD_PAYMENT)
@fresh
def bank_accept(request, public_id):
    file = file_or_404(request, public_id)
    form = BankRowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih tagihan yang dibayar baris ini."))
        return redirect(file)
    row = get_object_or_404(file.bank_rows, number=form.cleaned_data["row"])
    try:
        bill = matching.bill_with(file.municipality, form.cleaned_data["bill"])
    except Bill.DoesNotExist as error:
        raise Http404 from error
    made = found.tried(
        request, files.accept, harmless=(files.RowRecorded,), row=row, bill=bill, seen=form.cleaned_data["seen"],
        at=timezone.now(),
    )  # fmt: skip
    if made:
        messages.success(request, shown_bills.after_payment(made))
    return redirect(f"{file.get_absolute_url()}#baris-{row.number}")


def file_or_404(request, public_id):
    return get_object_or_404(files.of(request.municipalities).select_related("municipality"), public_id=public_id)
