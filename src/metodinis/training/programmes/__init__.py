"""Programmes (*kompetencijų ugdymo programos*): what is taught, to whom, how, and how well.

States: `draft` (*rengiama*) → `submitted` (*pateikta*) → `evaluating` (*vertinama*) →
`returned` (*grąžinta tikslinti*) or `approved` (*patvirtinta*) → `running` (*vykdoma*) →
`reviewing` (*peržiūrima*) or `archived` (*archyve*).

Whose work it is: methodologists write programmes, and so do a library's people for their own
library (*teikimas*), who see no other library's before it is approved. Methodologists ask two
evaluators (*vertintojai*) who wrote nothing of it; each scores the criteria of `rules.py` and
sees nothing of the other's before giving their own. The head of department decides.

What each evaluation said is kept by round: a programme that comes back begins a new one. What
speaks for a review (a low mean, an end of validity) is kept with its reason until the staff have
dealt with it: other rooms call `operations.raise_review(programme, reason)`.

Who waits for what is kept in one small store on the folder of training (`store.py`) and not in
the catalog: anybody may ask the catalog by any index, and who evaluates is nobody's business.
"""
