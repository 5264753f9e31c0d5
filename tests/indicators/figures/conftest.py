"""Pages of figures as people see them."""

from lxml import html
from plone import api
from tests.libraries.conftest import act_as


def opened(name, user="svecias", **form):
    """The HTML of a page of `/indicators`, and its status."""
    context = api.portal.get()["indicators"]
    request = context.REQUEST
    request.form.clear()
    request.form.update(form)
    request.set("ACTUAL_URL", f"{context.absolute_url()}/@@{name}")
    request.response.setStatus(200)
    with act_as(user):
        return api.content.get_view(name, context, request)()


def page_of(name, user="svecias", **form):
    return html.fromstring(opened(name, user, **form))


def text_of(element):
    return " ".join(element.text_content().split())


def texts(page, selector):
    return [text_of(element) for element in page.cssselect(selector)]
