"""Lithuanian alphabetical order."""

from metodinis.common.sorting import sort_key
import pytest


@pytest.mark.parametrize(
    "ordered",
    [
        ["Cukrus", "Čekiškė", "Druskininkai"],
        ["Skuodas", "Šilalė", "Šilutė", "Tauragė"],
        ["Zarasai", "Žagarė"],
        # y stands among i, long before z
        ["Ignalina", "Yla", "Ylakiai", "Ilguva", "Jonava"],
        # marks and capitals decide only between words that are otherwise the same
        ["kasa", "Kasa", "kąsa", "kasti"],
        ["lis", "lįs", "lys", "lisas"],
        ["Alytaus m. sav.", "Alytaus r. sav.", "Alytausė"],
        ["2 filialas", "„Ąžuolynas“", "Birštonas"],
        ["", "a"],
    ],
)
def test_order(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_spaces_and_quotation_marks_weigh_nothing_twice():
    assert sort_key("„Kauno“  m.") == sort_key("Kauno m.")
