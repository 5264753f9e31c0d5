"""States of a registration, and who has a seat. Pure."""

PENDING, REGISTERED, WAITING, OFFERED = "pending", "registered", "waiting", "offered"
DECLINED, CANCELLED = "declined", "cancelled"
ATTENDED, PARTLY, ABSENT = "attended", "partly", "absent"
STATES = (
    PENDING,
    REGISTERED,
    WAITING,
    OFFERED,
    DECLINED,
    CANCELLED,
    ATTENDED,
    PARTLY,
    ABSENT,
)
# Those that take a seat.
SEATED = (REGISTERED, OFFERED, ATTENDED, PARTLY, ABSENT)
# Those who are to come, or came.
PARTICIPANTS = (REGISTERED, ATTENDED, PARTLY, ABSENT)
