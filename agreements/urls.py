from django.urls import path

from agreements.views import agreements, briefings, circulars, editing, moves, scans, versions


urlpatterns = [
    path("", agreements.agreement_list, name="agreement_list"),
    path("<uuid:public_id>/ajukan/", moves.agreement_submit, name="agreement_submit"),
    path("<uuid:public_id>/tarik/", moves.agreement_take_back, name="agreement_take_back"),
    path("<uuid:public_id>/catatan/", moves.agreement_remark, name="agreement_remark"),
    path("<uuid:public_id>/setujui/", moves.agreement_agree, name="agreement_agree"),
    path("<uuid:public_id>/buka-lagi/", moves.agreement_reopen, name="agreement_reopen"),
    path("<uuid:public_id>/meterai/", moves.agreement_stamp, name="agreement_stamp"),
    path("<uuid:public_id>/versi/", versions.agreement_difference, name="agreement_difference"),
    path("pindaian/<uuid:public_id>/", scans.agreement_scan, name="agreement_scan"),
    path("pindaian/<uuid:public_id>/pratinjau/", scans.agreement_scan_preview, name="agreement_scan_preview"),
    path("pindaian/<uuid:public_id>/ganti/", scans.agreement_scan_replace, name="agreement_scan_replace"),
    path("pindaian/<uuid:public_id>/hapus/", scans.agreement_scan_drop, name="agreement_scan_drop"),
    path("<uuid:public_id>/hapus/", editing.agreement_discard, name="agreement_discard"),
    path("<uuid:public_id>/nomor/", editing.agreement_number, name="agreement_number"),
]
# Beside what reports shows of a circular, under the same address.
circular_urls = [
    path("baru/", circulars.circular_new, name="circular_new"),
    path("<uuid:public_id>/ubah/", circulars.circular_edit, name="circular_edit"),
    path("<uuid:public_id>/hapus/", circulars.circular_drop, name="circular_drop"),
    path("<uuid:public_id>/ajukan/", circulars.circular_submit, name="circular_submit"),
    path("<uuid:public_id>/tarik/", circulars.circular_take_back, name="circular_take_back"),
    path("<uuid:public_id>/terbitkan/", circulars.circular_issue, name="circular_issue"),
    path("<uuid:public_id>/kembalikan/", circulars.circular_give_back, name="circular_give_back"),
    path("<uuid:public_id>/cabut/", circulars.circular_withdraw, name="circular_withdraw"),
]
briefing_urls = [
    path("", briefings.briefing_list, name="briefing_list"),
    path("baru/", briefings.briefing_new, name="briefing_new"),
    path("<uuid:public_id>/", briefings.briefing_detail, name="briefing_detail"),
    path("<uuid:public_id>/perbaiki/", briefings.briefing_correct, name="briefing_correct"),
]
