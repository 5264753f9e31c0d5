"""One person's data in all of training (*asmens duomenys*): handed out and erased on request.

Each room of training that keeps data of participants registers a named utility for
`metodinis.training.interfaces.IPersonalData`.
"""
