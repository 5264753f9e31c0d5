"""The addresses of the site: search, and pages."""

from django.urls import include
from django.urls import path
from pages.views import search
from wagtail import urls as wagtail_urls


urlpatterns = [path("search/", search, name="search"), path("", include(wagtail_urls))]
