"""Search, ten results a page, as Plone has it."""

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from pages.models import request_site
from wagtail.models import Page


def search(request):
    query = request.GET.get("query", "")
    found = Paginator(Page.objects.live().search(query), 10).get_page(request.GET.get("page"))
    menu = request_site(request).root_page.get_children().live().in_menu()
    return TemplateResponse(request, "search.html", {"query": query, "found": found, "menu": menu})
