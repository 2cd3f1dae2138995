from django.urls import path

from minqing.accounts import pages

urlpatterns = [path("me/", pages.my_account, name="my_account")]
