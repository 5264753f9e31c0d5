"""Words, their stems, and the lexicon's step: pure."""

from metodinis.search.lexicon import StemmedWords
from metodinis.search.stems import fold
from metodinis.search.stems import stems
import pytest


# a stem -> forms of one word that share it, typed with accents or without
FAMILIES = {
    "bibliotek": "biblioteka bibliotekos bibliotekai biblioteką bibliotekoje bibliotekų "
    "bibliotekoms bibliotekomis biblioteku BIBLIOTEKA",
    "siaul": "Šiauliai Šiaulių Šiauliams Šiauliuose siauliu siauliai siauliuose",
    "rodikl": "rodiklis rodiklio rodiklių rodikliu rodikliai rodikliuose",
    "skaitomum": "skaitomumas skaitomumo skaitomumą skaitomumui",
    "sutart": "sutartis sutarties sutarčių sutarciu sutartys sutartims",
    "zod": "žodis žodžiai žodžių zodziu zodziai",
    "gerov": "gerovė gerovės gerovei gerovę gerovėje geroveje geroves gerovems",
    "vies": "viešoji viešosios viešąsias viešųjų viesuju viesasias viesosios",
    "report": "report reports",
}


@pytest.mark.parametrize("stem", FAMILIES)
def test_forms_share_a_stem(stem):
    assert {word: stem in stems(word) for word in FAMILIES[stem].split()} == dict.fromkeys(
        FAMILIES[stem].split(), True
    )


@pytest.mark.parametrize("word", ["ISO", "is", "C12", "2024", "BIL14", "yes", "ąčę"])
def test_short_words_and_codes_have_no_other_forms(word):
    assert stems(word) == ()


@pytest.mark.parametrize(
    ("one", "other"), [("biblioteka", "bibliografija"), ("service", "serial"), ("kaimas", "kaina")]
)
def test_different_words_share_none(one, other):
    assert set(stems(one)) & set(stems(other)) == set()


def test_fold_takes_case_and_accents_away():
    assert [fold(word) for word in ("ŠIAULIŲ", "Ežerėlis", "Łódź", "ČĘĖĮ")] == [
        "siauliu",
        "ezerelis",
        "lodz",
        "ceei",
    ]


def test_text_is_its_words_then_their_stems():
    assert StemmedWords().process(["Šiaulių biblioteka", "ISO 2789"]) == [
        *("siauliu", "biblioteka", "iso", "2789"),
        *("~siaul", "~bibliotek"),
    ]


def test_decomposed_letters_are_letters():
    assert StemmedWords().process(["S\u030ciaulie\u0328"])[0] == "siaulie"


@pytest.mark.parametrize(
    ("term", "parsed", "known_as"),
    [
        ("Šiaulių", ["Šiaulių"], ["siauliu", "~siaul"]),
        ("Bibliotė*", ["bibliote*"], ["bibliote"]),
        ('"Viešoji biblioteka"', ["viesoji", "biblioteka"], ["viesoji", "biblioteka"]),
        ("e-Paslaugos", ["e", "paslaugos"], ["e", "paslaugos"]),
        ("„", [], []),
    ],
)
def test_term_is_parsed_and_known(term, parsed, known_as):
    step = StemmedWords()
    found = step.processGlob([term])
    assert found == parsed
    if found and "*" not in found[0]:
        assert step.process_post_glob(found) == known_as
