"""Controls that Plone's widgets leave without a name have one on the page that is sent."""

from lxml import html
from metodinis.layout.mended import MARKS
from metodinis.layout.mended import MendedMarkup
import pytest


PAGE = "<html><head><title>Forma</title></head><body>{}</body></html>"


@pytest.fixture
def mended(world, http_request):
    """Call it with the body of a page for the page's tree as it is sent."""

    def mend(body, page=PAGE):
        root = html.document_fromstring(page.format(body))
        MendedMarkup(None, http_request).change(root)
        return root

    return mend


def field(label, widget):
    return f'<div class="field"><label for="w">{label}</label>{widget}</div>'


def test_label_of_a_file_leads_to_its_input(mended):
    root = mended(field("Nuotrauka", '<div id="w"><input type="file" id="w-input"></div>'))
    assert root.xpath("//label/@for") == ["w-input"]


def test_label_that_leads_nowhere_finds_its_only_control(mended):
    root = mended('<div class="field"><label>Data</label><p><input id="data"></p></div>')
    assert root.xpath("//label/@for") == ["data"]


def test_control_without_an_id_gets_the_one_its_label_asks_for(mended):
    root = mended(field("Kitas adresas", '<input name="redirection">'))
    assert root.xpath("//input/@id") == ["w"]


def test_whole_form_is_no_group_of_a_label(mended):
    root = mended('<form><label for="x">Pridėti</label><input><select></select></form>')
    assert root.xpath("//@role | //@aria-label") == []
    root = mended('<form><label for="x">Pridėti</label><select></select></form>')
    assert root.xpath("//select/@id") == ["x"]


def test_text_and_its_format_are_told_apart(mended):
    widget = '<textarea name="w"></textarea><select id="w_text_format"></select>'
    root = mended(field("Tekstas", widget))
    assert root.xpath("//textarea/@id") == ["w"]
    assert root.xpath("//select/@aria-label") == ["Tekstas: Teksto formatas"]


def test_several_controls_are_a_group_with_the_label_as_its_name(mended):
    choices = "".join(f'<label for="{n}">{n}</label><input type="radio" id="{n}">' for n in "ab")
    root = mended(field("Būsena", f"<p>{choices}</p>"))
    (group,) = root.xpath("//*[@role='group']")
    named = group.get("aria-labelledby")
    assert root.get_element_by_id(named).text_content() == "Būsena"
    assert root.xpath("//input/@aria-label") == []


def test_lists_in_order_and_their_arrows_have_names(mended):
    widget = (
        '<div class="ordered-selection-field" id="w"><select id="w-from"></select>'
        '<button name="from2toButton">→</button><select id="w-to"></select>'
        '<button name="upButton">↑</button></div>'
    )
    root = mended(field("Stulpeliai", widget))
    names = ["Nepasirinkta", "Pasirinkti", "Pasirinkta, eilės tvarka", "Perkelti aukštyn"]
    assert root.xpath("//*[@id='w']/*/@aria-label") == names
    assert root.xpath("//*[@id='w']/@role") == ["group"]


def test_boxes_of_sharing_are_named_by_column_and_row(mended):
    root = mended(
        '<table id="user-group-sharing"><thead><tr><th>Vardas</th><th>Mato</th></tr></thead>'
        '<tbody><tr><td>Ona</td><td><input type="checkbox"></td></tr></tbody></table>'
    )
    assert root.xpath("//input/@aria-label") == ["Mato: Ona"]


def test_control_that_has_its_label_is_left_as_it_is(mended):
    body = field("Vardas", '<input id="w">')
    expected = html.document_fromstring(PAGE.format(body))
    assert html.tostring(mended(body)) == html.tostring(expected)


def test_links_without_a_word_are_left_out(mended):
    root = mended('<p><a href="/a"></a></p><p><a href="/b">B</a></p><a href="/c"><img></a>')
    assert root.xpath("//a/@href") == ["/b", "/c"]
    assert len(root.xpath("//p")) == 1


def test_icon_stands_where_its_name_was_taken_for_an_address(mended):
    root = mended(
        '<ul class="folder-factories"><li><img src="contenttype/document"> Puslapis</li></ul>'
    )
    assert root.xpath("//img") == []
    assert root.xpath("count(//li/svg)") == 1
    assert root.xpath("string(//li)").split() == ["Puslapis"]


def test_part_of_a_page_that_is_opened_alone_has_a_title_and_its_language(mended, http_request):
    root = mended("<h3>Istorija</h3>", '<html lang="en"><body>{}</body></html>')
    assert root.findtext("head/title") == "Istorija"
    assert root.get("lang") == "lt"


def test_files_that_may_be_chosen_are_told_in_words(mended):
    root = mended('<input type="file"><div class="form-text">Tinka: image/*.</div>')
    assert root.xpath("string(//div)") == "Tinka: paveikslai."


def test_script_comes_with_what_it_mends_only(mended):
    scripts = "//script[contains(@src, 'widgets.js')]"
    assert mended('<p class="pat-tooltip"></p>').xpath(scripts) == []
    (script,) = mended('<div class="pat-structure"></div>').xpath(scripts)
    assert script.get("data-no-results") == "Nėra ką peržiūrėti"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b'<div class="mtd-field">', False),
        (b'<div class="mb-3 field error">', True),
        (b'<input type="file">', True),
        (b'<a href="/">Home</a>', False),
        (b'<a href="/"> </a>', True),
    ],
)
def test_pages_that_have_nothing_of_this_are_not_parsed(page, expected):
    assert bool(MARKS.search(page)) is expected
