"""What readers make of a published case: taken over (*perėmimas*), thanks, questions to its author.

A library tells that it took a case over: when, what it changed, what came of it. Everybody reads
that on the case's page; the author is told. One record for each library and case.

Everybody may thank, with words or without, and ask. Words are looked at before anybody reads them
(*moderavimas*): thanks are `pending` (*laukia peržiūros*), then `shown` or `refused`; a question
is `pending`, then `asked` (*perduotas autoriams*) or `refused`, then `answered`, and published
with its answer if the author so chooses, without the name of who asked.

Whose work it is: a library's people record and answer, editors look at words, everybody reads.
"""
