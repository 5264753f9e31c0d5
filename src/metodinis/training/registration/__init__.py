"""Registration (*registracija*): who has a seat, who waits, and all that follows from it.

States: `pending` (*laukia patvirtinimo*: the staff decide), `registered` (*užregistruotas*),
`waiting` (*laukiančiųjų eilėje*), `offered` (*pasiūlyta vieta*), `declined` (*atmesta*),
`cancelled` (*atšaukta*); after the event `attended` (*dalyvavo*), `partly` (*dalyvavo iš dalies*)
and `absent` (*nedalyvavo*). An address that isn't confirmed in time loses its seat.

Whose work it is: everyone registers themselves; directors their staff; methodologists decide,
move, write and erase.
"""
