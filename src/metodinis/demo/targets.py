"""Target values of the demo: some that hold, and one in each other state."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.demo import figures
from metodinis.demo.acting import acting
from metodinis.demo.story import HEAD
from metodinis.demo.story import REVIEWER
from metodinis.demo.story import ZONE
from metodinis.indicators.targets import operations
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


class Story(NamedTuple):
    """A target and its way. ahead: years from the present one; days: how long ago it was
    proposed; steps: (name, who, after how many days, reason); place: code of the library that it
    is for, or "": then `group` says for whom."""

    code: str
    ahead: int
    days: int
    reason: str
    steps: tuple
    group: str = "territory"
    place: str = ""
    method: str = "third"
    values: dict = {}


def approved(days, reason=""):
    return (("approve", HEAD, days, reason),)


STORIES = (
    Story(
        "R8",
        1,
        40,
        "Tiek apsilankymų vienam gyventojui jau dabar tenka tipiškoje iš geriausiojo trečdalio "
        "bibliotekų. Jos ilgiau dirba vakarais ir šeštadieniais, o renginius rengia ir kaimų "
        "filialuose. "
        "Tai įmanoma visur, tik vienoms bibliotekoms kelias bus ilgesnis.",
        approved(9, "Pritarta metodikos skyriaus pasitarime."),
    ),
    Story(
        "R7",
        1,
        38,
        "Tauragės apskrityje gyventojai išsibarstę po kaimus, todėl bibliotekos dirba su "
        "mokyklomis ir seniūnijomis. Siekiame lygio, kurį jau pasiekė du penktadaliai visos "
        "teritorijos bibliotekų.",
        approved(7),
        group="county:LT-TA",
        method="percentile",
        values={"percentile": "60", "base": "territory"},
    ),
    Story(
        "R26",
        1,
        35,
        "Kuo mažiau gyventojų tenka vienai bibliotekai, tuo biblioteka arčiau žmogaus. Siektina "
        "reikšmė neverčia steigti naujų filialų: ją pasiekti padeda ir išdavimo punktai.",
        approved(6),
        method="percentile",
        values={"percentile": "60"},
    ),
    Story(
        "R17",
        1,
        33,
        "Pagėgių biblioteka įsteigė skaitmeninio raštingumo vietą ir paprašė konkretaus tikslo. "
        "Imame geriausiojo trečdalio medianą: mokymams biblioteka jau turi ir lektorių, ir "
        "įrangos.",
        approved(12, "Suderinta su bibliotekos direktore."),
        place="PAG",
        values={"base": "territory"},
    ),
    Story(
        "R12",
        1,
        12,
        "Fondo apyvarta kasmet po truputį auga. Jei nurašymas vyks taip, kaip numatyta, ši kaita "
        "turėtų tęstis, todėl siūlome ją pratęsti.",
        (),
        method="trend",
    ),
    Story(
        "R25",
        1,
        6,
        "Kvalifikacijos tobulinimo planą vykdo visos bibliotekos, bet valandų skaičius labai "
        "skiriasi. Siūlome siekti to, ką jau pasiekė ketvirtadalis bibliotekų.",
        (),
        method="percentile",
        values={"percentile": "75"},
    ),
    Story(
        "R13",
        1,
        20,
        "Fondas turėtų atsinaujinti sparčiau, kad skaitytojai rastų naujų knygų.",
        (
            (
                "return",
                HEAD,
                5,
                "Pagrįskite lėšomis: kiek naujų dokumentų bibliotekos galės įsigyti kitais "
                "metais? Pasvarstykite, ar nevertėtų tikslo nustatyti pagal grupes.",
            ),
        ),
    ),
    Story(
        "R16",
        1,
        25,
        "Renginiuose turėtų apsilankyti daugiau žmonių.",
        (
            (
                "decline",
                HEAD,
                4,
                "Dalyvių skaičius viename renginyje nerodo jo kokybės: skaitymo būreliui dešimt "
                "žmonių yra daug. Siektina reikšmė skatintų atsisakyti mažų renginių.",
            ),
        ),
        values={"direction": "up"},
    ),
    Story(
        "C4",
        0,
        330,
        "Jei bibliotekos dirbs taip, kaip pastaruosius metus, apsilankymų visoje teritorijoje "
        "bus tiek.",
        approved(10),
        method="trend",
        values={"measure": "whole"},
    ),
    Story(
        "C4",
        0,
        150,
        "Pavasarį patikslinti praėjusių metų duomenys ir atsinaujino dvi bibliotekos, todėl "
        "siektiną reikšmę keliame.",
        approved(8, "Ankstesnė reikšmė nebeatitiko patikslintų duomenų."),
        method="value",
        values={"measure": "whole", "value": "1450000"},
    ),
    Story(
        "R10",
        0,
        320,
        "Išduotis vienam gyventojui pagal geriausias bibliotekas.",
        (
            *approved(12),
            (
                "withdraw",
                HEAD,
                120,
                "Nuo šių metų išduotį vertiname kartu su elektroniniais dokumentais, todėl "
                "reikšmė nebetinka.",
            ),
        ),
    ),
    Story(
        "R15",
        -2,
        830,
        "Po karantino renginių dalyvių skaičius grįžta. Siekiame to, ką geriausiasis trečdalis "
        "pasiekė anksčiau.",
        approved(10),
    ),
)


def make_targets(site, libraries, today):
    """Let the department propose and decide on the STORIES' targets."""
    indicators = site["indicators"]
    published = figures.years(today).published
    for told in STORIES:
        year = today.year + told.ahead
        base_year = max(one for one in published if one < year)
        begun = datetime.combine(today - timedelta(days=told.days), time(10, 20), ZONE)
        group = f"library:{IUUID(libraries[told.place])}" if told.place else told.group
        with acting(REVIEWER, begun):
            target = operations.propose(
                indicators,
                {
                    "code": told.code,
                    "year": str(year),
                    "group": group,
                    "method": told.method,
                    "base_year": str(base_year),
                    "reason": told.reason,
                    **told.values,
                },
            )
        for name, who, days, reason in told.steps:
            with acting(who, begun + timedelta(days=days)):
                operations.take_step(indicators, target.id, name, reason)
