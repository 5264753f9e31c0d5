"""The frame of pages: nothing that a page may count on is missing in it."""

from metodinis.layout.shell import MainTemplate
from metodinis.layout.viewlets import PageTitle
from metodinis.testing import PASSWORD
from plone import api
from plone.app.portlets.portlets.news import Assignment
from plone.app.portlets.utils import assignment_mapping_from_key
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from zope.i18n import translate
import pytest
import re
import requests
import transaction


SLOTS = re.compile(r"(define-slot|define-macro)=\"([^\"]+)\"")
NAMES = re.compile(r"(?:tal:define=\"|;)\s*([A-Za-z_]+) (?:python:(?!isRTL)|nocall|portal_state)")


def source(template):
    with open(template.filename, encoding="utf-8") as file:
        return file.read()


@pytest.fixture
def view_of(world, http_request):
    """Call it with a person and a place for the HTML of its page."""

    def render(person=None, place=world, name=""):
        if person is None:
            with api.env.adopt_roles(["Anonymous"]):
                return place.restrictedTraverse(name or place.getLayout())()
        with api.env.adopt_user(username=person):
            return place.restrictedTraverse(name or place.getLayout())()

    return render


@pytest.fixture
def page_of(served_world):
    """Call it with a path and a person for the HTML that is sent."""

    def ask(path="", person=None, **options):
        login = (person, PASSWORD) if person else None
        url = f"{served_world.absolute_url()}{path}"
        headers = {"Accept": "text/html"}
        answer = requests.get(url, auth=login, headers=headers, timeout=60, **options)
        # Pages of people who are logged in go through a serializer that writes entities.
        return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), answer.text)

    return ask


def test_slots_are_those_of_plone():
    ours = sorted(SLOTS.findall(source(MainTemplate.shell_template)))
    assert ours == sorted(SLOTS.findall(source(MainTemplate.main_template)))


def test_names_that_a_page_may_use_are_those_of_plone():
    theirs = {*NAMES.findall(source(MainTemplate.main_template))}
    assert theirs >= {"portal_state", "context_state", "plone_view", "checkPermission", "sl"}
    assert theirs - {*NAMES.findall(source(MainTemplate.shell_template))} == set()


@pytest.mark.parametrize(
    ("person", "has_shell"),
    [
        (None, True),
        ("svecias", True),
        ("krt-darbuotoja", True),
        ("krt-direktore", True),
        ("metodininke", True),
        ("vedeja", True),
        ("redaktore", False),
    ],
)
def test_editors_keep_plones_frame(page_of, person, has_shell):
    page = page_of(person=person)
    is_shell = 'popovertarget="offcanvasNavbar"' in page
    assert (is_shell, "edit-zone" in page) == (has_shell, not has_shell)
    assert page.count("mtd-skip") == 1


def test_part_of_a_page_has_no_frame(page_of):
    page = page_of("/login?ajax_load=1")
    assert "buttons-login" in page
    assert "portal-globalnav" not in page


def test_page_without_widgets_has_no_scripts(page_of):
    page = page_of("/libraries")
    assert re.findall("<script[^>]*src", page) == []
    assert " data-pat-" not in page
    assert "metodinis:scripts" not in page
    assert "data-metodinis-settings" not in page


def test_page_with_widgets_has_their_scripts(page_of):
    page = page_of("/login")
    head, _body, rest = page.partition("<body")
    assert "bundle-plone/bundle.min.js" in head
    assert 'data-i18ncatalogurl="' in rest


def test_visitor_has_our_style_sheet_after_the_theme(page_of):
    links = re.findall(r"data-bundle=\"([^\"]+)\"", page_of())
    assert links[-2:] == ["diazo", "metodinis"]


def test_page_tells_its_language_title_and_address(page_of, served_world):
    url = f"{served_world.absolute_url()}/libraries"
    page = page_of("/libraries")
    assert re.search(r"<html[^>]* lang=\"lt\"", page)
    assert "<title>Bibliotekos &mdash; " in page
    assert f'<link rel="canonical" href="{url}" />' in page
    assert 'href="#main-container">Pereiti prie turinio</a>' in page
    assert re.search(r"<html[^>]* lang=\"en\"", page_of("/libraries?set_language=en"))


def test_body_has_plones_classes(page_of):
    (classes,) = re.findall(r"<body[^>]* class=\"([^\"]+)\"", page_of("/libraries"))
    assert {"portaltype-librarydirectory", "section-libraries", "userrole-anonymous"} <= {
        *classes.split()
    }


def test_description_is_escaped(view_of, world):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(world, "Document", "apie", description='"><script>x</script>')
        api.content.transition(page, "publish")
    html = view_of(place=page)
    assert '<meta name="description" content="&quot;&gt;&lt;script&gt;' in html
    assert "<script>x" not in html


def test_message_is_shown_once(view_of, http_request):
    IStatusMessage(http_request).add("Įrašyta", type="info")
    assert "Įrašyta" in view_of()
    assert "Įrašyta" not in view_of()


def test_portlets_stand_where_an_editor_put_them(view_of, world):
    assert "portal-column-two" not in view_of()
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(
            world, "News Item", "naujiena", title="Atvertas skaitymo kambarys"
        )
        api.content.transition(page, "publish")
        column = assignment_mapping_from_key(
            world, "plone.rightcolumn", "context", "/".join(world.getPhysicalPath())
        )
        column["news"] = Assignment(count=5, state=("published",))
    world.REQUEST.__annotations__.pop("plone.memoize", None)
    html = view_of()
    assert 'id="portal-column-two"' in html
    assert "Atvertas skaitymo kambarys" in html


def test_viewlets_ask_for_their_permission(view_of, world):
    """The word of mails is a viewlet of ours for the department alone."""
    world.MailHost.smtp_queue = True
    assert "mtd-alert" not in view_of("krt-direktore", world["libraries"])


def test_tools_of_a_person_and_of_a_visitor(page_of, served_world):
    visitor, person = page_of(), page_of(person="krt-direktore")
    assert f'href="{served_world.absolute_url()}/login"' in visitor
    assert "user-name" not in visitor
    assert ">Aldona Kretingaitė</summary>" in person
    assert f'href="{served_world.absolute_url()}/logout"' in person
    assert "personaltools-login" not in person


def test_failed_page_has_the_frame(page_of):
    page = page_of("/nera-tokio")
    assert "Tokio puslapio nėra" in page
    assert "portal-globalnav" in page
    assert 'data-bundle="diazo"' in page


def test_new_style_is_seen_at_once(page_of):
    assert "@@custom.css" not in page_of()
    name = "plone.app.theming.interfaces.IThemeSettings.custom_css"
    api.portal.set_registry_record(name, "body { color: red; }")
    transaction.commit()
    assert "@@custom.css" in page_of()


def test_bundle_for_some_people_is_theirs_alone(page_of):
    """Also when the links of both are kept."""
    name = "plone.bundles/metodinis.expression"
    api.portal.set_registry_record(name, "python: member is not None")
    transaction.commit()
    for _round in range(2):
        assert 'data-bundle="metodinis"' not in page_of("/libraries")
        assert 'data-bundle="metodinis"' in page_of("/libraries", "krt-direktore")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("", "Mūsų krašto bibliotekos &mdash; {site}"),
        ("/@@search", "Paieška &mdash; {site}"),
        ("/login", "Prisijungti &mdash; {site}"),
        ("/contact-info", "Parašykite mums &mdash; {site}"),
        ("/nera-tokio", "Tokio puslapio nėra &mdash; {site}"),
        ("/rounds/@@corrections", "Taisymų registras &mdash; Ataskaitos &mdash; {site}"),
        ("/rounds/@@corrections?set_language=en", "Register of corrections &mdash; Reports"),
    ],
)
def test_title_tells_the_page_and_its_object(page_of, path, title):
    site = api.portal.get_registry_record("plone.site_title")
    # A page that was parsed on its way has the dash itself.
    sent = page_of(path).replace("—", "&mdash;")
    assert f"<title>{title.format(site=site)}" in sent


def test_title_is_escaped(world, http_request):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(world, "Document", "zenklai", title="<b>A & B</b>")
    viewlet = PageTitle(page, http_request, BrowserView(page, http_request))
    viewlet.update()
    assert viewlet.site_title.startswith("&lt;b&gt;A &amp; B&lt;/b&gt; &mdash; ")


def test_own_action_is_told_in_its_domain(world, http_request):
    action = api.portal.get_tool("portal_actions").user.agenda
    title = action.getInfoData()[0]["title"]
    assert translate(title, target_language="lt") == "Mano darbai"


def test_states_that_the_folders_contents_show_are_translated(world):
    workflows = api.portal.get_tool("portal_workflow")
    used = {flow for chain in workflows.listChainOverrides() for flow in chain[1]}
    used |= {*workflows.getDefaultChain()}
    states = {state for flow in used for state in workflows[flow].states}
    untold = {s for s in states if translate(s, domain="widgets", target_language="lt") == s}
    assert untold == set()


def test_english_in_plones_markup_is_translated_in_the_shell_too(page_of):
    page = page_of("/accessibility-info")
    assert page.startswith("<!DOCTYPE html>")
    assert ("(apie VPAT)" in page, "(about VPAT)" in page) == (True, False)
    assert "ą" in page
