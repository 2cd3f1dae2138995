"""The register as one table (居民情况一表通): its columns, what is asked of it, its rows, its checks, and it as a file.

Every column is declared once, in `columns`; the table, its filters, its sorting, its editing and the file that leaves
the house all read that declaration.
"""
