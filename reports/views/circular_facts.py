"""What the pages of circulars show, in the words of templates/agreements/circular_*.html."""

from reports.compliance import LABELS, PART, UNKNOWN


def row(circular, offices, *, with_city):
    return header(circular) | {
        "municipality_label": str(circular.municipality) if with_city else "",
        "addressed": len(offices),
        "complied": followed(offices),
        "superseded_by": next((each.number for each in successors(circular)), ""),
        "is_invented": circular.is_invented,
    }


def all_about(circular, offices, *, day):
    older, newer = circular.supersedes, next(iter(successors(circular)), None)
    return {
        "circular": header(circular)
        | {
            "signer": circular.signer_office,
            "addressees": circular.addressees.splitlines(),
            "purpose": circular.purpose,
            "paragraphs": circular.paragraphs,
            "closing": circular.closing,
            "source": circular.source,
            "note": circular.note,
            "is_invented": circular.is_invented,
        },
        "legal_basis": [cited.basis.title for cited in circular.legal_bases.all()],
        "categories": [each.category.name for each in circular.categories.all()],
        "supersedes": named(older),
        "superseded_by": named(newer),
        "compliance": [office(each) for each in offices],
        "complied": followed(offices),
        "addressed": len(offices),
        "invented_population": any(each.is_invented for each in offices),
        "as_of": day,
    }


def header(circular):
    return {
        "public_id": circular.public_id,
        "number": circular.number,
        "title": circular.title,
        "date": circular.date,
        "status": circular.status.lower(),
        "status_label": circular.get_status_display(),
    }


def successors(circular):
    """Those that took its place; a draft has not yet."""
    return [each for each in circular.successors.all() if each.status != "DRAFT"]


def named(circular):
    return {"public_id": circular.public_id, "number": circular.number} if circular else None


def followed(offices):
    return sum(each.followed for each in offices)


def office(each):
    return {
        "unit_label": each.name,
        "population": each.population,
        "enrolled": each.enrolled,
        "since": each.since,
        "status": PART if each.status == UNKNOWN else each.status,
        "status_label": LABELS[each.status],
        "url": "",
    }
