"""Narrative reports of the demo: short chapters that speak of the figures. Pure.

`data/chapters.csv` has their texts, with codes of elements in braces. Numbers stand where
Lithuanian needs no agreement with them ("apsilankymų – 1 234").
"""

from decimal import Decimal
from metodinis.demo.figures import libraries
from metodinis.demo.figures import population
from metodinis.demo.figures import table
from metodinis.demo.rows import values
from metodinis.layout import formats


# What each library is proud of: (in the general part, its project).
PRIDE = {
    "KLM": ("Didžiausias metų darbas – skaitytojų klubai visuose filialuose.", "Miesto balsai"),
    "KLR": ("Paslaugos priartintos prie sparčiai augančių priemiesčių.", "Knyga ratais"),
    "KRT": ("Daugiausia dėmesio skirta šeimų skaitymui ir krašto paveldui.", "Skaitanti Kretinga"),
    "NER": ("Biblioteka dirbo ir gyventojams, ir poilsiautojams.", "Knyga prie marių"),
    "PAL": ("Vasaros skaitykla lauke pritraukė naujų lankytojų.", "Vasaros skaitykla"),
    "SKU": ("Filialai sustiprino ryšį su kaimų bendruomenėmis.", "Kaimo akademija"),
    "SIL": ("Pamario krašto paveldas tapo renginių ir edukacijų ašimi.", "Pamario istorijos"),
    "JUR": ("Panemunės bibliotekos kartu rengė skaitymo maratonus.", "Panemunės skaitymai"),
    "PAG": ("Mažos bendruomenės biblioteka buvo kasdienė susitikimų vieta.", "Lumpėnų vakarai"),
    "SLL": ("Filialuose surengta skaitmeninio raštingumo dirbtuvių.", "Drąsiai į internetą"),
    "TAU": ("Atnaujinta skaitmeninė įranga ir edukacijų erdvės.", "Kūrybos garažas"),
}


def chapters(code, year, is_open=False):
    """The chapters of a library's year: dict of chapter code -> text."""
    numbers = values(code, year, is_open)
    people = population(year)[code]
    pride, project = PRIDE[code]
    words = {
        **{element: formats.number(number, "lt") for element, number in counted(numbers)},
        "pride": pride,
        "project": project,
        "town": libraries()[code]["address"],
        "people": formats.number(people, "lt"),
        "reached": formats.percent(Decimal(numbers["C1"]) / people, "lt"),
        "per_user": formats.number(Decimal(numbers["D1"]) / numbers["C1"], "lt", 1),
        "learned": formats.number(numbers["G6"] / numbers["G1"], "lt", 1),
    }
    return {row["chapter"]: row["text"].format(**words) for row in table("chapters.csv")}


def counted(numbers):
    """The values that are numbers: (code of the element, number)."""
    return [(code, number) for code, number in numbers.items() if not isinstance(number, str)]
