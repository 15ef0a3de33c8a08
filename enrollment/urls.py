from django.urls import path

from enrollment.views import (
    corrections,
    decisions,
    fixes,
    list_checks,
    mappings,
    rosters,
    uploads,
    worker_acts,
    workers,
)


urlpatterns = [
    path("", workers.worker_list, name="worker_list"),
    path("cari/", workers.worker_search, name="worker_search"),
    path("unduh/", workers.worker_export, name="worker_export"),
    path("periksa/", list_checks.list_check, name="list_check"),
    path("periksa/unduh/", list_checks.list_check_export, name="list_check_export"),
    path("<uuid:public_id>/", workers.worker_detail, name="worker_detail"),
    path("<uuid:public_id>/kepesertaan/", workers.worker_enrollments, name="worker_enrollments"),
    path("kepesertaan/<uuid:public_id>/akhiri/", worker_acts.enrollment_end, name="enrollment_end"),
    path("kepesertaan/<uuid:public_id>/ganti-jenis/", worker_acts.enrollment_change, name="enrollment_change"),
    path("kepesertaan/<uuid:public_id>/lanjut/", worker_acts.enrollment_continue, name="enrollment_continue"),
    path("<uuid:public_id>/nik/", workers.worker_nik, name="worker_nik"),
    path("<uuid:public_id>/kpj/", workers.worker_kpj, name="worker_kpj"),
    path("<uuid:public_id>/perbaikan/", corrections.correction_new, name="correction_new"),
    path("roster/", rosters.roster_list, name="roster_list"),
    path("roster/unggah/", uploads.roster_upload, name="roster_upload"),
    path("roster/templat/", uploads.roster_template, name="roster_template"),
    path("roster/<uuid:public_id>/", rosters.roster_detail, name="roster_detail"),
    path("roster/<uuid:public_id>/kemajuan/", rosters.roster_progress, name="roster_progress"),
    path("roster/<uuid:public_id>/hentikan/", rosters.roster_stop, name="roster_stop"),
    path("roster/<uuid:public_id>/jawab/", rosters.roster_accept, name="roster_accept"),
    path("roster/<uuid:public_id>/jawab-ulang/", rosters.roster_ask_again, name="roster_ask_again"),
    path("roster/<uuid:public_id>/benarkan/", rosters.roster_confirm, name="roster_confirm"),
    path("roster/<uuid:public_id>/keputusan/", decisions.roster_decide, name="roster_decide"),
    path("roster/<uuid:public_id>/tidak-jadi/", rosters.roster_cancel, name="roster_cancel"),
    path("roster/<uuid:public_id>/simpan/", rosters.roster_commit, name="roster_commit"),
    path("roster/<uuid:public_id>/batal/", rosters.roster_undo, name="roster_undo"),
    path("roster/<uuid:public_id>/masalah/", rosters.roster_errors, name="roster_errors"),
    path("roster/<uuid:public_id>/kolom/", mappings.roster_map, name="roster_map"),
    path("roster/<uuid:public_id>/kolom/ubah/", mappings.roster_map_again, name="roster_map_again"),
    path("roster/<uuid:public_id>/kolom/lupakan/", mappings.roster_forget_columns, name="roster_forget_columns"),
    path("roster/<uuid:public_id>/perbaiki/", fixes.roster_mend, name="roster_mend"),
    path("roster/<uuid:public_id>/artikan/", fixes.roster_mend_many, name="roster_mend_many"),
]
# Under /data-pribadi/perbaikan/.
corrections_urls = [
    path("", corrections.correction_list, name="correction_list"),
    path("<uuid:public_id>/", corrections.correction_detail, name="correction_detail"),
    path("<uuid:public_id>/jawab/", corrections.correction_answer, name="correction_answer"),
]
