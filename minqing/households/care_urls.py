from django.urls import path

from minqing.households import care_pages, rights_pages

urlpatterns = [
    path("care/", care_pages.care_reviews, name="care_reviews"),
    path("residents/<uuid:pk>/care/", care_pages.care_needs, name="care_needs"),
    path("residents/<uuid:pk>/care/new/", care_pages.care_need_new, name="care_need_new"),
    path("care/<uuid:pk>/open/", care_pages.care_need_open, name="care_need_open"),
    path("care/<uuid:pk>/confirm/", care_pages.care_need_confirm, name="care_need_confirm"),
    path("care/<uuid:pk>/end/", care_pages.care_need_end, name="care_need_end"),
    path("residents/<uuid:pk>/consents/", rights_pages.consents, name="consents"),
    path("consents/<uuid:pk>/withdraw/", rights_pages.consent_withdraw, name="consent_withdraw"),
    path("residents/<uuid:pk>/readings/", rights_pages.readings, name="readings"),
    path("residents/<uuid:pk>/export/", rights_pages.resident_export, name="resident_export"),
    path("residents/<uuid:pk>/erase/", rights_pages.resident_erase, name="resident_erase"),
]
