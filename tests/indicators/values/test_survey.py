"""The store on a survey of real libraries, beside pandas; and on a small made-up file, always."""

from backend.bench import _survey
from backend.bench._survey import ITEMS
from backend.bench._survey import TOTALS
from pathlib import Path
from tests.indicators.values.made_survey import catalogue
from tests.indicators.values.made_survey import survey_table
import csv
import numpy
import os
import pandas
import pytest
import random


DATA = os.environ.get("METODINIS_DATA")
SURVEY = pytest.mark.skipif(not DATA, reason="METODINIS_DATA names no folder with pls_2017.csv")
# Published by the survey.
ORACLE = {
    2017: (1_319_803_999, 2_163_935_857, 172_643_562, 716_283_673, 5_423_316, 258_329_896),
    2018: (1_292_348_697, 2_178_270_740, 174_018_199, 711_826_505, 5_719_746, 242_182_716),
}
# Measured before this package: 1 % and 99 % of the ratio, per cent that change by more than 10, 25
# and 50 %, that are outside 0.30–3.44, that are the same; how many drop to 0.
CHANGES = {
    "POPU_LSA": (0.85, 1.17, 4, 1.0, 0.4, 0.1, 42, 0),
    "TOTSTAFF": (0.62, 1.67, 20, 6.9, 2.0, 0.1, 41, 1),
    "BKVOL": (0.70, 1.27, 14, 2.7, 0.6, 0.0, 0.3, 0),
    "HRS_OPEN": (0.77, 1.34, 8, 2.4, 0.9, 0.2, 58, 3),
    "VISITS": (0.45, 1.77, 34, 10.6, 3.3, 0.6, 0.5, 2),
    "REGBOR": (0.41, 1.64, 27, 9.3, 3.0, 0.7, 0.8, 2),
    "TOTCIR": (0.48, 1.84, 36, 11.9, 3.5, 0.6, 0.2, 2),
    "KIDCIRCL": (0.05, 2.64, 52, 22.9, 9.6, 2.6, 0.2, 73),
    "TOTPRO": (0.22, 5.21, 61, 31.7, 14.1, 3.1, 3.4, 29),
    "GPTERMS": (0.50, 1.89, 22, 8.6, 2.5, 0.4, 67, 6),
    "PITUSR": (0.22, 2.69, 59, 24.5, 8.6, 2.2, 0.7, 11),
    "WIFISESS": (0.00, 11.1, 67, 40.1, 21.0, 7.6, 1.7, 73),
}
NAMES = ("low", "high", "10", "25", "50", "outside", "same", "zero")


def rounded(text):
    """Half a unit of the last place that a number is written with, and a little more: one of them
    (7.547) was rounded twice."""
    return 0.55 * 10 ** -len(str(text).partition(".")[2])


def assert_equal_to_pandas(found, frames):
    """Every element and indicator of every library and year is what pandas says."""
    form = catalogue()
    for place, year in enumerate(found.years):
        frame = frames[year].reindex([one.code for one in found.members])
        by_pandas = _survey.indicators(frame)
        assert set(by_pandas) == set(form.indicators)
        for code in (*form.elements, *form.indicators):
            right = (by_pandas if code in form.indicators else frame)[code].to_numpy(dtype=float)
            numpy.testing.assert_allclose(
                found.numbers(code)[:, place], right, rtol=1e-9, atol=1e-9, err_msg=f"{year} {code}"
            )


def assert_totals_are_ratios_of_sums(found, frames):
    everybody = found.everybody()
    for year, frame in frames.items():
        both = frame.dropna(subset=["TOTCIR", "BKVOL", "AUDIO_PH", "VIDEO_PH"])
        sums = both[["TOTCIR", "BKVOL", "AUDIO_PH", "VIDEO_PH"]].sum()
        figure = found.total("turnover", year, everybody)
        assert figure.value == pytest.approx(sums.TOTCIR / sums.iloc[1:].sum(), rel=1e-12)
        assert (figure.asked, figure.numerator) == (len(frame), sums.TOTCIR)
        # A population isn't added up: people live in several libraries' areas.
        assert found.total("POPU_LSA", year, everybody).value is None


# the survey


@pytest.fixture(scope="module")
def survey():
    """(Table, {year: DataFrame of pandas})."""
    files = {year: Path(DATA) / f"pls_{year}.csv" for year in ORACLE}
    return survey_table(files), {year: _survey.read(path) for year, path in files.items()}


@SURVEY
def test_totals_are_those_that_the_survey_published(survey):
    found, _frames = survey
    for year, oracle in ORACLE.items():
        figures = [found.total(code, year, found.everybody()) for code in TOTALS]
        assert tuple(figure.value for figure in figures) == oracle
    # Twelve closed libraries aren't missing, those that didn't tell are.
    visits = found.total("VISITS", 2018, found.everybody())
    assert (visits.asked, visits.partial) == (9261, True)


@SURVEY
def test_every_librarys_numbers_are_those_of_pandas(survey):
    assert_equal_to_pandas(*survey)
    assert_totals_are_ratios_of_sums(*survey)


@SURVEY
def test_changes_from_year_to_year_are_those_that_were_measured(survey):
    found, frames = survey
    sides = [{item: found.numbers(item)[:, place] for item in ITEMS} for place in (0, 1)]
    told = _survey.changes(*sides)
    both = frames[2017].index.intersection(frames[2018].index)
    pandas.testing.assert_frame_equal(
        told, _survey.changes(frames[2017].loc[both], frames[2018].loc[both])
    )
    assert told.n.between(6500, 9200).all()
    for item, row in CHANGES.items():
        for name, right in zip(NAMES, row, strict=True):
            assert told[name][item] == pytest.approx(right, abs=rounded(right)), (item, name)


@SURVEY
def test_medians_by_state_are_those_of_pandas(survey):
    found, frames = survey
    for place, (year, frame) in enumerate(frames.items()):
        right = _survey.medians_by_state(frame)
        states = frame[_survey.STATE].reindex([one.code for one in found.members]).to_numpy()
        for code in right:
            told = {
                state: numpy.nanmedian(found.numbers(code)[states == state, place])
                for state in right.index
                if numpy.isfinite(found.numbers(code)[states == state, place]).any()
            }
            expected = right[code].dropna()
            assert told == pytest.approx(expected.to_dict(), rel=1e-12), (year, code)


# always


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The same of a made-up file of fifty libraries, with all codes that the survey has."""
    chance = random.Random(7)  # noqa: S311 no secret
    folder, files = tmp_path_factory.mktemp("survey"), {}
    decimals = ("HRS_OPEN", "TOTSTAFF")
    for year in (2017, 2018):
        files[year] = folder / f"{year}.csv"
        with files[year].open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            codes = list(catalogue().elements)
            writer.writerow(["FSCSKEY", "STABR", *codes])
            # Two close, three are new.
            for number in range(0 if year == 2017 else 2, 50 if year == 2017 else 53):
                row = []
                for code in codes:
                    value = chance.choice(("0", "-1", "-3", "-9", "M", *["number"] * 20))
                    if value == "number":
                        value = str(chance.randrange(1, 90_000))
                        value += f".{chance.randrange(100):02}" if code in decimals else ""
                    row.append(value)
                writer.writerow([f"US{number:04}", chance.choice(("AA", "BB")), *row])
    return survey_table(files), {year: _survey.read(path) for year, path in files.items()}


def test_made_up_numbers_are_those_of_pandas(made):
    assert_equal_to_pandas(*made)
    assert_totals_are_ratios_of_sums(*made)
    found, frames = made
    assert len(found.members) == 53
    assert [len(frame) for frame in frames.values()] == [50, 51]


def test_codes_of_the_survey_are_no_numbers(made):
    found, frames = made
    for code in TOTALS:
        for year, frame in frames.items():
            figure = found.total(code, year, found.everybody())
            assert figure.value == frame[code].sum()
            assert figure.partial
