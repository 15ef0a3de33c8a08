"""Files of the bank: sent up, looked at row by row, and accepted as payments by the treasurer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped, rupiah
from contributions.bank import acceptance, files, matching, shown
from contributions.bank.matching import How
from contributions.forms.bank import BankColumnsForm, BankExactForm, BankFileForm, BankRowForm
from contributions.models import BankRow, Bill
from contributions.views import found, shown_bills
from enrollment import work_progress
from enrollment.reader.choosing import letter
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.fresh import fresh


PAGE = 50  # rows
EXACT = "tepat"
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
    counts = files.counted([*page])
    context = {
        "files": [
            {
                "url": file.get_absolute_url(), "name": file.called, "at": file.received_at, "by": file.received_by,
                "place": file.municipality.name if several else "", **counts[file.pk],
                "state": "" if counts[file.pk]["rows"] else state_of(file),
            }
            for file in page
        ],
        "form": form if may_record(request) else None,
        **paging.beside(request, page),
    }  # fmt: skip
    return render(request, "contributions/bank_list.html", context, status=status)


def state_of(file):
    """What is to be done before there are rows."""
    job = shown.progress(file, at=timezone.now())
    if work_progress.is_busy(job):
        return _("sedang dibaca")
    return _("tidak terbaca") if job else _("kolomnya belum ditunjuk")


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
            file = files.receive(**given, by=request.user, role=request.role, at=at)
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
    job = shown.progress(file, at=timezone.now())
    context = {
        "file": file, "may_record": may_record(request), "form": None, "cells": [], "letters": [], "rows": [],
        "bills": [], "counts": files.counted([file])[file.pk], "job": job, "exact": None, "chips": [],
        "previous_url": "", "next_url": "",
    }  # fmt: skip
    if context["counts"]["rows"]:
        context |= rows_part(request, file)
    elif context["may_record"] and file.cells and not work_progress.is_busy(job):
        cells = files.first_rows(file)
        letters = [letter(place) for place in range(max(map(len, cells)))]
        cells = [[*row, *[""] * (len(letters) - len(row))] for row in cells]
        context |= {"form": form or BankColumnsForm(cells=cells), "cells": cells, "letters": letters}
    if context["rows"] or context["cells"]:
        files.look(file=file, by=request.user, at=timezone.now())
    return render(request, "contributions/bank_file.html", context, status=status)


def rows_part(request, file):
    """A page of the rows, all of them or those that leave no doubt."""
    known, wanted = matching.Known(file), request.GET.get("hasil") == EXACT
    exact = acceptance.exact(file, known)
    rows = file.bank_rows.select_related("payment__bill__run")
    if wanted:
        rows = rows.filter(pk__in=[match.row.pk for match in exact.matches])
    page = paging.page_of(request, rows, PAGE)
    chips = [(_("Semua baris"), file.bank_rows.count(), ""), (_("Cocok tepat"), len(exact.matches), f"?hasil={EXACT}")]
    return {
        "rows": [row_of(match) for match in matching.of(file, page, known)],
        "bills": [bill_option(bill) for bill in matching.payable(file.municipality)],
        "exact": {"count": len(exact.matches), "total": exact.total, "mark": exact.mark} if exact.matches else None,
        "chips": [
            {"label": f"{label} ({grouped(count)})", "url": request.path + query, "current": bool(query) == wanted}
            for label, count, query in chips
        ],
        **paging.beside(request, page),
    }


@require_safe
@requires(Permission.RECORD_PAYMENT)
def bank_progress(request, public_id):
    """The part that htmx asks for again and again; when the file is read the whole page comes anew."""
    file = file_or_404(request, public_id)
    job = shown.progress(file, at=timezone.now(), asked=request.GET.get("ke", ""))
    if not work_progress.is_busy(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "contributions/_at_work.html", {"url": request.path, "job": job})


def bill_option(bill):
    where = f" ({bill.place.name})" if bill.place else ""
    label = _("Tagihan %(number)s%(where)s, sisa %(left)s")
    return {
        "number": bill.number,
        "label": label % {"number": bill.number, "where": where, "left": rupiah(bill.left)},
    }


def row_of(match):
    row, bill = match.row, match.bill
    label, status = STATES[match.how] if row.fault != BankRow.Fault.INCOMING else (_("uang masuk"), "NONE")
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
        yield _(
            "Tidak menyebut kode iuran atau nomor tagihan yang berlaku, dan tidak ada tagihan yang terbit sampai hari "
            "itu dengan sisa tepat sebesar ini."
        )
    elif match.is_proposed and row.amount < bill.left:
        yield _("Sebagian: sesudahnya masih sisa %(left)s.") % {"left": rupiah(bill.left - row.amount)}
    elif match.is_proposed and row.amount > bill.left:
        yield _("Lebih %(more)s dari sisanya.") % {"more": rupiah(row.amount - bill.left)}


@require_POST
@requires(Permission.RECORD_PAYMENT)
def bank_columns(request, public_id):
    file = file_or_404(request, public_id)
    form = BankColumnsForm(request.POST, cells=files.first_rows(file))
    if form.is_valid():
        told = {"head": form.cleaned_data["head"], "columns": form.columns()}
        try:
            files.tell_columns(file=file, **told, by=request.user, role=request.role, at=timezone.now())
        except files.ColumnsMissing as refusal:
            form.add_error(None, str(refusal))
        except files.ColumnsKnown as refusal:
            messages.info(request, str(refusal))
    if form.errors and file.cells:
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
        request, acceptance.accept, harmless=(acceptance.RowRecorded,), row=row, bill=bill,
        seen=form.cleaned_data["seen"], at=timezone.now(),
    )  # fmt: skip
    if made:
        messages.success(request, shown_bills.after_payment(made))
    return redirect(f"{file.get_absolute_url()}#baris-{row.number}")


@require_POST
@requires(Permission.RECORD_PAYMENT)
@fresh
def bank_accept_exact(request, public_id):
    file = file_or_404(request, public_id)
    form = BankExactForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Lihat dulu baris yang cocok tepat, lalu catat dari sana."))
        return redirect(file)
    made = found.tried(
        request, acceptance.accept_exact, harmless=(acceptance.RowRecorded,), file=file, at=timezone.now(),
        **form.cleaned_data,
    )  # fmt: skip
    if made:
        said = {"count": grouped(len(made)), "total": rupiah(sum(payment.amount for payment in made))}
        messages.success(request, _("%(count)s pembayaran tercatat, jumlahnya %(total)s.") % said)
    return redirect(file)


def file_or_404(request, public_id):
    return get_object_or_404(files.of(request.municipalities).select_related("municipality"), public_id=public_id)
