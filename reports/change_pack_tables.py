"""The tables of a change pack, each cut to so many rows, in the words of the paper."""

from django.utils.translation import gettext as _

from claims.models import Claim
from common.months import month_name
from common.rupiah import grouped, rupiah
from common.templatetags.payung import percent
from municipalities.roles import ROLE_LABELS
from reports.papers.change_pack import Column, Table
from reports.worklist import LABELS, SIDES, Kind
from reports.worklist_pages import state


def number(label, width):
    return Column(label=label, width=width, is_number=True)


def table(title, columns, rows, most, **more):
    """`most` rows of them, and how many are left out."""
    return Table(title=title, columns=columns, rows=rows[:most], more=max(len(rows) - most, 0), **more)


def written(day):
    return f"{day:%d-%m-%Y}" if day else "-"


def facts_of_city(here, role, by):
    return [
        (_("Menyerahkan"), f"{by}, {ROLE_LABELS[role]}"),
        (_("Terdaftar hari ini"), _("%(people)s orang; %(without)s belum punya KPJ") % {
            "people": grouped(here.active), "without": grouped(here.without_kpj)
        }),
        (_("Roster terakhir dikirim"), written(here.last_sent) if here.last_sent else _("belum pernah")),
    ]  # fmt: skip


def facts_of_branch(facts, role, by):
    late = sum(item.is_late for item in facts.items)
    return [
        (_("Menyerahkan"), f"{by}, {ROLE_LABELS[role]}"),
        (_("Kota yang dilayani"), grouped(len(facts.standings))),
        (_("Terdaftar hari ini"), _("%(people)s orang") % {
            "people": grouped(sum(here.active for here in facts.standings))
        }),
        (_("Daftar kerja"), _("%(items)s hal terbuka, %(late)s lewat batasnya") % {
            "items": grouped(len(facts.items)), "late": grouped(late)
        }),
    ]  # fmt: skip


def state_of_city(facts, rows):
    (here,) = facts.standings
    (city,) = facts.cities.values()
    return [
        agreements(here, rows), coverage(city, rows), money(here, rows), claims(facts, here, rows),
        cards(facts, rows), people(facts, rows),
    ]  # fmt: skip


def agreements(here, most):
    rows = [
        (each.pks_number or "-", each.title, written(each.last_day), grouped((each.last_day - here.day).days))
        for each in here.in_force
    ]
    columns = [
        Column(label=_("Nomor"), width="38mm"), Column(label=_("Perjanjian")), Column(label=_("Sampai"), width="22mm"),
        number(_("Hari lagi"), "18mm"),
    ]  # fmt: skip
    return table(_("Perjanjian yang berlaku"), columns, rows, most, none=_("Tidak ada perjanjian yang berlaku."))


def coverage(city, most):
    known = [each for each in city.populations() if each.is_known]
    rows = [
        (
            each.title, grouped(each.chosen.figure), grouped(each.active), grouped(each.chosen.gap),
            source_of(each.chosen),
        )
        for each in known
    ]  # fmt: skip
    columns = [
        Column(label=_("Jenis pekerja"), width="40mm"), number(_("Seluruhnya"), "20mm"),
        number(_("Terlindungi"), "21mm"), number(_("Belum"), "16mm"), Column(label=_("Sumber jumlah dan tanggalnya")),
    ]  # fmt: skip
    none = _("Belum ada jumlah seluruhnya yang diketahui.")
    return table(_("Yang terlindungi dan yang belum"), columns, rows, most, none=none)


def source_of(row):
    said = f"{row.source}, {written(row.as_of)}"
    return _("%(source)s (rekaan)") % {"source": said} if row.is_invented else said


def money(here, most):
    run = here.run
    said = _("Iuran %(month)s: belum dihitung.") % {"month": month_name(here.month)}
    if run is not None:
        said = _("Iuran %(month)s: %(total)s untuk %(workers)s pekerja, %(state)s.") % {
            "month": month_name(here.month), "total": rupiah(run.total), "workers": grouped(run.workers),
            "state": run.get_status_display(),
        }  # fmt: skip
    rows = [
        (
            _("Nomor %(number)s") % {"number": bill.number}, month_name(bill.month), written(bill.due_date),
            grouped(bill.left),
            _("menunggak %(days)s hari") % {"days": grouped((here.day - bill.due_date).days)}
            if bill.due_date < here.day else _("belum jatuh tempo"),
        )
        for bill in here.unpaid
    ]  # fmt: skip
    columns = [
        Column(label=_("Tagihan")), Column(label=_("Bulan"), width="32mm"),
        Column(label=_("Jatuh tempo"), width="24mm"), number(_("Sisa (Rp)"), "30mm"),
        Column(label=_("Keadaan"), width="38mm"),
    ]  # fmt: skip
    left = _("Sisa semuanya %(left)s.") % {"left": rupiah(sum(bill.left for bill in here.unpaid))}
    return table(
        _("Iuran dan tunggakan"), columns, rows, most, note=f"{said} {left}" if rows else said,
        none=_("Tidak ada tagihan yang belum lunas."),
    )  # fmt: skip


def claims(facts, here, most):
    rows = [
        (item.title, SIDES[item.side], written(item.due), state(item)[1])
        for item in facts.items
        if item.kind == Kind.CLAIM
    ]
    columns = [
        Column(label=_("Klaim dan yang ditunggu")), Column(label=_("Giliran"), width="20mm"),
        Column(label=_("Batas"), width="24mm"), Column(label=_("Keadaan"), width="34mm"),
    ]  # fmt: skip
    count = here.claims
    going = [status for status in Claim.Status if count[status] and status not in (*Claim.DEAD, Claim.Status.PAID)]
    note = ", ".join(f"{status.label} {grouped(count[status])}" for status in going)
    return table(
        _("Klaim terbuka (%(count)s)") % {"count": grouped(here.open_claims)}, columns, rows, most,
        note=_("Menurut langkahnya: %(states)s.") % {"states": note} if note else "",
        none=_("Tidak ada batas waktu klaim yang berjalan."),
    )  # fmt: skip


def cards(facts, most):
    rows = [
        (batch.title, written(batch.date), grouped(batch.cards), grouped(batch.cards - batch.handed_over))
        for batch in facts.batches
    ]
    columns = [
        Column(label=_("Penyerahan")), Column(label=_("Tanggal"), width="24mm"), number(_("Kartu"), "20mm"),
        number(_("Belum diserahkan"), "32mm"),
    ]  # fmt: skip
    return table(_("Kartu yang belum diserahkan"), columns, rows, most, none=_("Tidak ada sisa kartu."))


def people(facts, most):
    rows = [
        (f"{each.role_label}, {each.place}", str(each.user), written(each.start_date), written(each.end_date))
        for each in facts.scopes
    ]
    rows += [
        (each.office.name, each.name, written(each.start_date), written(each.end_date)) for each in facts.officials
    ]
    columns = [
        Column(label=_("Jabatan atau peran"), width="70mm"), Column(label=_("Nama")),
        Column(label=_("Sejak"), width="22mm"), Column(label=_("Sampai"), width="22mm"),
    ]  # fmt: skip
    return table(
        _("Siapa memegang apa"), columns, rows, most,
        note=_("Akun dan peran lain dilihat oleh yang mengaturnya: admin kota, atau kepala cabang."),
        none=_("Belum ada pejabat yang dicatat."),
    )  # fmt: skip


def state_of_branch(facts, most):
    rows = [city_row(here, facts.cities[here.municipality.pk]) for here in facts.standings]
    columns = [
        Column(label=_("Kota/kabupaten")), Column(label=_("Perjanjian sampai"), width="21mm"),
        number(_("Terlindungi"), "20mm"), number(_("Cakupan"), "16mm"), number(_("Belum"), "15mm"),
        number(_("Iuran bulan lalu (Rp)"), "25mm"), number(_("Tunggakan (Rp)"), "23mm"), number(_("Klaim"), "12mm"),
    ]  # fmt: skip
    return [
        table(_("Keadaan tiap kota"), columns, rows, most * 2, none=_("Belum ada kota di cabang ini.")),
        sources(facts, most),
        cards(facts, most),
        people(facts, most),
    ]


def sources(facts, most):
    """What the gap of each city is reckoned with."""
    rows = [
        (city.municipality.name, each.title, grouped(each.chosen.figure), source_of(each.chosen))
        for city in facts.cities.values()
        for each in city.populations()
        if each.is_known
    ]
    columns = [
        Column(label=_("Kota/kabupaten"), width="32mm"), Column(label=_("Jenis pekerja"), width="40mm"),
        number(_("Seluruhnya"), "20mm"), Column(label=_("Sumber jumlah dan tanggalnya")),
    ]  # fmt: skip
    none = _("Belum ada jumlah seluruhnya yang diketahui.")
    return table(_("Jumlah seluruhnya, untuk menghitung yang belum"), columns, rows, most, none=none)


def city_row(here, city):
    headline = city.headline()
    late = sum(bill.left for bill in here.unpaid if bill.due_date < here.day)
    return (
        here.municipality.name, written(here.in_force[0].last_day) if here.in_force else _("tidak ada"),
        grouped(here.active), percent(headline.active, headline.figure) if headline.figure else "-",
        grouped(headline.gap) if headline.figure else "-", grouped(here.run.total) if here.run else "-",
        grouped(late), grouped(here.open_claims),
    )  # fmt: skip


def tasks_of(facts, most):
    several = len(facts.standings) > 1
    return [own_tasks(facts, most), clocks(facts, most * 2 if several else most), gaps(facts, most)]


def own_tasks(facts, most):
    rows = [(duty.title, duty.detail, written(duty.due_date), str(duty.status_label)) for duty in facts.own]
    columns = [
        Column(label=_("Tugas")), Column(label=_("Keterangan"), width="62mm"),
        Column(label=_("Jatuh tempo"), width="22mm"), Column(label=_("Keadaan"), width="22mm"),
    ]  # fmt: skip
    return table(_("Harus dikerjakan peran ini"), columns, rows, most, none=_("Tidak ada tugas terbuka."))


def clocks(facts, most):
    several = len(facts.standings) > 1
    rows = [
        (
            f"{LABELS[Kind(item.kind)]}: {item.title}" + (f" ({item.city.name})" if several else ""),
            SIDES[item.side], written(item.since), written(item.due), state(item)[1],
        )
        for item in facts.items
        if several or item.kind != Kind.CLAIM  # those of one city stand on its first page
    ]  # fmt: skip
    columns = [
        Column(label=_("Yang ditunggu")), Column(label=_("Giliran"), width="17mm"),
        Column(label=_("Sejak"), width="21mm"), Column(label=_("Batas"), width="21mm"),
        Column(label=_("Keadaan"), width="30mm"),
    ]  # fmt: skip
    return table(_("Batas waktu yang berjalan"), columns, rows, most, none=_("Tidak ada yang menunggu."))


def gaps(facts, most):
    several = len(facts.standings) > 1
    opened = [
        (city.municipality.name, gap, city.day)
        for city in facts.cities.values()
        for gap in [*city.tasks, *city.gaps]
        if gap.status != gap.Status.DONE
    ]
    opened.sort(key=lambda each: (each[1].due_date is None, each[1].due_date or each[2]))
    rows = [
        (
            ", ".join([gap.unit.name, gap.kind, *([name] if several and name != gap.unit.name else [])]),
            _("belum diketahui") if gap.missing is None else grouped(gap.missing),
            gap.owner or "-",
            written(gap.due_date) + (" " + _("(lewat)") if gap.is_late(day) else ""),
        )
        for name, gap, day in opened
    ]  # fmt: skip
    columns = [
        Column(label=_("Kesenjangan")), number(_("Orang"), "24mm"), Column(label=_("Penanggung jawab"), width="46mm"),
        Column(label=_("Jatuh tempo"), width="32mm"),
    ]  # fmt: skip
    return table(_("Kesenjangan terbuka"), columns, rows, most, none=_("Tidak ada kesenjangan terbuka."))
