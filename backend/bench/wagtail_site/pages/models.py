"""One kind of page: a title, an introduction, a text, and its children listed."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class StandardPage(Page):
    """A page with a text."""

    introduction = models.TextField(blank=True)
    body = RichTextField(blank=True)
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    template = "standard_page.html"

    def get_context(self, request):
        context = super().get_context(request)
        children = StandardPage.objects.child_of(self).live().order_by("path")
        context["listing"] = Paginator(children, 20).get_page(request.GET.get("page"))
        context["menu"] = request_site(request).root_page.get_children().live().in_menu()
        context["breadcrumbs"] = self.get_ancestors(inclusive=True).filter(depth__gte=2)
        return context


def request_site(request):
    from wagtail.models import Site

    return Site.find_for_request(request)
