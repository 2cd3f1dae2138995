"""KML as features. Read by defusedxml, which expands no entity and follows no link, before fastkml sees it."""

import re
import warnings
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from minqing.ledger.errors import Refused
from minqing.territory.map_in.features import MOST_POINTS, Feature, bounded, shape_of

_DEEPEST = 20  # folders in folders
_KML = "http://www.opengis.net/kml/2.2"
_OLDER = re.compile(r"https?://(?:earth\.google\.com|www\.opengis\.net)/kml/2\.\d")
_CHINESE = re.compile(rb"""\s*<\?xml[^>]*encoding=["']gb""", re.IGNORECASE)


def features_of_kml(data: bytes) -> list[Feature]:
    """The placemarks of a KML document. Refuses a KMZ, declared entities, and what is no KML."""
    if data[:2] == b"PK":
        raise Refused({"file": _("This is a KMZ, a packed KML. Unpack it and send the KML inside.")})
    try:
        root = fromstring(_decoded(data), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise Refused({"file": _("This is no KML that can be read.")}) from error
    if not str(root.tag).endswith("}kml") and root.tag != "kml":
        raise Refused({"file": _("This is no KML that can be read.")})
    for element in root.iter():  # older versions of the language have other namespaces, some files none
        space, _brace, name = str(element.tag).rpartition("}")
        if not space or _OLDER.fullmatch(space[1:]):
            element.tag = f"{{{_KML}}}{name}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fastkml would rather have lxml
        from fastkml import kml

    try:
        # What was read safely is what is handed on, in one encoding.
        document = kml.KML.from_string(tostring(root, encoding="unicode"), strict=False)
        marks = list(_placemarks(document.features, _DEEPEST))
    except Refused:
        raise
    except Exception as error:  # fastkml says in many ways that a document is none
        raise Refused({"file": _("This is no KML that can be read.")}) from error
    bounded(marks)
    points = [MOST_POINTS]
    return [_feature(row, mark, points) for row, mark in enumerate(marks, 1)]


def _decoded(data: bytes) -> bytes | str:
    """As it is, or decoded where it says that it is in a Chinese encoding, which the parser does not know."""
    return data.decode("gb18030") if _CHINESE.match(data[:200]) else data


def _placemarks(features: Any, deepest: int) -> Iterator[Any]:
    for each in features:
        if type(each).__name__ == "Placemark":
            yield each
        elif deepest > 0 and hasattr(each, "features"):
            yield from _placemarks(each.features, deepest - 1)


def _feature(row: int, mark: Any, points: list[int]) -> Feature:
    name = (mark.name or "").strip()[:200]
    try:
        shape = mark.geometry
        if shape is None:
            return Feature(row, name, problem=_("It has no place in the file."))
        point, rings = shape_of(shape.__geo_interface__, points)
    except Refused:
        raise
    except Exception:  # a shape that fastkml cannot make one of
        return Feature(row, name, problem=_("Its coordinates cannot be read."))
    if point is None and not rings:
        return Feature(row, name, problem=_("It is neither a point nor an area."))
    return Feature(row, name, point, rings)
