"""Ending an agreement before its term: who would be without cover is told before it is done."""

from django.utils.translation import gettext as _

from agreements import signatures
from agreements.forms.moves import EndForm
from agreements.views.moves import act, find, sent
from common.rupiah import grouped
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.setting_forms import form_page
from reports import scopes


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_end(request, public_id):
    agreement = find(request, public_id)
    form = EndForm(sent(request), initial={"ended_date": agreement.municipality.today()})
    return act(
        request, agreement, form, signatures.end, name="end", title=_("Akhiri perjanjian"), careful=True,
        text=" ".join(told(agreement)), button=_("Akhiri perjanjian"), done=_("Hari berakhirnya perjanjian dicatat."),
    )  # fmt: skip


def told(agreement):
    yield _("Perjanjian berlaku sampai dengan hari itu, begitu pula adendumnya. Ini tidak dapat dibatalkan.")
    day = scopes.counting_day(agreement, today=max(agreement.municipality.today(), agreement.start_date))
    if people := scopes.left_uncovered(agreement, day=day):
        yield _("%(people)s orang hanya tercakup di sini: sejak hari berikutnya mereka tanpa perlindungan, kecuali ada"
                " perjanjian lain.") % {"people": grouped(people)}  # fmt: skip
    else:
        yield _("Tidak seorang pun yang terdaftar sekarang kehilangan perlindungan karenanya.")
    if agreement.amends_id:
        yield _("Lingkup perjanjian induk yang digantikan adendum ini tidak berlaku kembali.")
