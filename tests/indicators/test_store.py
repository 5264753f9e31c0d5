"""The site's tables: installed whole, parsed once, kept in versions."""

from metodinis.indicators import store
from metodinis.indicators.catalogue import COLUMNS
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.operations import install
from plone import api


def test_shipped_tables_are_installed_canonical(site):
    text = store.catalogue_text()
    assert parse_catalogue(text).text == text
    assert store.parsed_rules(store.rules_text(), text).text == store.rules_text()


def test_install_keeps_what_is_there(site):
    uid = site["indicators"].UID()
    install(site)
    assert site["indicators"].UID() == uid
    assert [version.number for version in site["indicators"].versions("catalogue")] == [1]


def test_parsed_once():
    text = ",".join(COLUMNS) + "\n"
    assert store.parsed_catalogue(text) is store.parsed_catalogue(text)


def test_search_finds_definitions(site):
    found = api.content.find(SearchableText="skaitomumas", portal_type="IndicatorCatalogue")
    assert [brain.getId for brain in found] == ["indicators"]
