"""Writing an agreement: one form for a new text, a renewal, an addendum, a change; it counts who is enrolled."""

import json
from copy import copy
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import beginnings, citations, differences, drafts, hints, merging, signing, texts
from agreements.forms import choices
from agreements.forms.agreement_sheet import Sheet
from agreements.models import Agreement
from agreements.views.moves import find, speaking
from common.refusals import Refused
from common.rupiah import grouped
from municipalities import submissions
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views.setting_forms import form_page
from reports import agreement_papers, scopes


SAVE, LOOK, COUNT = "save", "look", "count"  # what the buttons ask for; the others move rows


class Begun(NamedTuple):
    """What a new text is for: the city, and what it renews, amends or copies."""

    municipality: object
    renews: object = None
    amends: object = None
    copies: object = None

    def text(self):
        day = self.municipality.today()
        if self.renews:
            return beginnings.renewal_of(self.renews, day=day)
        if self.amends:
            return beginnings.addendum_of(self.amends, day=day)
        if self.copies:
            return beginnings.copy_of(self.copies, day=day)
        return beginnings.anew(self.municipality, day=day)

    def hints(self, text):
        """What to look at of what is carried over; of an empty text nothing, as everything is still to be written."""
        day = self.municipality.today()
        if self.renews:
            return [*hints.of_renewal(self.renews, text)]
        return hints.of_text(text, municipality=self.municipality, day=day, amends=self.amends) if self.amends else []

    @property
    def kind(self):
        return Agreement.Kind.ADDENDUM if self.amends else Agreement.Kind.PKS


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_new(request):
    """Empty, to follow an agreement (`perpanjang`), to change one (`adendum`), or with another's text (`salin`)."""
    begun = begun_from(request)
    if begun is None:
        cities = [{"code": city.code, "name": city.name} for city in request.municipalities]
        return render(request, "agreements/agreement_cities.html", {"cities": cities})
    if request.method != "POST":
        text = begun.text()
        return show(request, Sheet.of_text(begun.municipality, text), begun=begun, look_at=begun.hints(text))
    sheet = posted(request, begun.municipality, begun.kind)
    if not sheet.check:
        return rearranged(request, sheet, begun=begun)
    probe = Agreement(municipality=begun.municipality, renews=begun.renews, amends=begun.amends)
    if not all_is_well(request, sheet, probe):
        return show(request, sheet, begun=begun, status=422)
    try:
        address = begin(request, sheet, begun)
    except Refused as refusal:
        return refuse(request, sheet, refusal, begun=begun)
    return redirect(address)


def all_is_well(request, sheet, probe):
    """
    Whether nothing is wrong with what is typed; what the verbs would refuse is told together with the rest.

    :param probe: an Agreement that stands for it and is not saved
    """
    valid, given = sheet.is_valid(), sheet.head.cleaned_data
    if given.get("start_date"):
        probe.start_date, probe.end_date = given["start_date"], given.get("end_date") or given["start_date"]
        valid &= asked(sheet, drafts.refuse_wrong_link, probe)
    if given.get("number"):
        valid &= asked(
            sheet, drafts.refuse_taken, probe, drafts.NUMBERS[signing.side_of(request.role)], given["number"]
        )
    return valid


def asked(sheet, question, *what):
    try:
        with transaction.atomic():
            question(*what)
    except Refused as refusal:
        put_down(sheet, refusal)
        return False
    return True


def begun_from(request):
    """None where a branch begins with nothing, and has not said for which city."""
    if renewed := request.GET.get("perpanjang"):
        other = find(request, renewed)
        return Begun(other.municipality, renews=allowed(other, beginnings.may_be_renewed))
    if amended := request.GET.get("adendum"):
        other = find(request, amended)
        return Begun(other.municipality, amends=allowed(other, beginnings.may_be_amended))
    if copied := request.GET.get("salin"):
        other = find(request, copied)
        return Begun(other.municipality, copies=allowed(other, beginnings.may_be_copied))
    if request.municipality:
        return Begun(request.municipality)
    wanted = request.GET.get("kota")
    city = next((city for city in request.municipalities if city.code == wanted), None)
    if wanted and city is None:
        raise Http404
    return Begun(city) if city else None


def allowed(agreement, question):
    if not question(agreement):
        raise Http404
    return agreement


@transaction.atomic  # a refusal takes the key of the form back
def begin(request, sheet, begun):
    """Where the draft is, of the first, where this form came before."""
    said, city = speaking(request), begun.municipality
    sent = submissions.claim(
        municipality=city, by=request.user, key=sheet.head.cleaned_data["idempotency_key"],
        content_hash=submissions.hash_of_form(request.POST), at=said["at"],
    )  # fmt: skip
    if not sent.answer:
        text = text_of(request, sheet, city, said["at"])
        agreement = drafts.write(municipality=city, text=text, renews=begun.renews, amends=begun.amends, **said)
        drafts.give_number(agreement=agreement, number=sheet.head.cleaned_data["number"], **said)
        told(request, agreement)
        submissions.answered(sent, after(request, agreement))
    return sent.answer


def text_of(request, sheet, city, at):
    """The text that is typed, with a legal basis that came to the city's list along with it."""
    text, new = sheet.text, sheet.head.new_basis
    if new is None or request.municipality is None:
        return text
    basis = citations.add_basis(municipality=city, by=request.user, at=at, **new)
    if basis.code not in {each["code"] for each in text["legal_bases"]}:
        text["legal_bases"] = [*text["legal_bases"], {"code": basis.code, "quoted": ""}]
    return text


def after(request, agreement):
    """Where whoever saved goes on: to look at it as it is printed, or to what can be done with it."""
    to_look = request.POST.get("do") == LOOK
    return reverse("agreement_preview", args=[agreement.public_id]) if to_look else agreement.get_absolute_url()


def told(request, agreement):
    """Say what was done, and what will stand in the way when it goes to the other side."""
    messages.success(request, _("Naskah disimpan."))
    try:
        signing.refuse_overlap(agreement)
    except Refused as refusal:
        messages.warning(request, str(refusal))


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_edit(request, public_id):
    agreement = find(request, public_id)
    try:
        drafts.refuse_closed(agreement)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(agreement)
    if request.method != "POST":
        look_at = hints.of_agreement(agreement, day=agreement.municipality.today())
        return show(request, sheet_of(request, agreement), agreement=agreement, look_at=look_at)
    sheet = posted(request, agreement.municipality, agreement.kind)
    if not sheet.check:
        return rearranged(request, sheet, agreement=agreement)
    if not all_is_well(request, sheet, copy(agreement)):
        return show(request, sheet, agreement=agreement, status=422)
    try:
        rewrite(request, sheet, agreement)
    except drafts.TextChanged as refusal:
        return show_both(request, sheet, refusal, agreement=find(request, public_id))
    except Refused as refusal:
        return refuse(request, sheet, refusal, agreement=find(request, public_id))
    told(request, agreement)
    return redirect(after(request, agreement))


def sheet_of(request, agreement):
    text = texts.text_of(agreement)
    number = getattr(agreement, drafts.NUMBERS[signing.side_of(request.role)])
    return Sheet.of_text(agreement.municipality, text, number=number, **seen_of(text))


def seen_of(text):
    """What the form carries of the text that is before the eyes of whoever writes."""
    return {"seen": texts.sha256_of(text), "marks": json.dumps(merging.marks_of(text), separators=(",", ":"))}


@transaction.atomic
def rewrite(request, sheet, agreement):
    given, said = sheet.head.cleaned_data, speaking(request)
    text = chosen(request, text_of(request, sheet, agreement.municipality, said["at"]), agreement)
    drafts.rewrite(agreement=agreement, text=text, seen=given["seen"], **said)
    drafts.give_number(agreement=agreement, number=given["number"], **said)


def chosen(request, text, agreement):
    """The typed text with what the other one wrote, where that was chosen in the face of both."""
    paths = choices.chosen_theirs(request.POST)
    stored = texts.text_of(agreement) if paths else text
    return merging.taking(text, stored, [path for path in paths if path in merging.fields_of(stored)])


def show_both(request, sheet, refusal, *, agreement):
    """What another has saved meanwhile: in the form where only they wrote, to choose from where both did."""
    stored, given = texts.text_of(agreement), sheet.head.cleaned_data
    typed = chosen(request, sheet.text | texts.links_of(agreement), agreement)
    merged = merging.merged(seen=given["marks"], mine=typed, theirs=stored)
    own = {name: given[name] for name in ("number", "basis_code", "basis_title")}
    own |= {"idempotency_key": given["idempotency_key"] or "", **seen_of(stored)}
    both = Sheet.of_text(agreement.municipality, merged.text, check=True, **own)
    both.is_valid()
    put = choices.between(stored, merged, typed, names=differences.names_of(agreement.municipality))
    return refuse(request, both, refusal, agreement=agreement, put=put)


def posted(request, municipality, kind):
    check = request.POST.get("do", SAVE) in (SAVE, LOOK)
    return Sheet.posted(municipality, request.POST, kind=kind, check=check)


def rearranged(request, sheet, **more):
    """The same form with a row more or less, or with the people counted; nothing is saved."""
    if request.POST["do"] == COUNT:
        count(request, sheet)
    else:
        sheet.act(request.POST["do"])
        if sheet.answer:
            messages.info(request, sheet.answer)
    return show(request, sheet, **more)


def count(request, sheet):
    city = sheet.stock.municipality
    day, places = city.today(), sheet.places()
    people = scopes.enrolled_under(places, municipality=city, day=day)
    said = {"day": f"{day:%d-%m-%Y}", "people": grouped(sum(people.values())), "lines": grouped(len(people))}
    if not places:
        messages.warning(request, _("Lingkupnya belum lengkap, jadi belum ada yang dapat dihitung. Isi unit dan jenis"
                                    " pekerja dulu, lalu tekan lagi."))  # fmt: skip
    elif not people:
        messages.warning(request, _("Belum ada pekerja terdaftar di lingkup ini pada %(day)s; yang tertulis tidak"
                                    " diubah.") % said)  # fmt: skip
    else:
        sheet.count(people)
        messages.info(request, _("Terisi %(lines)s baris, %(people)s orang, menurut kepesertaan pada %(day)s. Periksa,"
                                 " lalu simpan.") % said)  # fmt: skip


def refuse(request, sheet, refusal, **more):
    put_down(sheet, refusal)
    return show(request, sheet, status=422, **more)


def put_down(sheet, refusal):
    """Beside the field that the refusal speaks of."""
    field = refusal.detail.get("field")
    sheet.head.add_error(field if field in sheet.head.fields else None, str(refusal))


def show(request, sheet, *, begun=None, agreement=None, put=None, look_at=(), status=200):
    """:param put: what two people wrote otherwise (agreements.forms.choices); else what the form brought of it"""
    city = sheet.stock.municipality
    context = {
        "form": sheet,
        "agreement": agreement,
        "city_label": "" if request.municipality else str(city),
        "renews": begun.renews if begun else agreement.renews,
        "amends": begun.amends if begun else agreement.amends,
        "copied": begun.copies if begun else None,
        "is_shared": bool(agreement) and agreement.status == Agreement.Status.IN_REVIEW,
        "put": put or choices.carried(request.POST),
        "hints": look_at,
        "may_add_basis": request.municipality is not None,
    }
    return render(request, "agreements/agreement_form.html", context, status=status)


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_preview(request, public_id):
    """The text as it is printed, to look over before it goes on."""
    agreement = find(request, public_id)
    context = {
        "agreement": agreement,
        "text": next(agreement_papers.preview_of(agreement)),
        "may_edit": agreement.status in drafts.OPEN and may(request.role, Permission.EDIT_AGREEMENTS),
    }
    return render(request, "agreements/agreement_preview.html", context)
