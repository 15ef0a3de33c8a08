from django.urls import path

from claims.views import detail, explainer, lists, moving, papers, parts, scans, scholarships


urlpatterns = [
    path("", lists.claim_list, name="claim_list"),
    path("manfaat/", explainer.benefit_explainer, name="benefit_explainer"),
    path("penyerahan/", parts.ceremony_new, name="ceremony_new"),
    path("kematian/<uuid:public_id>/", moving.register_death, name="register_death"),
    path("pekerja/<uuid:public_id>/", detail.worker_claim, name="worker_claim"),
    path("berkas/<uuid:public_id>/", papers.claim_document, name="claim_document"),
    path("berkas/<uuid:public_id>/pindaian/", scans.claim_scan_add, name="claim_scan_add"),
    path("pindaian/<uuid:public_id>/", scans.claim_scan, name="claim_scan"),
    path("pindaian/<uuid:public_id>/pratinjau/", scans.claim_scan_preview, name="claim_scan_preview"),
    path("pindaian/<uuid:public_id>/hapus/", scans.claim_scan_drop, name="claim_scan_drop"),
    path("pembayaran/<uuid:public_id>/bukti/", scans.payout_proof_add, name="payout_proof_add"),
    path("bukti/<uuid:public_id>/", scans.payout_proof, name="payout_proof"),
    path("ahli-waris/<uuid:public_id>/rekening/", parts.heir_account, name="heir_account"),
    path("ahli-waris/<uuid:public_id>/rekening/lihat/", detail.heir_account_shown, name="heir_account_shown"),
    path("ahli-waris/<uuid:public_id>/hapus/", parts.heir_remove, name="heir_remove"),
    path("ahli-waris/<uuid:public_id>/bayar/", parts.heir_pay, name="heir_pay"),
    path("anak/<uuid:public_id>/hapus/", parts.child_remove, name="child_remove"),
    path("anak/<uuid:public_id>/beasiswa/", scholarships.scholarship_year, name="scholarship_year"),
    path("anak/<uuid:public_id>/akhiri/", scholarships.scholarship_end, name="scholarship_end"),
    path("<uuid:public_id>/", detail.claim_detail, name="claim_detail"),
    path("<uuid:public_id>/laporan/", moving.claim_accident_report, name="claim_accident_report"),
    path("<uuid:public_id>/kabar/", moving.claim_correct, name="claim_correct"),
    path("<uuid:public_id>/ahli-waris/", parts.heir_add, name="heir_add"),
    path("<uuid:public_id>/bukan-ahli-waris/", parts.heir_left_out, name="heir_left_out"),
    path("<uuid:public_id>/anak/", parts.child_add, name="child_add"),
    path("<uuid:public_id>/berkas/", papers.claim_papers_in, name="claim_papers_in"),
    path("<uuid:public_id>/berkas/periksa/", papers.claim_papers_checked, name="claim_papers_checked"),
    path("<uuid:public_id>/saldo/", parts.claim_balance, name="claim_balance"),
    path("<uuid:public_id>/ajukan/", moving.claim_submit, name="claim_submit"),
    path("<uuid:public_id>/setujui/", moving.claim_approve, name="claim_approve"),
    path("<uuid:public_id>/verifikasi/", moving.claim_verify, name="claim_verify"),
    path("<uuid:public_id>/putuskan/", moving.claim_decide, name="claim_decide"),
]
