"""What lines are called where their form isn't around them."""

from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.values.texts import title_of
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import element


def test_a_part_is_called_with_its_whole():
    catalogue = parse_catalogue(
        "\n".join(
            [
                CATALOGUE,
                element("C20", "Mokymai", "C"),
                element("C21", "iš jų: vaikams", "C"),
                element("C22", "iš jų: nuotoliniai", "C"),
            ]
        )
    )
    titles = {code: title_of(catalogue, catalogue.elements[code], "lt") for code in ("C20", "C22")}
    assert titles == {"C20": "Mokymai", "C22": "Mokymai, iš jų: nuotoliniai"}
