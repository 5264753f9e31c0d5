"""Programmes of training in the demo: one in each state that a newcomer should see.

Their subjects are those on which libraries of the territory were trained in past years.
"""

from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.demo.acting import acting
from metodinis.demo.acting import step
from metodinis.demo.story import ZONE
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes.rules import CRITERIA
from typing import NamedTuple


HEAD, STAFF = "vedeja", "metodininke"
QUALITY = (
    "Po kiekvienų mokymų dalyviai pildo anketą, po trijų mėnesių klausiame, ką pritaikė darbe. "
    "Programa peržiūrima kasmet ir tada, kai anketų vidurkis mažesnis nei 4."
)
DEPARTMENT = "Apskrities viešosios bibliotekos Bibliotekų metodikos skyrius"


class Said(NamedTuple):
    """What an evaluator gives: scores and a few comments (criterion -> text), a summary."""

    userid: str
    scores: tuple
    comments: dict
    summary: str = ""


class Story(NamedTuple):
    """A programme and its way. author: user id; place: code of a library or ""; days: how long
    ago it was begun; evaluators: whoever was asked; end: its last step; valid: days from now."""

    author: str
    place: str
    days: int
    values: dict
    evaluators: tuple = ()
    said: tuple = ()
    end: str = "draft"
    reason: str = ""
    order: str = ""
    valid: int = 0


LOCAL_STUDIES = Story(
    STAFF,
    "",
    260,
    {
        "title": "Skaitmeninė kraštotyra: nuo dokumento iki virtualios parodos",
        "provider": DEPARTMENT,
        "authors": ("Rasa Petrauskienė, metodininkė",),
        "level": "basic",
        "form": "mixed",
        "competences": ("krastotyra", "skaitmenines"),
        "annotation": "Bibliotekos kasmet suskaitmenina vis daugiau krašto dokumentų, tačiau dalis "
        "jų lieka neaprašyti ir skaitytojui nepasiekiami. Metinėse ataskaitose septynios "
        "bibliotekos nurodė, kad trūksta žinių apie autorių teises ir vaizdų aprašymą.",
        "aim": "Išmokyti parengti skaitmeninį krašto dokumentų rinkinį ir pristatyti jį "
        "virtualioje parodoje.",
        "objectives": (
            "Supažindinti su autorių teisių ir asmens duomenų apsaugos reikalavimais.",
            "Išmokyti skenuoti ir aprašyti fotografijas bei spaudinius.",
            "Parengti virtualią parodą iš savo bibliotekos dokumentų.",
        ),
        "target_group": "Viešųjų bibliotekų ir filialų darbuotojai, dirbantys kraštotyros darbą. "
        "Grupėje – iki 16 dalyvių.",
        "prerequisites": "Pagrindiniai darbo kompiuteriu įgūdžiai; 5–10 bibliotekos dokumentų.",
        "topics": (
            {"title": "Kraštotyra bibliotekoje šiandien", "theory": 2},
            {"title": "Autorių teisės ir asmens duomenys", "theory": 2, "practice": 1},
            {"title": "Skenavimas ir vaizdų parengimas", "theory": 1, "practice": 3},
            {"title": "Dokumentų aprašas", "theory": 1, "practice": 3, "self_study": 2},
            {"title": "Virtuali paroda", "theory": 1, "practice": 4, "self_study": 4},
        ),
        "methods": "Paskaita, demonstravimas, praktinis darbas poromis, savarankiška užduotis su "
        "konsultacija nuotoliu.",
        "materials": "Kompiuterių klasė, du skeneriai, dalomoji medžiaga, aprašo pavyzdžiai.",
        "literature": (
            "Lietuvos Respublikos autorių teisių ir gretutinių teisių įstatymas.",
            "Kraštotyros darbas viešojoje bibliotekoje: metodinės rekomendacijos.",
        ),
        "outcomes": (
            "Nustato, ar dokumentą galima skelbti viešai.",
            "Suskenuoja ir aprašo vaizdo dokumentą.",
            "Parengia ir paskelbia virtualią parodą.",
        ),
        "assessment": "Kiekvienas dalyvis pristato virtualią parodą iš bent 10 dokumentų.",
        "certificate": "24 ak. val. pažymėjimas, kai dalyvauta ne mažiau kaip 80 proc. laiko ir "
        "pristatyta paroda.",
        "trainers": (
            {
                "name": "Rasa Petrauskienė",
                "qualification": "Komunikacijos ir informacijos magistrė, 14 metų kraštotyros "
                "darbo patirtis",
            },
            {
                "name": "Dr. Mindaugas Surblys",
                "qualification": "Humanitarinių mokslų daktaras, skaitmeninio paveldo dėstytojas",
            },
        ),
        "price": "0",
        "validity": 3,
        "quality": QUALITY,
    },
    ("metodininkas", "sil-darbuotoja"),
    (
        Said(
            "metodininkas",
            (5, 5, 5, 4, 5, 4),
            {
                "results": "Vertinimo kriterijus galima aprašyti išsamiau.",
                "duration": "Virtualiai parodai verta skirti dar dvi valandas.",
            },
            "Programa parengta kruopščiai, siūlau tvirtinti.",
        ),
        Said(
            "sil-darbuotoja",
            (5, 4, 5, 5, 5, 4),
            {"relevance": "Pamario bibliotekoms tokių mokymų labai reikia."},
        ),
    ),
    "running",
    order="V-47",
    valid=860,
)
STATISTICS = Story(
    "metodininkas",
    "",
    1010,
    {
        "title": "Bibliotekos veiklos rodikliai: skaičiuoti, suprasti, pristatyti",
        "provider": DEPARTMENT,
        "authors": ("Tomas Jankauskas, metodininkas",),
        "level": "basic",
        "form": "in_person",
        "competences": ("vadyba",),
        "annotation": "Ataskaitose kartojasi tos pačios klaidos: painiojami registruoti ir aktyvūs "
        "vartotojai, nesutampa fondo likučiai. Programa padeda rodiklius ne tik suskaičiuoti, bet "
        "ir paaiškinti steigėjui.",
        "aim": "Išmokyti patikimai skaičiuoti bibliotekos rodiklius ir jais pagrįsti sprendimus.",
        "objectives": (
            "Paaiškinti pagrindinių rodiklių apibrėžtis.",
            "Išmokyti rasti ir ištaisyti dažniausias ataskaitų klaidas.",
            "Parengti rodiklių pristatymą savivaldybei.",
        ),
        "target_group": "Bibliotekų vadovai, pavaduotojai, ataskaitų rengėjai; iki 20 dalyvių.",
        "topics": (
            {"title": "Rodiklių apibrėžtys ir standartai", "theory": 2},
            {"title": "Dažniausios ataskaitų klaidos", "theory": 1, "practice": 2},
            {"title": "Rodiklių palyginimas ir pristatymas", "theory": 1, "practice": 2},
        ),
        "methods": "Paskaita, atvejų analizė, darbas grupėse su savo bibliotekos duomenimis.",
        "materials": "Salė, projektorius, dalyvių nešiojamieji kompiuteriai.",
        "literature": ("LST ISO 2789. Tarptautinė bibliotekų statistika.",),
        "outcomes": (
            "Teisingai suskaičiuoja pagrindinius rodiklius.",
            "Randa ir paaiškina neįprastus pokyčius.",
        ),
        "assessment": "Grupė pristato vienos bibliotekos rodiklių apžvalgą.",
        "certificate": "8 ak. val. pažymėjimas dalyvavusiems visą laiką.",
        "trainers": (
            {
                "name": "Tomas Jankauskas",
                "qualification": "Statistikos magistras, 9 metai bibliotekų statistikos srityje",
            },
        ),
        "price": "20",
        "validity": 3,
        "quality": QUALITY,
    },
    (STAFF, "klm-darbuotoja"),
    (
        Said(STAFF, (5, 5, 4, 4, 5, 4), {"duration": "Pakanka vienos dienos."}),
        Said("klm-darbuotoja", (5, 4, 4, 4, 5, 5), {}),
    ),
    "running",
    order="V-12",
    valid=45,
)
READING = Story(
    "krt-darbuotoja",
    "KRT",
    30,
    {
        "title": "Skaitymo klubas mažoje bibliotekoje",
        "provider": "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka",
        "authors": ("Vaida Jonauskaitė, vaikų literatūros skyriaus bibliotekininkė",),
        "level": "introductory",
        "form": "in_person",
        "competences": ("skaitymas",),
        "annotation": "Kaimo filialuose mažėja skaitančių paauglių. Kretingos patirtis rodo, kad "
        "mažas skaitymo klubas pritraukia ir tuos, kurie į biblioteką neužsuka.",
        "aim": "Padėti filialų bibliotekininkams įkurti ir išlaikyti skaitymo klubą.",
        "objectives": (
            "Pristatyti skaitymo klubų pavyzdžius.",
            "Išmokyti parinkti knygas ir vesti pokalbį.",
            "Parengti klubo pusmečio planą.",
        ),
        "target_group": "Filialų bibliotekininkai; iki 15 dalyvių.",
        "topics": (
            {"title": "Kodėl skaitymo klubas", "theory": 1},
            {"title": "Knygų parinkimas paaugliams", "theory": 1, "practice": 1},
            {"title": "Pokalbio vedimas", "theory": 1, "practice": 3},
            {"title": "Klubo planas", "practice": 1, "self_study": 2},
        ),
        "methods": "Pokalbis, bandomasis klubo susitikimas, planavimas poromis.",
        "materials": "Salė, 20 knygų rinkinys, planų šablonai.",
        "literature": ("Skaitymo skatinimo programos gairės.",),
        "outcomes": ("Veda skaitymo klubo susitikimą.", "Sudaro klubo pusmečio planą."),
        "assessment": "Dalyvis pristato savo klubo planą.",
        "certificate": "10 ak. val. pažymėjimas.",
        "trainers": (
            {
                "name": "Vaida Jonauskaitė",
                "qualification": "Lituanistikos bakalaurė, trys skaitymo klubai nuo 2019 m.",
            },
        ),
        "price": "15",
        "validity": 3,
        "quality": QUALITY,
    },
    ("metodininkas", "tau-darbuotoja"),
    (
        Said(
            "tau-darbuotoja",
            (5, 5, 4, 4, 4, 3),
            {
                "trainers": "Siūlyčiau pakviesti ir antrą lektorių.",
                "duration": "Pokalbio vedimui laiko per mažai.",
            },
            "Gera programa mažiems filialams.",
        ),
    ),
    "evaluating",
)
INTELLIGENCE = Story(
    "pal-darbuotoja",
    "PAL",
    55,
    {
        "title": "Dirbtinis intelektas bibliotekininko darbe",
        "provider": "Palangos miesto savivaldybės viešoji biblioteka",
        "authors": ("Kristina Šimkutė, informacijos skyriaus bibliotekininkė",),
        "level": "basic",
        "form": "remote",
        "competences": ("skaitmenines", "medijos"),
        "annotation": "Skaitytojai vis dažniau klausia apie dirbtinio intelekto įrankius, o "
        "bibliotekininkams trūksta patirties juos vertinti.",
        "aim": "Supažindinti su dirbtinio intelekto įrankiais.",
        "objectives": ("Išbandyti įrankius.", "Aptarti jų naudą ir rizikas."),
        "target_group": "Visi bibliotekų darbuotojai.",
        "topics": (
            {"title": "Kas yra dirbtinis intelektas", "theory": 2},
            {"title": "Įrankių apžvalga", "theory": 3},
            {"title": "Atsakymų patikrinimas", "theory": 1, "practice": 1},
        ),
        "methods": "Nuotolinė paskaita, demonstravimas.",
        "materials": "Kompiuteris su internetu.",
        "literature": ("DigComp 2.2. Skaitmeninių kompetencijų sandara piliečiams.",),
        "outcomes": ("Žino, kas yra dirbtinis intelektas.",),
        "assessment": "Testas.",
        "certificate": "7 ak. val. pažymėjimas.",
        "trainers": (
            {"name": "Kristina Šimkutė", "qualification": "Informacijos vadybos bakalaurė"},
        ),
        "price": "0",
        "validity": 1,
        "quality": QUALITY,
    },
    (STAFF, "jur-darbuotoja"),
    (
        Said(
            STAFF,
            (5, 3, 3, 2, 3, 4),
            {
                "coherence": "Tikslas platesnis už turinį.",
                "methods": "Beveik nėra praktikos.",
                "results": "Rezultatai neišmatuojami: „žino“ keiskite į „geba“.",
                "trainers": "Nurodykite lektorės mokymo patirtį.",
            },
            "Tema labai reikalinga, bet reikia daugiau praktikos.",
        ),
        Said(
            "jur-darbuotoja",
            (5, 4, 3, 3, 4, 4),
            {
                "methods": "Norėtųsi užduočių su savo bibliotekos pavyzdžiais.",
                "results": "Testas neparodys, ar dalyvis moka naudotis įrankiais.",
            },
        ),
    ),
    "returned",
    "Tema aktuali. Prašome padidinti praktinių užsiėmimų dalį ir mokymosi rezultatus aprašyti "
    "taip, kad juos būtų galima patikrinti.",
)
ACCESS = Story(
    "tau-darbuotoja",
    "TAU",
    6,
    {
        "title": "Biblioteka, prieinama visiems",
        "provider": "Tauragės Birutės Baltrušaitytės viešoji biblioteka",
        "authors": ("Inga Mejerienė, vyresnioji bibliotekininkė",),
        "form": "in_person",
        "competences": ("aptarnavimas",),
        "aim": "Išmokyti aptarnauti negalią turinčius skaitytojus.",
        "topics": ({"title": "Lengvai suprantama kalba", "theory": 1, "practice": 2},),
    },
)
STORIES = (LOCAL_STUDIES, STATISTICS, READING, INTELLIGENCE, ACCESS)


def make_programmes(site, libraries, today):
    """Tell the STORIES. libraries: code -> Library; today: date."""
    for story in STORIES:
        _tell(site["training"], libraries, story, today)


def _tell(directory, libraries, story, today):
    begun = datetime.combine(today - timedelta(days=story.days), time(10, 15), ZONE)
    library = libraries[story.place] if story.place else None
    with acting(story.author, begun):
        programme = operations.create_programme(directory, story.values, library)
    if story.end == "draft":
        return
    with acting(story.author, begun + timedelta(days=4)):
        step(programme, operations.submit)
    asker = "metodininkas" if story.author == STAFF else STAFF
    moment = begun + timedelta(days=6)
    with acting(asker, moment):
        due = (moment + timedelta(days=30)).date()
        step(programme, evaluating.assign, story.evaluators, due)
    for days, said in enumerate(story.said, 9):
        with acting(said.userid, begun + timedelta(days=days)):
            evaluating.save_evaluation(
                programme,
                dict(zip(CRITERIA, said.scores, strict=True)),
                said.comments,
                said.summary,
                give=True,
            )
    if story.end == "evaluating":
        return
    with acting(HEAD, begun + timedelta(days=20)):
        if story.end == "returned":
            step(programme, operations.return_, story.reason)
            return
        until = today + timedelta(days=story.valid)
        day = (begun + timedelta(days=19)).date()
        step(programme, operations.approve, story.order, day, until)
    with acting(asker, begun + timedelta(days=40)):
        step(programme, operations.run)
