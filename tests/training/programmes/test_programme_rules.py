"""What a programme lacks, and what its hours and years come to."""

from datetime import date
from metodinis.common.moments import years_later
from metodinis.training.programmes.rules import COMPULSORY
from metodinis.training.programmes.rules import missing
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.rules import totals


def test_totals_are_sums_of_each_kind():
    found = totals((Topic("A", 1.5, 2.0), Topic("B", 0.5, 0.0, 3.0)))
    assert (found.theory, found.practice, found.self_study, found.hours) == (2.0, 2.0, 3.0, 7.0)


def test_totals_of_nothing_are_zero():
    assert totals(()).hours == 0.0


def test_empty_programme_lacks_everything():
    assert missing({}) == list(COMPULSORY)


def test_free_programme_lacks_no_price():
    values = {**dict.fromkeys(COMPULSORY, "x"), "topics": (Topic("A", 1.0),), "price": 0}
    assert missing(values) == []


def test_topics_without_hours_are_lacking():
    values = {**dict.fromkeys(COMPULSORY, "x"), "topics": (Topic("A"),)}
    assert missing(values) == ["topics"]


def test_leap_day_has_its_place_in_other_years():
    assert years_later(date(2028, 2, 29), 3) == date(2031, 2, 28)


def test_topic_without_hours_is_not_told_to_its_end():
    topics = (Topic("Autorių teisės", theory=1.0), Topic("Aprašas"))
    assert missing(dict.fromkeys(COMPULSORY, "x") | {"topics": topics}) == ["topics"]
    assert missing(dict.fromkeys(COMPULSORY, "x") | {"topics": topics[:1]}) == []
