"""Target values („Siektinos reikšmės“): what an indicator is to reach in a year, and how far it is.

The department's work: a methodologist proposes a value by hand or from best practice, with the
reason; the head approves it. A target is for a group: the whole territory, a county, a band of
population, a kind, an own group, or one library. What it was computed from is kept as it was then,
so that it doesn't drift when data change.

States: proposed – pasiūlyta, returned – grąžinta tikslinti, approved – patvirtinta, declined –
atmesta, withdrawn – atšaukta, superseded – pakeista nauja. Lights: met – pasiekta, near – arti,
far – toli. For other rooms: `reading.target_for`, `reading.targets_of`, `reading.progress`.
"""
