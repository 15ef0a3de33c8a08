"""What a roster asks of people, what each may answer, and what has been answered."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import first_day, month_name, next_month
from common.rupiah import grouped
from enrollment import checking, enrollments, mapping_pages, previews, wages
from enrollment.messages import label
from enrollment.models import Roster, RosterRow
from enrollment.staging.repairs import NIK_REPAIR
from municipalities.roles import ROLE_LABELS, Permission, may


Status = Roster.Status
ANSWERS = {
    "DATE_ORDER_DAY_FIRST": gettext_lazy("Tanggal lebih dulu, seperti 17-08"),
    "DATE_ORDER_MONTH_FIRST": gettext_lazy("Bulan lebih dulu, seperti 08-17"),
    "WAGE_UNIT": gettext_lazy("Ya, dalam ribuan rupiah"),
    "WAGE_FALL": gettext_lazy("Benar, upahnya memang turun"),
    "ADDITIONS": gettext_lazy("Berkas ini hanya berisi tambahan"),
    "MISSING_MANY": gettext_lazy("Memang hanya sebagian"),
    "LEAVE_HIDDEN_ROWS": gettext_lazy("Tinggalkan baris tersembunyi"),
    NIK_REPAIR: gettext_lazy("Terima usulan perbaikan NIK"),
}


def sheets(roster):
    return [sheet if isinstance(sheet, str) else sheet["name"] for sheet in roster.reading.get("sheets", [])]


def described_sheets(roster):
    """The sheets to choose from, each with what tells it from the others."""
    told = {sheet["name"]: sheet for sheet in roster.samples.get("sheets", [])}
    return [{"name": name, "about": about_sheet(told.get(name)) if told else ""} for name in sheets(roster)]


def about_sheet(sheet):
    if not sheet:
        return _("kosong")
    return " · ".join([_("%(count)s baris berisi") % {"count": grouped(sheet["rows"])}, *sheet["first"]])


def options(roster):
    """Every code that whoever works on the roster may accept now: answers to the question, and offers."""
    reading = roster.reading
    asked = reading.get("question") or {}
    found = [*asked.get("options", []), *(each for notice in reading.get("notices", []) for each in offers(notice))]
    found = [code for code in found if code != checking.WAGE_FALL]  # has a door of its own: roster_confirm
    return found + ([NIK_REPAIR] if repair_is_offered(roster) else [])


def offers(notice):
    return notice.get("options", [])


def repair_is_offered(roster):
    return roster.status == Status.CHECKED and previews.has_proposals(roster)


def question(roster, by, role):
    """What holds the file, and what this person may answer to it."""
    asked = roster.reading["question"]
    choose, fallen = asked["code"] == "CHOOSE_SHEET", asked["code"] == checking.WAGE_FALL
    maps = asked["code"] == mapping_pages.MAP_COLUMNS
    confirms = fallen and by != roster.received_by and may(role, Permission.CONFIRM_WAGES)
    answers_it = not fallen and may(role, Permission.UPLOAD_ROSTER)
    return {
        "text": roster.reading["message"],
        "for_others": who_confirms() if fallen and not confirms else "",
        "confirms": confirms,
        "options": answers(asked.get("options", [])) if confirms or (answers_it and not choose) else [],
        "sheets": described_sheets(roster) if choose and answers_it else [],
        "map_url": reverse("roster_map", args=[roster.public_id]) if maps and answers_it else "",
    }


def who_confirms():
    roles = [str(label) for role, label in ROLE_LABELS.items() if may(role, Permission.CONFIRM_WAGES)]
    words = {"who": _(" atau ").join(roles)}
    return _("Yang dapat menjawab: %(who)s, selain orang yang mengunggah. Tugas ini muncul di beranda mereka.") % words


def answered(roster):
    """What people have answered so far, in words; it can be taken back until the roster is saved."""
    if roster.status not in (Status.CHECKED, Status.WAITING):
        return []
    # Who types a few people in has not been asked whether others are missing, and answers nothing by it.
    given = [code for code in roster.accepted if code != checking.ADDITIONS or not roster.is_typed]
    found = [str(ANSWERS.get(code, code)) for code in given]
    if roster.columns:
        found.insert(0, _("Kolom dipilih sendiri"))
    asked = (roster.reading.get("question") or {}).get("code")
    if roster.sheet and len(sheets(roster)) > 1 and asked != "CHOOSE_SHEET":
        found.insert(0, _("Lembar %(sheet)s") % {"sheet": roster.sheet})
    return found


def columns(roster):
    """Where the header was found, which column is read as what, and what is not read."""
    reading = roster.reading
    return {
        "header_row": reading.get("header_row"),
        "read": [{"label": label(name), "header": header} for name, header in reading.get("mapping", {}).items()]
        if not roster.is_typed
        else [],
        "ignored": reading.get("ignored", []),
        "remembered_from": reading.get("remembered_from"),
        "may_choose": roster.status == Status.CHECKED,
    }


def answers(codes):
    return [{"value": code, "label": ANSWERS.get(code, _("Ya, lanjutkan"))} for code in codes]


def notices(roster):
    """What concerns the whole file and stops nothing; some of it can be decided otherwise."""
    taken = set(roster.accepted)
    found = [
        {"text": notice["message"], "options": answers([code for code in offers(notice) if code not in taken])}
        for notice in roster.reading.get("notices", [])
    ]
    if repair_is_offered(roster):
        text = _("Beberapa NIK rusak oleh Excel cocok dengan tepat satu orang yang sudah terdaftar.")
        found.append({"text": text, "options": answers([NIK_REPAIR])})
    found += [{"text": text, "options": []} for text in (*told_of_wages(roster), told_of_late(roster)) if text]
    return found


def told_of_wages(roster):
    """From when the wages it changes count, where that is not this month; and which that follow stay."""
    this_month = first_day(roster.municipality.today())
    count, followed = wages.changed_by(roster)
    words = {"count": grouped(count), "month": month_name(roster.month), "followed": grouped(followed)}
    if count and roster.month > this_month:
        yield _("Upah %(count)s orang berubah mulai %(month)s; sampai bulan sebelumnya tetap upah yang lama.") % words
    if count and roster.month < this_month:
        yield (
            _(
                "Upah %(count)s orang berubah mulai %(month)s, bulan dari tanggal mulai roster ini. Bulan yang sudah "
                "disetujui tidak berubah; selisihnya dihitung dengan iuran koreksi."
            )
            % words
        )
    if followed:
        yield (
            _(
                "%(followed)s orang di antaranya sudah tercatat dengan upah lain mulai bulan sesudah %(month)s. Upah "
                "yang menyusul itu tetap; roster ini hanya mengubah bulan-bulan sebelumnya."
            )
            % words
        )


def told_of_late(roster):
    """Who begins in a month that is approved, and how the city pays for it; "" where nobody does."""
    approved = enrollments.approved_through(roster.municipality) if roster.new else None
    if approved is None:
        return ""
    rows = RosterRow.objects.filter(
        municipality_id=roster.municipality_id, roster=roster, outcome="NEW", start_date__lt=next_month(approved)
    )
    count = rows.count()
    words = _(
        "%(count)s orang baru mulai sebelum %(month)s, padahal iuran sampai %(approved)s sudah disetujui. Bulan "
        "mereka yang sudah disetujui dihitung dengan iuran koreksi."
    )
    named = {"month": month_name(next_month(approved)), "approved": month_name(approved)}
    return words % {"count": grouped(count), **named} if count else ""
