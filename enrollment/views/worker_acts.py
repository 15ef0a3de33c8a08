"""What becomes of one enrollment: it ends, becomes one of another kind, or goes on at the person's own cost."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.months import first_day, next_month
from common.refusals import Refused
from enrollment import continuation, enrollments, wage_corrections, wages, worker_acts
from enrollment.forms import EndForm, OtherKindForm, OwnCostForm, WageForm
from enrollment.models import EndReason
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may


def find(request, public_id):
    if request.municipality is None:
        raise Http404
    found = request.municipality.enrollments.filter(is_void=False)
    return get_object_or_404(found.select_related("municipality", "worker", "unit", "category"), public_id=public_id)


def of_worker(enrollment):
    return reverse("worker_enrollments", args=[enrollment.worker.public_id])


def shown(request, template, enrollment, form, **more):
    """The page of an act; whoever opens it looks at the person."""
    section = "kepesertaan"
    audit.record("worker.viewed", of=enrollment.worker, by=request.user, at=timezone.now(), section=section)
    context = {"enrollment": enrollment, "worker": enrollment.worker, "form": form, "back_url": of_worker(enrollment)}
    status = 422 if form.is_bound else 200
    return render(request, template, context | more, status=status)


def done(verb, form, enrollment, request, **given):
    """Whether it was done; a no stands in the form."""
    try:
        verb(municipality=enrollment.municipality, ids=[enrollment.pk], by=request.user, at=timezone.now(), **given)
    except Refused as refusal:
        form.add_error(refusal.detail.get("field"), str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMMIT_ROSTER)
def enrollment_end(request, public_id):
    enrollment = find(request, public_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and done(enrollments.end, form, enrollment, request, **form.cleaned_data):
        rows = request.municipality.enrollments.filter(pk=enrollment.pk)
        paid = worker_acts.paid_beyond(rows, day=form.cleaned_data["end_date"])
        messages.success(request, " ".join(filter(None, (_("Kepesertaan diakhiri."), paid))))
        return redirect(after_end(enrollment, form.cleaned_data["reason"]))
    return shown(
        request, "enrollment/enrollment_end.html", enrollment, form, title=_("Akhiri kepesertaan"),
        may_register_death=may(request.role, Permission.REGISTER_DEATH),
    )  # fmt: skip


def after_end(enrollment, reason):
    """Whoever leaves alive is offered to go on at the own cost."""
    enrollment.refresh_from_db()
    goes_on = reason != EndReason.DIED and worker_acts.can_continue(enrollment, day=enrollment.municipality.today())
    return reverse("enrollment_continue", args=[enrollment.public_id]) if goes_on else of_worker(enrollment)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMMIT_ROSTER)
def enrollment_change(request, public_id):
    enrollment = find(request, public_id)
    form = OtherKindForm(
        request.POST if request.method == "POST" else None,
        categories=worker_acts.other_categories(enrollment),
        initial={"day": next_month(enrollment.municipality.today())},
    )
    verb = enrollments.change_category
    if form.is_bound and form.is_valid() and done(verb, form, enrollment, request, **form.cleaned_data):
        words = {"category": form.cleaned_data["category"].name}
        messages.success(request, _("Jenisnya menjadi %(category)s; kepesertaannya bersambung.") % words)
        return redirect(of_worker(enrollment))
    title = _("Ganti jenis pekerja")
    return shown(request, "enrollment/enrollment_change.html", enrollment, form, title=title)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMMIT_ROSTER)
def enrollment_wage(request, public_id):
    enrollment = find(request, public_id)
    months = wage_corrections.months_of(enrollment, day=enrollment.municipality.today())
    form = WageForm(request.POST if request.method == "POST" else None, months=months)
    if form.is_bound and form.is_valid():
        try:
            wage_corrections.correct(enrollment=enrollment, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            words = _(
                "Upah dibetulkan. Bulan yang sudah disetujui tidak berubah; selisihnya dihitung dengan iuran koreksi."
            )
            messages.success(request, words)
            return redirect(of_worker(enrollment))
    stands = wages.of(enrollment)
    return shown(
        request, "enrollment/enrollment_wage.html", enrollment, form, title=_("Betulkan upah"),
        recorded=[(month, stands.of_month(month)) for month in stands.months(first_day(enrollment.start_date))],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMMIT_ROSTER)
def enrollment_continue(request, public_id):
    enrollment = find(request, public_id)
    categories = worker_acts.own_cost_categories(enrollment.municipality)
    form = OwnCostForm(request.POST if request.method == "POST" else None, categories=categories)
    verb = enrollments.continue_on_own
    if form.is_bound and form.is_valid() and done(verb, form, enrollment, request, **form.cleaned_data):
        messages.success(request, _("Kepesertaan dilanjutkan dengan biaya sendiri, tanpa jeda."))
        return redirect(of_worker(enrollment))
    can = worker_acts.can_continue(enrollment, day=enrollment.municipality.today())
    offer = continuation.offer(enrollment) if can else None
    return shown(
        request, "enrollment/enrollment_continue.html", enrollment, form, title=_("Lanjut dengan biaya sendiri"),
        offer=offer, can_continue=can,
    )  # fmt: skip
