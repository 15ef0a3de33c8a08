from django.urls import path

from contributions.views import bills, budget, details, runs, sipp, sipp_layouts, sipp_replies


urlpatterns = [
    path("", runs.run_list, name="run_list"),
    path("anggaran/", budget.budget, name="budget"),
    path("anggaran/csv/", budget.budget_csv, name="budget_csv"),
    path("buka/", runs.run_open, name="run_open"),
    path("koreksi/", runs.run_correct, name="run_correct"),
    path("sipp/", sipp.sipp_list, name="sipp_list"),
    path("sipp/buat/", sipp.sipp_new, name="sipp_new"),
    path("sipp/belum/", sipp.sipp_left_out, name="sipp_left_out"),
    path("sipp/simpan/", sipp.sipp_make, name="sipp_make"),
    path("sipp/kolom/", sipp_layouts.sipp_layouts, name="sipp_layouts"),
    path("sipp/kolom/<slug:form>/", sipp_layouts.sipp_layout, name="sipp_layout"),
    path("sipp/kolom/<slug:form>/ubah/", sipp_layouts.sipp_layout_edit, name="sipp_layout_edit"),
    path("sipp/jawaban/<uuid:public_id>/", sipp_replies.sipp_reply, name="sipp_reply"),
    path("sipp/jawaban/<uuid:public_id>/catat/", sipp_replies.sipp_reply_confirm, name="sipp_reply_confirm"),
    path("sipp/jawaban/<uuid:public_id>/batalkan/", sipp_replies.sipp_reply_undo, name="sipp_reply_undo"),
    path("sipp/<uuid:public_id>/", sipp.sipp_detail, name="sipp_detail"),
    path("sipp/<uuid:public_id>/unduh/", sipp.sipp_download, name="sipp_download"),
    path("sipp/<uuid:public_id>/tarik/", sipp.sipp_withdraw, name="sipp_withdraw"),
    path("sipp/<uuid:public_id>/jawaban/", sipp_replies.sipp_answer, name="sipp_answer"),
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
