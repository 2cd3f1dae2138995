"""Pure solvers: dividing zones, the rhythm of visits, the order of a day's doors.

Handed rows, dates and coordinates; no Django, no clock but a time limit.
"""
