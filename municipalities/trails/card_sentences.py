"""What the trail says of coverage, cards and papers: a part of municipalities/trails/sentences.py."""

from django.utils.translation import gettext_lazy as _


SENTENCES = {
    # coverage
    "unit_gap.moved": _("memperbarui tindak lanjut kesenjangan {label}"),
    "gap_target.set": _("menetapkan sasaran {figure} pekerja untuk {label}"),
    "population_figure.recorded": _("mencatat jumlah non-ASN {label}: {figure}"),
    "branch_statistic.recorded": _("mencatat statistik cabang {label}: {figure}"),
    # cards and papers
    "cards.ordered": _("meminta cetakan kartu nomor {label}"),
    "cards.printed": _("mencetak {cards} kartu"),
    "cards.stopped": _("menghentikan cetakan kartu nomor {label}"),
    "card.voided": _("mencabut kartu ke-{label} seseorang"),
    "card_design.written": _("menulis desain kartu versi {version}, berlaku mulai {day}"),
    "card_printer.kept": _("menyimpan penyesuaian printer {label}"),
    "card_report.received": _("menerima laporan kartu palsu"),
    "card_report.closed": _("menutup laporan kartu palsu {label}"),
    "card_reports.viewed": _("membuka laporan kartu palsu"),
    "card_batch.planned": _("merencanakan penyerahan {cards} kartu dalam {sessions} sesi"),
    "card_batch.days_recorded": _("mencatat tanggal kartu dari penyerahan {label}"),
    "handover_session.added": _("menambah sesi {session} untuk {cards} kartu pada penyerahan {label}"),
    "handover_session.changed": _("mengubah sesi {session} dari penyerahan {label}"),
    "handover_unit.moved": _("memindahkan {cards} kartu {unit} ke sesi {session} dari penyerahan {label}"),
    "card_batch.viewed": _("membuka penyerahan kartu {label}"),
    "cards.handed_over": _("menyerahkan {cards} kartu dari penyerahan {label}"),
    "card.taken_back": _("membatalkan penyerahan kartu nomor {number} dari penyerahan {label}"),
    "paper.kept": _("mencetak dan menyimpan {label}"),
    "paper.of_branch_taken": _("mencetak serah terima tugas cabang, di dalamnya keadaan kota ini"),
    "paper.printed_again": _("mencetak ulang {label}"),
}
