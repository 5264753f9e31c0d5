"""Good practice (*geroji patirtis*): from a story to a reviewed, published, reused case.

A **case** (*gerosios patirties pavyzdys*, `GoodPractice`) tells of something that a library has
carried out: what was needed, what it did, with what, what came of it and how that is known. It
belongs to its library, whose people write it; all cases lie in one folder.

States: `draft` (*rengiamas*) → (`signing` (*laukia direktoriaus pritarimo*) →) `submitted`
(*pateiktas*) → `reviewing` (*recenzuojamas*) → `returned` (*grąžintas tikslinti*) or
`recommended` (*rekomenduotas*) → `published` (*paskelbtas*) → `archived` (*archyve*); `declined`
(*atmestas*) with a reason.

Whose work it is: a library's people write and submit, its director agrees first if the
department so decided; two reviewers (*recenzentai*) of other libraries score each by themselves;
editors (*redaktoriai*, and the head of department) ask them, decide, publish and look after what
is published; methodologists read along. Everybody reads what is published.

Rooms: `cases` (writing, the case's page, its versions), `pictures` (pictures and attachments),
`review` (reviewers and what they say), `desk` (the editors' decisions, publishing, corrections,
what is still true), `catalogue` (what the public reads: lists, map, feeds, data), `booklets`
(print, collections, newsletter, citation), `reuse` (taken over, thanks, questions), `statistics`.

Who waits for what, who reviews and what readers wrote is kept in stores and not in the catalog:
anybody may ask that by any index.
"""
