from django.urls import path

from contributions.views import bills, budget, details, runs


urlpatterns = [
    path("", runs.run_list, name="run_list"),
    path("anggaran/", budget.budget, name="budget"),
    path("anggaran/csv/", budget.budget_csv, name="budget_csv"),
    path("buka/", runs.run_open, name="run_open"),
    path("koreksi/", runs.run_correct, name="run_correct"),
    path("<uuid:public_id>/", runs.run_detail, name="run_detail"),
    path("<uuid:public_id>/hitung/", runs.run_calculate, name="run_calculate"),
    path("<uuid:public_id>/kemajuan/", runs.run_progress, name="run_progress"),
    path("<uuid:public_id>/perubahan/", runs.run_changes, name="run_changes"),
    path("<uuid:public_id>/setujui/", runs.run_approve, name="run_approve"),
    path("<uuid:public_id>/batalkan/", runs.run_cancel, name="run_cancel"),
    path("<uuid:public_id>/koreksi/<slug:name>/", details.run_corrected, name="run_corrected"),
    path("<uuid:public_id>/tagih/", bills.bill_issue, name="bill_issue"),
    path("<uuid:public_id>/periksa/<slug:code>/", details.run_exception, name="run_exception"),
    path("<uuid:public_id>/beda/<slug:name>/", details.run_difference, name="run_difference"),
    path("<uuid:public_id>/unit/<uuid:unit_id>/", details.run_unit, name="run_unit"),
    path("<uuid:public_id>/bayar/", runs.payment_record, name="payment_record"),
    path("tagihan/<uuid:public_id>/batalkan/", bills.bill_cancel, name="bill_cancel"),
]
