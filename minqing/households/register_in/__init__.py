"""The register in: a sheet gathered, compared with what is kept, and taken (minqing.households.actions.importing)."""
