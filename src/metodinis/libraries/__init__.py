"""Libraries (*bibliotekos*) of the territory, departments (*skyriai*) and partners (*partneriai*).

Whose work it is: the head of department keeps the register of libraries; a library's director
(*direktorius*) keeps its contact up to date and looks after the accounts of its staff
(*darbuotojai*). A library is the folder of its own reports and documents.

A library is open until it is closed (*uždaryta*) or merged (*prijungta*) into another: its past
stays, its people lose their roles, and the library that it was merged into takes them over.
"""
