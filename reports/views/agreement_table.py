"""What lies on the table of an agreement, as its page shows it: what to do now, its versions, signatures and scans."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import drafts, hints, next_steps
from agreements.models import Agreement, Side
from municipalities.roles import Permission
from reports import agreement_papers


Status = Agreement.Status
MOVES = {
    (Status.DRAFT, Status.IN_REVIEW): gettext_lazy("Diajukan kepada pihak lain"),
    (Status.IN_REVIEW, Status.DRAFT): gettext_lazy("Ditarik kembali menjadi konsep"),
    (Status.IN_REVIEW, Status.IN_REVIEW): gettext_lazy("Catatan"),
    (Status.IN_REVIEW, Status.AGREED): gettext_lazy("Naskah disetujui"),
    (Status.AGREED, Status.IN_REVIEW): gettext_lazy("Pembahasan dibuka lagi"),
    (Status.AGREED, Status.SIGNED): gettext_lazy("Ditandatangani kedua pihak"),
    (Status.AGREED, Status.AGREED): gettext_lazy("Nomor seri e-meterai diganti"),
    (Status.SIGNED, Status.SIGNED): gettext_lazy("Nomor seri e-meterai diganti"),
    (Status.SIGNED, Status.ENDED): gettext_lazy("Diakhiri"),
}


def beside(agreement, *, role, by, day):
    """For the person who looks: `steps` (agreements.next_steps), said in `now`, and the lists below it."""
    steps = next_steps.steps(agreement, role=role, by=by, day=day)
    versions = list(agreement.versions.select_related("by"))
    known = next_steps.last_known_to(agreement, steps.side)
    scans = list(agreement.scans.select_related("by"))
    newer = {each.replaces_id: each for each in scans}
    return {
        "steps": steps,
        "now": list(said(agreement, steps)),
        "hints": hints.of_agreement(agreement, day=day) if agreement.status in drafts.OPEN else [],
        "known": known.number if known and versions[-1].number != known.number else 0,
        "versions": [version(each, agreement) for each in reversed(versions)],
        "signatures": [signature(each, agreement) for each in agreement.signatures.select_related("by")],
        "scans": [
            scan(each, agreement, steps, newer.get(each.pk))
            for each in sorted(scans, key=lambda each: each.pk in newer)
        ],
        "copies": list(agreement.copies.all()),
        "events": timeline(agreement, versions, scans),
    }


def said(agreement, steps):
    """How it stands and who has the next word, in sentences."""
    if agreement.status == Status.SIGNED:
        yield _("Sudah ditandatangani kedua pihak. Naskahnya tetap; perubahan dibuat lewat adendum.")
    elif agreement.status == Status.ENDED:
        yield _("Sudah diakhiri. Naskah dan riwayatnya tetap dapat dibaca.")
    for wait in steps.waits:
        yield WAITS[wait.what](agreement, steps, wait)


def waits_for_submission(_agreement, steps, wait):
    if "edit" in steps.can:
        return _("Konsep ini hanya terlihat oleh pihak Anda. Pihak lain membacanya setelah diajukan.")
    return _("Konsep ini hanya terlihat oleh pihak Anda. Yang menulis dan mengajukannya: %(who)s.") % words(wait)


def waits_for_agreement(agreement, steps, wait):
    if steps.version is None:  # it lay on the table before versions were kept
        return _("Naskah ini belum mempunyai versi. Penulisnya menarik dan mengajukannya lagi, baru dapat disetujui.")
    given = words(wait) | {"number": steps.version.number, "side": name(agreement, wait.side)}
    if "agree" in steps.can:
        return (
            _(
                "Versi %(number)s menunggu persetujuan Anda sejak %(since)s. Baca naskahnya, lalu setujui atau tulis"
                " catatan."
            )
            % given
        )
    if steps.role in wait.roles and steps.missing:
        return (
            _("Versi %(number)s menunggu persetujuan Anda sejak %(since)s, tetapi belum lengkap. Isi yang kurang lewat"
              " Ubah naskah; pihak lain lalu menyetujui versi barunya.") % given
        )  # fmt: skip
    if wait.side == steps.side:
        return _("Versi %(number)s menunggu persetujuan pihak Anda sejak %(since)s. Yang menyetujui: %(who)s.") % given
    return _("Menunggu %(side)s (%(who)s) menyetujui versi %(number)s sejak %(since)s.") % given


def waits_for_signature(agreement, steps, wait):
    given = words(wait) | {"side": name(agreement, wait.side)}
    if "sign" in steps.can and wait.side == steps.side:
        return _("Cetak naskahnya, mintakan tanda tangan pihak Anda, lalu catat hari dan tempatnya.")
    if steps.role in wait.roles and steps.missing:
        return _("Tanda tangan pihak Anda belum dapat dicatat, sebab naskahnya belum lengkap. Buka pembahasan lagi,"
                 " lalu isi yang kurang.")  # fmt: skip
    if steps.role in wait.roles and steps.wrote:
        return _("Naskah ini Anda yang menulis, jadi tanda tangan pihak Anda dicatat orang lain: %(who)s.") % given
    if wait.side == steps.side:
        return _("Tanda tangan pihak Anda belum dicatat. Yang mencatat: %(who)s.") % given
    return _("Menunggu %(side)s (%(who)s) mencatat tanda tangannya sejak %(since)s.") % given


def waits_for_number(agreement, steps, wait):
    signs = next_steps.called(next_steps.doers(wait.side, Permission.SIGN_AGREEMENTS))
    given = words(wait) | {"side": name(agreement, wait.side), "signs": signs}
    if wait.side != steps.side:
        return _("Menunggu %(side)s (%(who)s) menulis nomornya sejak %(since)s; sesudah itu tanda tangannya.") % given
    if "number" in steps.can:
        return _("Nomor pihak Anda belum ada. Tulis nomornya, lalu tanda tangan dicatat oleh: %(signs)s.") % given
    return _("Nomor pihak Anda belum ada, jadi tanda tangan belum dapat dicatat. Yang menulisnya: %(who)s.") % given


def waits_for_scan(_agreement, steps, wait):
    if "scan" in steps.can:
        return _("Pindaian naskah bertanda tangan belum ada. Salah satu pihak mengunggahnya.")
    return _("Pindaian naskah bertanda tangan belum ada. Yang mengunggah: %(who)s, atau pihak lain.") % words(wait)


def waits_for_whole_scan(agreement, steps, wait):
    asked = agreement_papers.question(agreement, agreement_papers.printed_pages(agreement))
    if "complete" in steps.can:
        return _("%(asked)s Bila ya, nyatakan lengkap agar perjanjian berlaku; bila tidak, unggah sisanya.") % {
            "asked": asked}  # fmt: skip
    return _("%(asked)s Yang memastikannya: %(who)s, atau pihak lain.") % (words(wait) | {"asked": asked})


WAITS = {
    "submit": waits_for_submission,
    "agree": waits_for_agreement,
    "number": waits_for_number,
    "sign": waits_for_signature,
    "scan": waits_for_scan,
    "complete": waits_for_whole_scan,
}


def words(wait):
    return {"who": next_steps.called(wait.roles), "since": day_of(wait.since) if wait.since else "-"}


def name(agreement, side):
    return str(agreement.municipality) if side == Side.CITY else str(Side.BRANCH.label)


def day_of(at):
    return date_format(localtime(at), "j F Y")


def version(each, agreement):
    return {
        "number": each.number,
        "before": each.number - 1,
        "side_label": name(agreement, each.side),
        "by": each.by,
        "at": each.at,
    }


def signature(each, agreement):
    return {"side_label": name(agreement, each.side), "by": each.by, "at": each.at}


def scan(each, agreement, steps, newer):
    """:param newer: the scan that took its place, or None"""
    own = each.side == steps.side
    fields = ("public_id", "media_type", "pages", "bytes", "by", "at", "sha256")
    return {field: getattr(each, field) for field in fields} | {
        "side_label": name(agreement, each.side),
        "may_drop": own and agreement.status == Status.AGREED and "scan" in steps.can,
        "may_replace": own and newer is None and "replace" in steps.can,
        "newer": newer,
    }


def timeline(agreement, versions, scans):
    """What both sides did and said, the latest first; a version that came with its submission is told by it."""
    found = [event(each, agreement) for each in agreement.events.select_related("by")]
    found += [
        told(each, agreement, _("Versi %(number)s ditulis") % {"number": each.number})
        for each in versions
        if each.number > 1
    ]
    found += [told(each, agreement, _("Tanda tangan dicatat")) for each in agreement.signatures.select_related("by")]
    found += [
        told(each, agreement, _("Pindaian diganti") if each.replaces_id else _("Pindaian diunggah"))
        | {"note": each.reason}
        for each in scans
    ]
    return sorted(found, key=lambda each: each["at"], reverse=True)


def event(each, agreement):
    text = MOVES.get((each.before, each.after)) or each.get_after_display()
    return told(each, agreement, str(text)) | {"note": each.note}


def told(each, agreement, text):
    return {"at": each.at, "by": f"{each.by}, {name(agreement, each.side)}", "text": text}
