"""The summary of a refused form leads to fields that can't be seen until their tab is open."""

from tests.screens import prepare_stock
import pytest
import transaction


pytestmark = pytest.mark.browser

SEND_WRONG_DATE = """() => {
    const date = document.querySelector("[name='form.widgets.IDublinCore.effective']");
    date.type = "text";
    date.value = "vakar";
    date.form.noValidate = true;
    for (const control of date.form.querySelectorAll("[required]")) control.required = false;
    date.form.elements["form.buttons.save"].click();
}"""


def test_link_of_the_summary_opens_the_tab_and_goes_to_the_field(browser_page, served_world):
    prepare_stock(served_world)
    transaction.commit()
    page = browser_page("redaktore")
    page.goto(f"{served_world.absolute_url()}/naujienos/++add++Document")
    page.wait_for_load_state("networkidle")
    with page.expect_navigation():
        page.evaluate(SEND_WRONG_DATE)
    page.wait_for_load_state("networkidle")
    date = page.locator("[name='form.widgets.IDublinCore.effective']")
    assert page.evaluate("document.activeElement.id") == "mtd-errors"
    assert page.locator("#mtd-errors a").count() == 2
    assert not date.is_visible()
    page.locator("#mtd-errors a").nth(1).press("Enter")
    assert date.is_visible()
    name = page.evaluate("document.activeElement.name")
    assert name == "form.widgets.IDublinCore.effective"
