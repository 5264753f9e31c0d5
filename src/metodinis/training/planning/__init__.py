"""The year of training (*metų planas*), for the staff: what is planned, and what came of it.

Fill rate, attendance, satisfaction, hours and cost, by event, topic, library and month, beside
the year before. Each ratio tells of how many it is; what isn't known is a dash and never a zero.

An event belongs to the year in which it ends. Cancelled events are listed and not counted.
"""
