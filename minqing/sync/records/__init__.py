"""What comes down to a phone: one small file a kind of record, in the shapes of the contract (decision 0008).

Each module answers `<kind>_ids(reach)` (all that the phone is to hold, in no order unless it says so) and
`<kind>_records(reach, ids)`: the records of those ids that lie within the reach, whatever ids it is handed; a foreign id
gives nothing. The number of queries does not depend on how many there are.
"""
