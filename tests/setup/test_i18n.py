"""Every message has its English and Lithuanian, and none is left over."""

from backend import i18n
from backend import messages
from pathlib import Path
import polib
import pytest


def test_catalogs_are_in_step():
    assert i18n.problems(Path()) == []


def test_messages_are_found_in_python():
    source = """
title = _("room_title", default="Title")
text = _("room_text", "Text")
count = view.plural(len(rows), "room_rows")
other = gettext("not_ours")
"""
    assert list(messages.in_python(source)) == [
        ("room_title", "Title", "metodinis"),
        ("room_text", "Text", "metodinis"),
        ("room_rows_one", None, "metodinis"),
        ("room_rows_few", None, "metodinis"),
        ("room_rows_other", None, "metodinis"),
    ]


def test_messages_are_found_in_templates():
    source = """<div i18n:domain="metodinis">
<p i18n:translate="room_greeting">Good  day,
  <b i18n:name="name">${who}</b>!</p>
<img alt="A chart" i18n:attributes="alt room_chart" />
<p i18n:translate="" tal:content="view/dynamic">any</p>
<i tal:content="python:view.plural(len(view.rows()), 'room_rows')" />
<a i18n:domain="plone" i18n:translate="label_login">Log in</a></div>"""
    assert messages.in_template(source) == [
        ("room_greeting", "Good day, ${name}!", "metodinis"),
        ("room_chart", "A chart", "metodinis"),
        ("room_rows_one", None, "metodinis"),
        ("room_rows_few", None, "metodinis"),
        ("room_rows_other", None, "metodinis"),
        ("label_login", "Log in", "plone"),
    ]


def test_profile_is_looked_up_by_its_text():
    source = """<object xmlns:i18n="http://xml.zope.org/namespaces/i18n" i18n:domain="metodinis">
<property name="title" i18n:translate="">Library</property>
<action title="View" i18n:attributes="title" /></object>"""
    assert list(messages.in_profile(source, None)) == [
        ("Library", "Library", "metodinis"),
        ("View", "View", "plone"),
    ]


@pytest.mark.parametrize(
    ("english", "lithuanian", "wrong"),
    [
        ("${n} reports", "${n} ataskaitų", []),
        ("${n} reports", "", ["is empty"]),
        ("${n} reports", "Ataskaitų: ${m}", ["has other placeholders than its English"]),
        ("$name's page", "Puslapis", ["has other placeholders than its English"]),
        ("until ", "iki", ["begins or ends with other spaces than its English"]),
        (" ", " ", []),
        ("", "Kas bet", []),
    ],
)
def test_translation_is_compared_with_its_english(english, lithuanian, wrong):
    entry = polib.POEntry(msgid="room_text", msgstr=lithuanian)
    assert list(i18n.faults(entry, english)) == wrong


def test_fuzzy_translation_is_none():
    entry = polib.POEntry(msgid="room_text", msgstr="Tekstas", flags=["fuzzy"])
    assert list(i18n.faults(entry, "Text")) == ["is fuzzy, so nobody sees it"]


def test_english_of_other_domains_is_their_default_or_id():
    symbolic = polib.POEntry(msgid="label_text", comment='Default: "The \\"text\\""')
    assert i18n.text_of(symbolic) == 'The "text"'
    assert i18n.text_of(polib.POEntry(msgid="The text")) == "The text"
    assert i18n.text_of(polib.POEntry(msgid="label_text")) == ""
