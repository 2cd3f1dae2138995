"""The kinds of facts that a phone sends, a file a family: each body, and which action of which room it calls."""
