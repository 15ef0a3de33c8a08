"""
Everything that is stored about one person, in one file for that person (UU 27/2022 Art. 32).

A zip of data.json (each table, each row, in words), jejak.json (who saw or changed what, when), the scans and the
printed papers of the person and surat.pdf, the letter that goes with it. The letter is kept as a paper; the data is
not kept a second time.
"""

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.models import ClaimScan, PayoutProof
from common.refusals import Refused
from enrollment.models import Roster, RosterRow, Worker, WorkerDocument
from municipalities import audit, service_user
from municipalities.models import AuditEvent, User
from municipalities.scans import storing
from municipalities.trails import people_seen
from reports import keeping, person_rows
from reports.models import Kind, Paper
from reports.papers import notice


DATA, TRAIL, LETTER, PAPERS, SCANS = "data.json", "jejak.json", "surat.pdf", "cetakan/", "dokumen/"
# Papers of one person alone; a bill or a sheet of cards speaks of many.
OWN_PAPERS = (
    *(Kind.ENROLLMENT_SLIP, Kind.CONTINUATION, Kind.CORRECTION, Kind.PERSON_FILE),
    *(Kind.CLAIM_PACK, Kind.CLAIM_FILE, Kind.CLAIM_FORMS, Kind.CLAIM_BENEFITS, Kind.CLAIM_LETTER, Kind.CLAIM_RECEIPT),
)


class NobodyFound(Refused):
    """Nothing is stored under this NIK or name in this city."""


class SeveralPlaces(Refused):
    """The name stands in several places, of one person or of namesakes; `places` is [(key, what it is called)]."""

    code = "SEVERAL_PLACES"


@dataclass(frozen=True)
class PersonFile:
    """What was exported: the zip itself, and what it holds in counts alone."""

    content: bytes
    tables: dict  # {table: rows}
    events: int
    paper: Paper


def export(*, municipality, by, at, nik="", name="", asked_by="", places=()):
    """
    Put together everything that is stored about whoever has this NIK, or about whom this name alone is known.

    The letter is kept as a paper, and the export stands in the trail with counts, never with the NIK or the name.

    :param name: of somebody without a NIK here: a guest, a guardian, a witness
    :param asked_by: who asked, as the letter says it
    :param places: keys of those places with the name that are about this person and no namesake
    :raises NobodyFound: if nothing is stored
    :raises SeveralPlaces: if the name stands in several places and none was chosen
    """
    nik, name = "".join(nik.split()), " ".join(name.split())
    found = person_rows.about_nik(municipality=municipality, nik=nik) if nik else {}
    named = chosen(municipality, name, places) if name and not nik else {}
    if not found and not named:
        raise NobodyFound(_("Tidak ada yang tersimpan di kota ini dengan NIK atau nama itu."))
    with override("id"):
        tables = told(municipality, found) | told_by_name(municipality, named)
        events, papers = trail(municipality, found), list(own_papers(municipality, found))
        content = letter(municipality, tables, events, asked_by=asked_by, at=at)
        paper = keeping.keep(
            municipality=municipality, kind=Kind.PERSON_FILE, title=_("Surat pengantar data pribadi"), content=content,
            of=subject(municipality, found), by=by, at=at,
        )  # fmt: skip
    counts = {table: len(rows) for table, rows in tables.items()}
    audit.record(
        "person.exported", of=subject(municipality, found), municipality=municipality, by=by, at=at,
        rows=sum(counts.values()), tables=len(counts), events=len(events), by_name=bool(named),
    )  # fmt: skip
    packed = pack(tables, events, content, papers, own_scans(municipality, found))
    return PersonFile(packed, counts, len(events), paper)


def chosen(municipality, name, places):
    """
    Where the name stands, and is this person's.

    :raises SeveralPlaces: if it stands in several places and none was chosen
    """
    named = person_rows.about_name(municipality=municipality, name=name)
    found = {
        f"{model._meta.label_lower}:{pk}": (model, pk, columns)
        for model, rows in named.items()
        for pk, columns in rows.items()
    }
    if len(found) < 2:
        return named
    picked = {}
    for key in set(places) & set(found):
        model, pk, columns = found[key]
        picked.setdefault(model, {})[pk] = columns
    if not picked:
        raise SeveralPlaces(
            _("Nama itu tercatat di beberapa tempat. Pilih yang memang tentang orang ini."),
            field="places",
            places=[(key, place_label(municipality, *place)) for key, place in found.items()],
        )
    return picked


def place_label(municipality, model, pk, columns):
    """The column and the row, as people call them."""
    return f"{label(model._meta.get_field(columns[0]))}: {person_rows.of(municipality, model).get(pk=pk)}"


def subject(municipality, found):
    """What the trail calls it: the worker where there is one, else the first row, else the city."""
    for model in (Worker, *found):
        if model in found and any(field.name == "public_id" for field in model._meta.local_fields):
            return person_rows.of(municipality, model).get(pk=min(found[model]))
    return municipality


def told(municipality, found):
    """{table: [row in words]}."""
    tables = {}
    for model, ids in sorted(found.items(), key=lambda item: item[0]._meta.db_table):
        rows = person_rows.of(municipality, model).filter(pk__in=ids).order_by("pk")
        tables[model._meta.db_table] = [in_words(row) for row in rows.select_related(*relations(model))]
    return tables


def told_by_name(municipality, named):
    """Of rows that are about others too, the columns with the name alone."""
    tables = {}
    for model, ids in sorted(named.items(), key=lambda item: item[0]._meta.db_table):
        rows = person_rows.of(municipality, model).filter(pk__in=ids).order_by("pk")
        tables[model._meta.db_table] = [
            {
                label(model._meta.get_field(column)): value_of(row, model._meta.get_field(column))
                for column in ids[row.pk]
            }
            for row in rows
        ]
    return tables


def relations(model):
    """Keys to what has a name that anybody may read: units, categories, whoever did it."""
    return [field.name for field in model._meta.local_fields if field.remote_field and names_itself(field)]


def names_itself(field):
    target = field.remote_field.model
    return target is User or target._meta.label in ("municipalities.Unit", "municipalities.Category")


def in_words(row):
    """{what it is called: what it says}; what is empty, and keys without a name of their own, are left out."""
    words = {}
    for field in row._meta.local_fields:
        if field.name in ("id", "municipality") or (field.remote_field and not names_itself(field)):
            continue
        value = value_of(row, field)
        if value not in (None, "", [], {}):
            words[label(field)] = value
    return words


def label(field):
    return str(field.verbose_name).capitalize()


def value_of(row, field):
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if field.remote_field or isinstance(field, models.FileField):
        return str(value) if value else ""
    return value


def trail(municipality, found):
    """Who saw or changed what of it, when; read by the service user, whom the wall lets read the trail."""
    about = {model._meta.label_lower: {str(pk) for pk in ids} for model, ids in found.items()}
    if RosterRow in found:
        rosters = (
            person_rows.of(municipality, RosterRow).filter(pk__in=found[RosterRow]).values_list("roster_id", flat=True)
        )
        about[Roster._meta.label_lower] = {str(pk) for pk in rosters}
    with service_user.at_work(municipality, patient=True):
        touched = models.Q()
        for kind, ids in about.items():
            touched |= models.Q(object_type=kind, object_id__in=ids)
        events = AuditEvent.objects.filter(touched, municipality=municipality).select_related("by") if touched else []
        told = [event_in_words(event) for event in events]
        told += [event_in_words(event) for event in people_seen.lists_with(municipality, found.get(Worker, ()))]
    return sorted(told, key=lambda event: event["waktu"])


def event_in_words(event):
    return {"waktu": event.at, "siapa": str(event.by), "peran": event.role, "perbuatan": event.action,
            "tentang": event.object_type}  # fmt: skip


def own_papers(municipality, found):
    """The kept papers that are about this person alone, and whose files are there."""
    ids = [
        public_id
        for model, pks in found.items()
        if any(field.name == "public_id" for field in model._meta.local_fields)
        for public_id in person_rows.of(municipality, model).filter(pk__in=pks).values_list("public_id", flat=True)
    ]
    return municipality.papers.filter(object_id__in=ids, kind__in=OWN_PAPERS, removals=None).order_by("pk")


def own_scans(municipality, found):
    """(what it is of, the scan) of the person's papers and claims whose files are there."""
    ids = found.get(WorkerDocument, ())
    for document in person_rows.of(municipality, WorkerDocument).filter(pk__in=ids, removed_at=None).order_by("pk"):
        yield document.kind, document
    scans = person_rows.of(municipality, ClaimScan).filter(pk__in=found.get(ClaimScan, ())).order_by("pk")
    for scan in scans.select_related("document"):
        yield scan.document.kind, scan
    for proof in person_rows.of(municipality, PayoutProof).filter(pk__in=found.get(PayoutProof, ())).order_by("pk"):
        yield "PAYOUT_PROOF", proof


def letter(municipality, tables, events, *, asked_by, at):
    rows = [(table, _("%(count)s baris") % {"count": len(found)}) for table, found in tables.items()]
    return notice.to_pdf(
        notice.of(
            municipality,
            at,
            code="DP",
            title=_("Salinan Data Pribadi"),
            addressee=asked_by or _("Pemilik data"),
            paragraphs=[
                _(
                    "Bersama surat ini kami sampaikan salinan seluruh data pribadi yang kami simpan, beserta jejak"
                    " pemrosesannya, sesuai Pasal 32 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data"
                    " Pribadi."
                ),
                _(
                    "Berkas data.json memuat datanya menurut tabel, jejak.json memuat siapa yang melihat atau mengubah"
                    " data itu dan kapan: %(events)s peristiwa."
                )
                % {"events": len(events)},
                _("Bila ada yang tidak benar, mintalah perbaikan kepada kami; kami menjawab dalam 3 x 24 jam."),
            ],
            rows=rows,
            rows_head=(_("Tabel"), _("Isi")),
        )
    )


def pack(tables, events, content, papers, scans):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DATA, as_json(tables))
        archive.writestr(TRAIL, as_json(events))
        archive.writestr(LETTER, content)
        for number, paper in enumerate(papers, start=1):
            try:
                with keeping.open_kept(paper) as file:
                    archive.writestr(f"{PAPERS}{number:03d}-{paper.kind.lower()}.pdf", file.read())
            except keeping.PaperNotIntact:
                continue  # its row says that it was printed; the file is gone
        for number, (kind, scan) in enumerate(scans, start=1):
            name = f"{number:03d}-{kind.lower()}{Path(scan.file.name).suffix}"
            with suppress(storing.ScanNotIntact), storing.open_kept(scan.file.name, scan.sha256) as file:
                archive.writestr(f"{SCANS}{name}", file.read())
    return out.getvalue()


def as_json(found):
    return json.dumps(found, default=str, ensure_ascii=False, indent=2)
