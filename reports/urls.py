from django.urls import path

from reports.views import home, papers


urlpatterns = [
    path("", home.home, name="home"),
    path("cetakan/", papers.paper_list, name="paper_list"),
    path("cetakan/<uuid:public_id>/", papers.paper_download, name="paper_download"),
]
