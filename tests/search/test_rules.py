"""What was typed, and where its words stand in a text: pure."""

from hypothesis import given
from hypothesis import strategies
from metodinis.search.rules import beginnings
from metodinis.search.rules import marked
from metodinis.search.rules import read_query
from metodinis.search.rules import SNIPPET
from metodinis.search.rules import snippet
import pytest
import unicodedata


@pytest.mark.parametrize(
    ("typed", "expression", "plain"),
    [
        ("viešoji  biblioteka", "viešoji biblioteka", "viešoji AND biblioteka"),
        ('"viešoji biblioteka', "viešoji biblioteka", "viešoji AND biblioteka"),
        ("„viešoji biblioteka“", '"viešoji biblioteka"', '"viešoji biblioteka"'),
        ("(knyga", "knyga", "knyga"),
        ("knyga NE vaikai", "knyga AND NOT vaikai", "knyga"),
        ("knyga IR NE vaikai", "knyga AND NOT vaikai", "knyga"),
        ("knyga ARBA ARBA vaikai IR", "knyga OR vaikai", "knyga AND vaikai"),
        ("(knyga OR vaikai) -tėvai", "( knyga OR vaikai ) AND NOT tėvai", "knyga AND vaikai"),
        ("knyga AND NOT (vaikai OR a)", "knyga AND NOT ( vaikai OR a )", "knyga"),
        ("knyga -vaikai", "knyga -vaikai", "knyga"),
        ("-knyga", "-knyga", ""),
        ("not or", '"not" "or"', '"not" AND "or"'),
        ("e-paslaugos", '"e paslaugos"', '"e paslaugos"'),
        ("*ga k* kn*", "ga k kn*", "ga AND k AND kn*"),
        ("– & %", "", ""),
        ("", "", ""),
    ],
)
def test_what_was_typed_is_tidied(typed, expression, plain):
    query = read_query(typed)
    assert (query.expression, query.plain) == (expression, plain)


def test_terms_are_the_wanted_words():
    query = read_query("Knygų -vaikai bibl* „Senas tekstas“ AND NOT (a OR b)")
    assert [(term.folded, set(term.stems), term.prefix) for term in query.terms] == [
        ("knygu", {"knyg"}, False),
        ("bibl", set(), True),
        ("senas", set(), False),
        ("tekstas", set(), False),
    ]


def test_prefixes_stand_for_words_that_are_long_enough():
    assert read_query('knyg a "senas tekstas"').prefixes == 'knyg* AND a AND "senas tekstas"'


def test_query_is_cut():
    assert len(read_query("žodis " * 1000).text) == 200


def test_beginnings():
    assert beginnings("Kret. or") == '("kret" OR kret*) AND ("or" OR or*)'
    assert beginnings(" – ") == ""


def words_of(pieces):
    return [text for text, is_match in pieces if is_match]


def test_marks_stand_on_words_in_any_form():
    text = "Šiaulių bibliotekos, „biblioteka“; bibliografija."
    pieces = marked(text, read_query("siauliai BIBLIOTEKŲ").terms)
    assert words_of(pieces) == ["Šiaulių", "bibliotekos", "biblioteka"]
    assert "".join(piece for piece, _is_match in pieces) == text


def test_beginning_and_phrase_are_marked_as_they_are_found():
    text = "Bibliografija ir knygos knyga"
    assert words_of(marked(text, read_query("bibl* „knyga“").terms)) == ["Bibliografija", "knyga"]


def test_snippet_shows_where_most_terms_stand():
    text = f"Knyga. {'tuščia ' * 80}Čia knygos ir vaikai. {'tuščia ' * 80}"
    pieces = snippet(text, read_query("knyga vaikas").terms)
    assert words_of(pieces) == ["knygos", "vaikai"]
    assert pieces[0] == ("… ", False)
    assert pieces[-1] == (" …", False)


def test_snippet_without_a_match_is_the_beginning():
    assert snippet("Vienas du\n trys", read_query("kita").terms) == [("Vienas du trys", False)]
    assert snippet("", read_query("kita").terms) == []


@given(strategies.text(max_size=60))
def test_anything_may_be_typed(typed):
    query = read_query(typed)
    assert query.expression.count('"') % 2 == 0
    assert query.expression.count("(") == query.expression.count(")")


@given(strategies.text(max_size=600), strategies.text(max_size=20))
def test_snippet_is_a_piece_of_its_text(text, typed):
    pieces = snippet(text, read_query(typed).terms)
    assert len("".join(piece for piece, _is_match in pieces)) <= SNIPPET + 4


@given(strategies.text(max_size=200), strategies.text(max_size=20))
def test_marking_loses_nothing(text, typed):
    pieces = marked(text, read_query(typed).terms)
    assert "".join(piece for piece, _is_match in pieces) == unicodedata.normalize("NFC", text)
