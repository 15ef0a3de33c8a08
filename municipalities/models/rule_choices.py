from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.data_classes import Data
from municipalities.models.decrees import DatedModel, one_at_a_time
from municipalities.models.tenant import ends_after_it_starts, public_key
from regulations.choices import Rule


RULE_LABELS = {
    Rule.MONTH_OF_JOINING: _("Bulan masuk"),
    Rule.MONTH_OF_LEAVING: _("Bulan keluar"),
    Rule.PAST_MONTHS_OF_BPU: _("Bulan lampau peserta BPU yang terlambat terdaftar"),
    Rule.DISCOUNT_EXCLUSION: _("Sumber dana yang tidak mendapat potongan iuran"),
    Rule.EMPLOYER_RELIEF: _("Keringanan iuran bagi pemberi kerja"),
    Rule.AGE_WARNING_PU: _("Peringatan usia peserta PU"),
    Rule.AGE_WARNING_BPU: _("Peringatan usia peserta BPU"),
    Rule.LATE_CHARGE: _("Denda keterlambatan"),
    Rule.PAID_WITHIN: _("Peserta yang terhitung aktif"),
}


class RuleChoice(DatedModel):
    """
    A city's own answer to a rule of which the law is not sure, from a month on (regulations/choices.py).

    A month that is approved keeps the answers that were recorded by then.
    """

    data = Data(public="rule value source decided_by recorded_at start_date end_date own_end_date")

    SAME = ("rule",)

    rule = models.CharField(_("ketentuan"), max_length=30, choices=RULE_LABELS)
    value = models.CharField(_("jawaban"), max_length=100)
    source = models.CharField(_("dasar"), max_length=200)
    decided_by = models.CharField(_("yang memutuskan"), max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["rule", "start_date"]
        constraints = [
            public_key("rule_choice"),
            ends_after_it_starts("rule_choice"),
            one_at_a_time("one_answer_to_a_rule_at_a_time", "rule", message=_("Jawaban lain berlaku pada masa itu.")),
            models.CheckConstraint(condition=models.Q(start_date__day=1), name="an_answer_begins_with_a_month"),
        ]

    def __str__(self):
        return f"{self.rule} {self.value}"

    @property
    def audit_name(self):
        return str(self.get_rule_display())
