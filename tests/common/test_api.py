"""Bodies that no honest program sends, asked of a running site."""

from metodinis.testing import PASSWORD
import pytest
import requests


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'{"address": "\xff"}',
        b'{"address": "\\ud800"}',
        b'{"address": NaN}',
        b'{"latitude": ' + b"9" * 5000 + b"}",
    ],
)
def test_unreadable_body_is_refused_by_name(served_world, body):
    answer = requests.patch(
        f"{served_world.absolute_url()}/libraries/krt/@contact",
        data=body,
        auth=("krt-direktore", PASSWORD),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        timeout=60,
    )
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == ["body"]
