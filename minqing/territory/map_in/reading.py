"""A file by what is in it, not by what it is called: GeoJSON, KML or a table."""

from minqing.territory.map_in.features import Feature, features_of_geojson
from minqing.territory.map_in.kml import features_of_kml
from minqing.territory.map_in.tables import features_of_csv


def features_of(data: bytes) -> list[Feature]:
    """The features of a file. Refuses, at `file`, what cannot be read, with the way out."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return features_of_geojson(data)
    if start[:1] == b"<" or data[:2] == b"PK":
        return features_of_kml(data)
    return features_of_csv(data)
