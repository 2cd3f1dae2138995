"""Places from files: GeoJSON, CSV and KML read into plain features, and courtyards recognised by their addresses."""
