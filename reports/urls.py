from django.urls import path

from reports.views import agreements, bill_papers, cards, claim_papers, coverage, handovers, home, papers


urlpatterns = [
    path("iuran/tagihan/<uuid:public_id>/cetak/", bill_papers.bill_paper, name="bill_paper"),
    path("", home.home, name="home"),
    path("kartu/", cards.cards, name="cards"),
    path("kartu/cetak/", cards.cards_print, name="cards_print"),
    path("perjanjian/<uuid:public_id>/", agreements.agreement_detail, name="agreement_detail"),
    path("perjanjian/<uuid:public_id>/naskah/", agreements.agreement_paper, name="agreement_paper"),
    path("surat-edaran/", agreements.circular_list, name="circular_list"),
    path("surat-edaran/<uuid:public_id>/", agreements.circular_detail, name="circular_detail"),
    path("surat-edaran/<uuid:public_id>/surat/", agreements.circular_paper, name="circular_paper"),
    path("cetakan/", papers.paper_list, name="paper_list"),
    path("cetakan/<uuid:public_id>/", papers.paper_download, name="paper_download"),
    path("cakupan/", coverage.coverage, name="coverage"),
    path("cakupan/tabel/", coverage.coverage_table, name="coverage_table"),
    path("cakupan/daftar/", coverage.coverage_paper, name="coverage_paper"),
    path("cakupan/<uuid:public_id>/", coverage.coverage, name="coverage_city"),
    path("cakupan/<uuid:public_id>/tabel/", coverage.coverage_table, name="coverage_city_table"),
    path("cakupan/<uuid:public_id>/daftar/", coverage.coverage_paper, name="coverage_city_paper"),
    path("cakupan/kesenjangan/<uuid:public_id>/", coverage.gap_detail, name="gap_detail"),
    path("cakupan/kesenjangan/<uuid:public_id>/penanggung-jawab/", coverage.gap_assign, name="gap_assign"),
    path("cakupan/kesenjangan/<uuid:public_id>/tutup/", coverage.gap_close, name="gap_close"),
    path("cakupan/kesenjangan/<uuid:public_id>/buka/", coverage.gap_reopen, name="gap_reopen"),
    path("kartu/penyerahan/<uuid:public_id>/", handovers.handover_detail, name="handover_detail"),
    path("kartu/penyerahan/<uuid:public_id>/serahkan/", handovers.handover_tick, name="handover_tick"),
    path("kartu/penyerahan/<uuid:public_id>/batal/", handovers.handover_take_back, name="handover_take_back"),
    path(
        "kartu/penyerahan/<uuid:public_id>/hadir/<int:number>/",
        handovers.handover_attendance,
        name="handover_attendance",
    ),
    path("kartu/penyerahan/<uuid:public_id>/berita-acara/", handovers.handover_minutes, name="handover_minutes"),
    path("cetakan/klaim/<uuid:public_id>/", claim_papers.claim_pack, name="claim_pack"),
    path("cetakan/santunan/<uuid:public_id>/", claim_papers.claim_receipt, name="claim_receipt"),
    path("cetakan/penyerahan-santunan/<uuid:public_id>/", claim_papers.ceremony_minutes, name="ceremony_minutes"),
]
