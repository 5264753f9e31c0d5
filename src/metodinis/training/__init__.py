"""Training (*mokymai*): from a programme's draft to a certificate and what to improve.

A **programme** (*kompetencijų ugdymo programa*, `TrainingProgramme`) says what is taught, to whom
and how; it is evaluated and approved. An **event** (*mokymų renginys*, `TrainingEvent`) is one
run of it, or stands alone: people register for it, take part, get a certificate and say what
they think. A **track** (*įvadinių mokymų planas*, `InductionTrack`) leads one new employee
through their first weeks.

States of an event: `draft` (*rengiamas*) → `announced` (*paskelbtas*) → `postponed` (*atidėtas*)
or `cancelled` (*atšauktas*). That it is over is told by its end.

A registration is no content: it is a plain record of its event (`registration/content.py`), and
one counter decides who has a seat, so that a whole territory can register in one minute.

Rooms: `programmes` (writing, evaluating, approving), `events` (announcing), `registration`
(seats and the waiting list), `attendance`, `certificates`, `ledger` (hours of people and
libraries), `evaluation` (what participants say), `induction`, `planning` (the year, for the
staff). What they share stands beside them.

Whose work it is: methodologists write programmes and run events, evaluators judge programmes,
the head of department approves them; directors register their staff; everyone may register.
"""
