"""What the people of the demo do and write, beside the figures. Pure.

The published years were explained, accepted and published. In the open year each library stands
somewhere else: `OPEN` says where.
"""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.demo.figures import libraries
from metodinis.demo.figures import table
from metodinis.demo.rows import typed
from metodinis.demo.rows import values
from typing import NamedTuple
from zoneinfo import ZoneInfo


ZONE = ZoneInfo("Europe/Vilnius")
DAYS_LEFT = 12  # until the open round's deadline


class Person(NamedTuple):
    """An account. place: code of a library, or "" for the department; role: of the library
    (staff, director) or a group of the site (heads, methodologists, editors)."""

    user: str
    fullname: str
    place: str
    role: str
    email: str


PEOPLE = tuple(Person(**row) for row in table("people.csv"))
REVIEWER = "metodininke"
HEAD = "vedeja"


def person(place, role):
    """The user id of the first person with a role in a library."""
    return next(human.user for human in PEOPLE if (human.place, human.role) == (place, role))


def name_of(user):
    """The full name of one of the people."""
    return next(human.fullname for human in PEOPLE if human.user == user)


# name, e-mail: of the county library's departments
# What the pages that the law asks for tell of the department.
FACTS = {
    "contact": "metodika@apskritis.example",
    "check": "",
    "controller": "Išgalvota apskrities viešoji biblioteka, įstaigos kodas 000000000, Klaipėda",
    "officer": "duomenu.apsauga@apskritis.example",
    "accounts": "Nebenaudojama paskyra ištrinama po metų.",
    "training": "5 metus",
    "logs": "90 dienų",
    "hosting": "išgalvota prieglobos įmonė",
}
DEPARTMENTS = (
    ("Bibliotekų metodikos skyrius", "metodika@apskritis.example"),
    ("Vaikų ir jaunimo skyrius", "vaikai@apskritis.example"),
    ("Kraštotyros ir skaitmeninimo skyrius", "krastotyra@apskritis.example"),
)
# name, field of work
PARTNERS = (
    ("Lietuvos nacionalinė Martyno Mažvydo biblioteka", "Statistika, mokymai, skaitymo programos"),
    ("Lietuvos savivaldybių viešųjų bibliotekų asociacija", "Atstovavimas bibliotekoms"),
    ("Klaipėdos universitetas", "Tyrimai ir mokymai"),
)

# id, title, summary, text of news of the department; days ago that they were published
NEWS = (
    (
        "ataskaitu-rinkimas",
        "Prasidėjo metinių ataskaitų rinkimas",
        "Statistinę ir tekstinę ataskaitas bibliotekos pateikia iki nurodyto termino.",
        "<p>Skaičius galima įrašyti formoje arba įkelti užpildytą lentelę: svetainė iš karto "
        "parodo, ką patikrinti. Kilus klausimų, kreipkitės į savo bibliotekos metodininką.</p>",
        28,
    ),
    (
        "paskelbti-praejusiu-metu-skaiciai",
        "Paskelbti praėjusių metų bibliotekų skaičiai",
        "Visų vienuolikos bibliotekų ataskaitos priimtos ir viešai prieinamos.",
        "<p>Skaičius galima peržiūrėti bibliotekų puslapiuose arba atsisiųsti viso rinkimo "
        "lentelę.</p>",
        150,
    ),
)
# library, title, kind, state, days ago that it is dated, rows of the sheet
DOCUMENTS = (
    (
        "KRT",
        "Metinis veiklos planas",
        "plan",
        "public",
        320,
        (
            ("Uždavinys", "Priemonė", "Atsakingas", "Terminas"),
            ("Skatinti skaitymą", "Vasaros skaitymo iššūkis", "Vaikų skyrius", "III ketv."),
            (
                "Plėsti skaitmenines paslaugas",
                "Mokymai senjorams filialuose",
                "Filialai",
                "IV ketv.",
            ),
        ),
    ),
    (
        "KRT",
        "Fondo papildymo tvarka",
        "rules",
        "private",
        90,
        (
            ("Etapas", "Kas atlieka"),
            ("Poreikio surinkimas", "Filialai"),
            ("Atranka ir užsakymas", "Komplektavimo skyrius"),
        ),
    ),
    (
        "PAG",
        "Renginių planas",
        "plan",
        "public",
        45,
        (
            ("Renginys", "Vieta"),
            ("Rašytojo knygos pristatymas", "Vilkyškių filialas"),
            ("Pasakų popietė", "Pagėgiai"),
        ),
    ),
)
# Who of the department looks after which libraries; the others ask the department.
METHODOLOGISTS = {
    "metodininke": ("KLM", "KLR", "KRT", "NER", "PAL", "SKU", "SIL"),
    "metodininkas": ("JUR", "PAG", "SLL", "TAU"),
}

# Where the reports of the open year stand: library -> (statistical, narrative).
OPEN = {
    "KLM": ("submitted", "submitted"),
    "KLR": ("returned", "draft"),
    "KRT": ("draft", "draft"),
    "NER": ("draft", "draft"),
    "PAL": ("signing", "signing"),
    "SKU": ("accepted", "submitted"),
    "SIL": ("published", "published"),
    "JUR": ("published", "accepted"),
    "PAG": ("draft", "draft"),
    "SLL": ("submitted", "returned"),
    "TAU": ("accepted", "accepted"),
}
# What was typed so far, where it isn't all: sections of the form, chapters of the narrative.
BEGUN_SECTIONS = {"KRT": "ABC", "PAG": ""}
BEGUN_CHAPTERS = {
    "KLR": ("general", "access", "collections", "services", "children"),
    "KRT": ("general", "access"),
    "NER": ("general",),
    "PAG": (),
}


def begun(code, year):
    """Raw texts of a library's open statistical report: dict of element code -> text."""
    raw = {element: typed(value) for element, value in values(code, year, is_open=True).items()}
    if code == "NER":
        raw |= slips(raw)
    sections = BEGUN_SECTIONS.get(code)
    if sections is None:
        return raw
    return {element: text for element, text in raw.items() if element[0] in sections}


def slips(raw):
    """Faults as people make them: a digit too many, a part above the whole, a wrong balance."""
    return {
        "D1": raw["D1"] + "0",
        "C2": str(int(raw["C1"]) + 12),
        "B4": str(int(raw["B4"]) - 100),
        "H2": raw["H2a"],
        "E4": "0",
    }


# library, key of the finding -> what its staff wrote. Each befalls once, or every year.
EXPLANATIONS = {
    ("NER", "users_population:C1"): "Vasarą užsiregistruoja daug poilsiautojų, todėl vartotojų "
    "daugiau nei nuolatinių gyventojų.",
    ("NER", "visits_peers:C4"): "Poilsiautojai registruojasi trumpam ir ateina vos kelis kartus, "
    "todėl lankomumas mažesnis nei kitur.",
    ("NER", "loans_peers:D1"): "Poilsiautojai per atostogas paima vieną ar dvi knygas, todėl "
    "skaitomumas mažesnis nei kitur.",
    ("PAL", "use_band:C4"): "Užpernai dėl pandemijos beveik nebuvo vasaros lankytojų, skaitykla "
    "dirbo ribotai. Dabar lankymas grįžta į ankstesnį lygį.",
    ("KLR", "nonzero_after:A6"): "Rugsėjį pradėjo važinėti bibliobusas: jis pakeitė uždarytą "
    "filialą ir lanko kaimus, kuriuose bibliotekos nėra.",
    ("SKU", "stock_start:B1"): "Per fondo patikrinimą nerasti 37 dokumentai. Aktas pasirašytas "
    "sausio pradžioje, todėl metų pradžios skaičius mažesnis.",
    ("SIL", "stock_start:B1"): "Per fondo patikrinimą rasta 12 dokumentų, kurie per klaidą buvo "
    "laikomi nurašytais. Jie grąžinti į apskaitą.",
    ("SLL", "activity_band:D7"): "Užpernai elektroninius dokumentus skaičiavome tik pusmetį, dabar "
    "– visus metus ir visuose filialuose.",
    ("TAU", "computer_band:F1"): "Pagal projektą gauti nauji kompiuteriai visiems filialams, "
    "senieji dar nenurašyti.",
    ("TAU", "computer_band:F2"): "Nauji kompiuteriai skirti vartotojams: kiekvienas filialas gavo "
    "po kelis.",
    ("KLM", "use_band:C4"): "Nuo kovo centrinė biblioteka remontuojama, lankytojus priima tik "
    "filialai ir laikinas išdavimo punktas.",
    ("KLM", "visits_peers:C4"): "Dėl centrinės bibliotekos remonto apsilankymų gerokai mažiau, o "
    "registruotų vartotojų beveik tiek pat.",
    (
        "KLM",
        "cost_peers:H2",
    ): "Išlaidos nesumažėjo, o apsilankymų dėl remonto gerokai mažiau, todėl "
    "vienas apsilankymas kainavo daugiau.",
    ("SKU", "session_band:F4"): "Keista vartotojų kompiuterių registravimo programa, pusės metų "
    "seansų įrašai neišliko. Įrašyta tai, kas suskaičiuota.",
}
COMMON_EXPLANATION = "Patikrinome pagal bibliotekos dienoraštį: skaičius teisingas."


def explanation(code, key):
    """What a library's staff wrote to the finding with this key."""
    return EXPLANATIONS.get((code, key), COMMON_EXPLANATION)


class Talk(NamedTuple):
    """A remark on a cell or chapter (its code; "" for the report), an answer, whether settled."""

    code: str
    remark: str
    answer: str = ""
    settled: bool = False


# library, form -> why its open report was returned, and the remarks on it.
RETURNED = {
    ("KLR", "statistical"): (
        "Dėkojame už ataskaitą. Prašome patikslinti renginių dalyvius ir išlaidas dokumentams: "
        "pastabos surašytos prie langelių.",
        (
            Talk(
                "E2",
                "Dalyvių gerokai daugiau nei pernai, o renginių beveik tiek pat. Ar "
                "neįskaičiuotos renginių įrašų peržiūros?",
                "Taip, dviejų filialų skaičiuose yra transliacijų peržiūros. Patikslinsime.",
            ),
            Talk("H2b", "Ar čia įtraukta ir periodikos prenumerata?"),
            Talk(
                "A6",
                "Ar bibliobusas metų pabaigoje dar važinėjo?",
                "Taip, maršrutas nepasikeitė.",
                settled=True,
            ),
        ),
    ),
    ("SLL", "narrative"): (
        "Skyriuje apie finansavimą trūksta projektų lėšų. Papildykite ir pateikite iš naujo.",
        (Talk("funding", "Statistinėje ataskaitoje projektų lėšos yra, o čia jos neminimos."),),
    ),
}


class Mend(NamedTuple):
    """A correction of an accepted value. year: int, or "open"."""

    code: str
    year: int | str
    element: str
    change: int
    reason: str


CORRECTIONS = (
    Mend("SIL", 2022, "E6", -4, "Dvi kilnojamosios parodos buvo įrašytos po kelis kartus."),
    Mend("KRT", 2023, "D5", 3, "Rasti trys neįtraukti tarpbibliotekinio abonemento užsakymai."),
    Mend("TAU", "open", "E6", -2, "Dvi parodos perkeltos į kitus metus: jos atidarytos sausį."),
)
EXTENSION = ("PAG", 14, "Ataskaitą rengianti darbuotoja serga, susitarta dėl vėlesnio termino.")
INSTRUCTIONS = (
    "<p>Statistinę ataskaitą galite pildyti čia, įkelti iš skaičiuoklės arba CSV failo. Prie "
    "kiekvienos eilutės rasite paaiškinimą ir pernykštę reikšmę.</p>"
    "<ul><li>Dovanų vertės prie gautų lėšų nerašykite.</li>"
    "<li>Pavadinimų skaičius – visos bibliotekos, filialų nesumuokite.</li>"
    "<li>Įspėjimus ištaisykite arba trumpai paaiškinkite.</li></ul>"
    "<p>Kilo klausimų? Rašykite metodikos skyriui.</p>"
)


def deadline(year):
    """When the reports of a published year were due: 10 February."""
    return datetime(year + 1, 2, 10, 23, 59, tzinfo=ZONE)


def open_deadline(today):
    """The open round's deadline: the evening of a working day, about DAYS_LEFT days ahead."""
    day = today + timedelta(days=DAYS_LEFT)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(23, 59), ZONE)


def begun_at(today, number):
    """When the library of that place in `OPEN` began its open reports: in working hours."""
    day = datetime.combine(today - timedelta(days=9 + number % 3), time(9, 20), ZONE)
    return day + timedelta(minutes=37 * number)


def handed_in(code, year):
    """When a library handed in the reports of a published year; Šilalė was late once."""
    if (code, year) == ("SLL", 2023):
        return deadline(year) + timedelta(days=2, hours=-13)
    days = 2 + list(libraries()).index(code) * 2 % 15
    return deadline(year) - timedelta(days=days, hours=9)


def accepted(code, year):
    """When the department took the reports of a published year over."""
    return handed_in(code, year) + timedelta(days=6, hours=2)


def published(year):
    """When the reports of a published year were published."""
    return deadline(year) + timedelta(days=20, hours=-10)


def decision(code, year):
    """Number and date of the council's decision on a narrative report."""
    place = list(libraries()).index(code)
    return f"T1-{60 + 7 * place}", date(year + 1, 3, 20) + timedelta(days=place)
