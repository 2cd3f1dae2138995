"""Pure text work: names, dates, telephones, addresses, identity numbers, search, likeness, registers.

Nothing here knows Django, the clock or files; dates and rows are handed in.
"""
