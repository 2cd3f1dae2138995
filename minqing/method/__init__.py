"""The rules of the method, pure: no Django, no clock, no input or output.

Everything here is handed what it needs (instants, calendars, rows) and answers with plain values,
so that each rule can be read, tested as a table and trusted. `docs/method.md` tells the same rules in prose.
"""
