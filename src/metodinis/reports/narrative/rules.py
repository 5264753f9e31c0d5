"""The chapters of a narrative report, and what their text and the decision must be like. Pure.

Chapters are plain text: paragraphs between blank lines, lists of lines that begin with a dash.
Text has no markup that could run or break a page, two versions of it can be laid side by side
when two people meet in a chapter, and it reads the same in the search, in REST and in print.
Who wants tables and pictures hands in a document.
"""

from dataclasses import dataclass
from typing import NamedTuple
import datetime


MAX_CHAPTER = 50_000
MAX_NUMBER = 40


@dataclass(frozen=True)
class Chapter:
    """A chapter that every report has. elements: codes of the statistics that it speaks of."""

    code: str
    required: bool
    title_lt: str
    title_en: str
    guidance_lt: str
    guidance_en: str
    elements: tuple[str, ...] = ()

    def title(self, language):
        return self.title_lt if language == "lt" else self.title_en

    def guidance(self, language):
        return self.guidance_lt if language == "lt" else self.guidance_en


class Passage(NamedTuple):
    """What a chapter holds; revision: counts its changes from 1."""

    text: str
    revision: int
    by: str
    at: datetime.datetime


class Decision(NamedTuple):
    """The municipal council's decision that approves the report."""

    number: str = ""
    date: datetime.date | None = None


# The order and the subjects of the libraries' printed yearly reports.
CHAPTERS = {
    chapter.code: chapter
    for chapter in (
        Chapter(
            "general",
            True,
            "Bendroji dalis",
            "General part",
            "Svarbiausi metų įvykiai, prioritetai ir pokyčiai bibliotekoje bei savivaldybėje.",
            "The year's main events, priorities and changes in the library and municipality.",
        ),
        Chapter(
            "access",
            True,
            "Bibliotekų prieinamumas",
            "Access to libraries",
            "Bibliotekų tinklas, darbo laikas, atstumai, pritaikymas žmonėms su negalia.",
            "The network, opening hours, distances, access for people with disabilities.",
            ("A1", "A7", "A12", "A13"),
        ),
        Chapter(
            "collections",
            True,
            "Dokumentų fondai",
            "Collections",
            "Komplektavimas, nurašymas, fondo sudėtis ir naudojimas, elektroniniai ištekliai.",
            "Acquisition, withdrawals, composition and use of the stock, electronic resources.",
            ("B2", "B3", "B4", "D1"),
        ),
        Chapter(
            "services",
            True,
            "Gyventojų aptarnavimas ir renginiai",
            "Services and events",
            "Vartotojai, lankymas, naujos paslaugos, mokymai ir didieji renginiai.",
            "Users, visits, new services, training and the larger events.",
            ("C1", "C4", "C5", "E1", "E2", "E3", "E4"),
        ),
        Chapter(
            "children",
            True,
            "Darbas su vaikais",
            "Work with children",
            "Vaikų ir jaunimo aptarnavimas, skaitymo skatinimas, darbas su mokyklomis.",
            "Services for children and young people, reading promotion, work with schools.",
            ("C2", "D4", "E1a", "E2a"),
        ),
        Chapter(
            "local_history",
            True,
            "Informacinė ir kraštotyros veikla",
            "Information and local history",
            "Užklausos, informacinis raštingumas, kraštotyros fondas, darbai ir leidiniai.",
            "Enquiries, information literacy, local history collection, works and publications.",
            ("E6", "E7"),
        ),
        Chapter(
            "methodology",
            False,
            "Metodinė veikla",
            "Methodology work",
            "Pagalba filialams ir kitoms bibliotekoms, pasitarimai, vizitai, mokymai.",
            "Help to branches and other libraries, meetings, visits, training.",
        ),
        Chapter(
            "projects",
            False,
            "Dalyvavimas programose, projektai",
            "Programmes and projects",
            "Vykdyti projektai, jų partneriai, gautos lėšos ir rezultatai.",
            "Projects carried out, their partners, money received and results.",
            ("H1c",),
        ),
        Chapter(
            "staff",
            True,
            "Personalas",
            "Staff",
            "Etatai, kaita, kvalifikacijos kėlimas, apdovanojimai.",
            "Posts, turnover, professional training, awards.",
            ("G1", "G2", "G4", "G5", "G6"),
        ),
        Chapter(
            "premises",
            True,
            "Materialinė bazė",
            "Premises and equipment",
            "Patalpos, remontas, įranga, kompiuteriai ir internetas.",
            "Premises, repairs, equipment, computers and internet.",
            ("A8", "A9", "A10", "F1", "F2"),
        ),
        Chapter(
            "funding",
            True,
            "Finansavimas",
            "Funding",
            "Gautos lėšos pagal šaltinius, išlaidos, kas liko nefinansuota.",
            "Income by source, expenditure, what was left without money.",
            ("H1", "H1a", "H1b", "H2", "H2a", "H2b"),
        ),
        Chapter(
            "conclusions",
            True,
            "Išvados",
            "Conclusions",
            "Kas pavyko, kas ne ir kodėl, kitų metų kryptys.",
            "What worked, what didn't and why, directions for the next year.",
        ),
    )
}


def missing_chapters(texts):
    """The chapters that must be written and aren't. texts: {code: text}."""
    return [
        chapter
        for chapter in CHAPTERS.values()
        if chapter.required and not texts.get(chapter.code, "").strip()
    ]


def decision_faults(decision, year, today):
    """What is wrong with a decision on the report of `year`: {"number" or "date": code}.

    Codes: "missing" (one without the other), "too_long", "future", "too_early" (a council
    can't approve a year that isn't over). No decision at all is no fault.
    """
    faults = {}
    if decision.date and not decision.number:
        faults["number"] = "missing"
    elif len(decision.number) > MAX_NUMBER:
        faults["number"] = "too_long"
    if decision.number and not decision.date:
        faults["date"] = "missing"
    elif decision.date and decision.date > today:
        faults["date"] = "future"
    elif decision.date and decision.date.year <= year:
        faults["date"] = "too_early"
    return faults
