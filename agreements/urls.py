from django.urls import path

from agreements.views import agreements


urlpatterns = [path("", agreements.agreement_list, name="agreement_list")]
