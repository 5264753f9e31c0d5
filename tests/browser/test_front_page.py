"""The front page in a real browser."""

import pytest


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_front_page_fits_the_screen(page, served_site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served_site.absolute_url())
    assert page.locator("html").get_attribute("lang") == "lt"
    assert page.evaluate("document.documentElement.scrollWidth") == width
