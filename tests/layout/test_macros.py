"""The living page shows each macro."""

from plone import api


def test_design_page_renders(site, http_request):
    with api.env.adopt_roles(["Methodologist"]):
        view = api.content.get_view("design", site, http_request)
        html = view()
    assert 'class="mtd-badge mtd-badge--draft"' in html
