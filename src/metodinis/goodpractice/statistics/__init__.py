"""What editors want to know of good practice: how much comes, how long it takes, what is read.

**Decisions** are told by the steps of each case: a submission waits until it is returned,
recommended or declined. What is a draft (again) is its library's alone and isn't counted.

**Views** are counted without cookies and without anything about who reads: a number for each
published case and day. Counted is each time its page is sent to a browser, from a cache too; robots
(by what they call themselves), pages that a browser fetches in advance, the people of the case's
library and the department are left out. A page that is opened twice counts twice. Each process
counts in memory and writes some minutes' counts at once (`counting.py`); what it hasn't written
yet when it stops is lost.
"""
