from django.urls import path

from agreements import views


urlpatterns = [path("", views.agreement_list, name="agreement_list")]
