"""A form of Plone's that is refused says so above, and at each field."""

from lxml import html
from metodinis.layout.refused import RefusedForms
from metodinis.testing import PASSWORD
import pytest
import requests


MESSAGE = '<div class="portalMessage statusmessage-error" role="alert">Yra klaidų</div>'
FIELD = """<div class="field error" id="formfield-{0}"><label for="{0}">{1}
  <span class="required" title="Privaloma"></span></label>{2}
  <div class="invalid-feedback">{3}</div></div>"""
NAME = FIELD.format("vardas", "Vardas", '<input id="vardas">', "Privaloma.")


@pytest.fixture
def refused(world, http_request):
    """Call it with the content of a page for the page's tree as it is sent."""

    def send(message, *fields):
        form = f'<form class="pat-formautofocus rowlike">{"".join(fields)}</form>'
        root = html.document_fromstring(f"<html><head></head><body>{message}{form}</body></html>")
        RefusedForms(None, http_request).change(root)
        return root

    return send


def summary(root):
    return [(a.get("href"), a.text) for a in root.xpath("//*[@id='mtd-errors']//a")]


def test_message_takes_the_focus_and_leads_to_the_field(refused):
    root = refused(MESSAGE, NAME)
    box = root.get_element_by_id("mtd-errors")
    assert (box.get("tabindex"), box.get("autofocus")) == ("-1", "autofocus")
    assert summary(root) == [("#vardas", "Vardas: Privaloma.")]
    assert "pat-formautofocus" not in root.xpath("//form/@class")[0]


def test_field_is_joined_to_what_is_wrong_with_it(refused):
    root = refused(MESSAGE, NAME)
    control = root.get_element_by_id("vardas")
    assert control.get("aria-invalid") == "true"
    said = root.get_element_by_id(control.get("aria-describedby"))
    assert said.text_content() == "Privaloma."


def test_group_of_choices_leads_to_its_first(refused):
    radios = '<input type="radio" id="a"><input type="radio" id="b">'
    root = refused(MESSAGE, FIELD.format("w", "Būsena", radios, "Pasirinkite."))
    assert summary(root) == [("#a", "Būsena: Pasirinkite.")]
    assert root.xpath("count(//input[@aria-describedby])") == 2
    assert root.xpath("//input[@aria-invalid]") == []


def test_control_without_an_id_gets_one_to_be_led_to(refused):
    root = refused(MESSAGE, FIELD.format("w", "Nuoroda", '<input name="w.internal">', "Privaloma."))
    ((place, text),) = summary(root)
    assert text == "Nuoroda: Privaloma."
    assert root.get_element_by_id(place[1:]).get("name") == "w.internal"


def test_error_of_the_form_itself_stays_in_the_message(refused):
    fault = '<div class="field error"><div class="invalid-feedback">Yra tokia.</div></div>'
    root = refused(MESSAGE.replace("Yra klaidų", f"Yra klaidų {fault}"))
    assert summary(root) == []
    assert root.get_element_by_id("mtd-errors").get("autofocus") == "autofocus"


def test_message_is_made_where_a_template_has_none(refused):
    root = refused("", NAME)
    assert root.xpath("string(//*[@id='mtd-errors']/strong)") == "Reikia pataisyti 1 vietą"
    assert root.get_element_by_id("mtd-errors").getnext().tag == "form"


def test_place_of_an_error_that_is_empty_says_nothing(refused):
    root = refused("", FIELD.format("w", "Data", '<input id="w">', " "))
    assert root.xpath("//*[@id='mtd-errors'] | //*[@aria-invalid]") == []
    assert root.xpath("//form/@class") == ["pat-formautofocus rowlike"]


def test_summary_of_a_page_of_ours_is_left_alone(refused):
    root = refused('<div id="mtd-errors">Mūsų</div>', NAME)
    assert root.xpath("//*[@aria-invalid]") == []


def test_refused_login_says_so_first(served_world):
    """The whole way: the transform is registered, and sees pages of the shell."""
    sent = {"buttons.login": "1", "__ac_name": "svecias", "__ac_password": f"ne {PASSWORD}"}
    page = f"{served_world.absolute_url()}/login"
    root = html.document_fromstring(requests.post(page, data=sent, timeout=60).text)
    box = root.get_element_by_id("mtd-errors")
    assert (box.get("autofocus"), box.get("tabindex")) == ("autofocus", "-1")


def test_page_without_errors_has_no_summary(served_world):
    page = requests.get(f"{served_world.absolute_url()}/login", timeout=60)
    root = html.document_fromstring(page.text)
    assert root.xpath("//*[@id='mtd-errors']") == []
