"""One way to cut a long list into pages, with a cap that a query can't lift."""

from plone.base.batch import Batch


PAGE_SIZE = 20
LARGEST_PAGE = 100
NEIGHBOURS = 2


def batch_of(sequence, form, size=PAGE_SIZE):
    """Make the Batch that `b_start` and `b_size` in `form` (a mapping of strings) ask for.

    An address that was cut or mistyped leads to the first page, never to an error.
    """
    start, size = asked(form, size)
    return Batch(sequence, size, start if start < len(sequence) else 0)


def asked(form, size=PAGE_SIZE):
    """(first, size) of the page that a form asks for; the first is one that begins a page."""
    size = min(_count(form.get("b_size"), size) or size, LARGEST_PAGE)
    start = _count(form.get("b_start"), 0)
    return start - start % size, size


def _count(value, default):
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 10 else default


def page_numbers(batch):
    """The page numbers worth a link: both ends and the neighbours; None stands for a gap."""
    near = range(batch.pagenumber - NEIGHBOURS, batch.pagenumber + NEIGHBOURS + 1)
    wanted = [n for n in range(1, batch.numpages + 1) if n in near or n in (1, batch.numpages)]
    numbers = []
    for number in wanted:
        if numbers and number > numbers[-1] + 1:
            numbers.append(None)
        numbers.append(number)
    return numbers
