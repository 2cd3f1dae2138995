"""The contract of the phone's door as files: written from the code, so that neither can drift from the other."""

import json
from typing import Any, get_args

from pydantic import TypeAdapter

from minqing.sync.answers import ProblemAnswer, Receipt
from minqing.sync.api import api
from minqing.sync.facts.every import KINDS
from minqing.sync.records.shapes import Record
from minqing.sync.schemas import FactIn

CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "description": "The community's twelve digits",
    "schema": {"type": "string", "pattern": r"^\d{12}$"},
}


def openapi() -> dict[str, Any]:
    """The OpenAPI document of the door, with every fact's body by its kind."""
    said = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/{code}/sync/v1/")))
    for operations in said["paths"].values():
        for operation in operations.values():
            operation["parameters"] = [CODE, *operation.get("parameters", [])]
            operation["operationId"] = operation["operationId"].removeprefix("minqing_sync_")
    schemas = said["components"]["schemas"]
    told = sync_schema()
    schemas |= {name: _moved(schema) for name, schema in told["$defs"].items() if name not in schemas}
    schemas["FactsIn"]["properties"]["facts"]["items"] = {
        "anyOf": [_fact_of(kind, _moved(body)) for kind, body in told["facts"].items()]
    }
    return dict(sorted(said.items()))


def _fact_of(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """A fact of one kind."""
    whole = _moved(FactIn.model_json_schema())
    properties = {**whole["properties"], "kind": {"const": kind, "type": "string"}, "body": body}
    clock = {"anyOf": [{"$ref": "#/components/schemas/ClockIn"}, {"type": "null"}]}
    return {
        "type": "object",
        "title": kind,
        "properties": {**properties, "clock": clock},
        "required": whole["required"],
        "additionalProperties": False,
    }


def _moved(schema: Any) -> Any:
    """A schema whose references lead to where OpenAPI keeps them."""
    return json.loads(json.dumps(schema).replace("#/$defs/", "#/components/schemas/"))


def sync_schema() -> dict[str, Any]:
    """The JSON Schema of what is said: facts by kind, receipts, problems, records by `t`."""
    adapters: list[tuple[str, Any, TypeAdapter[Any]]] = [
        (f"fact {name}", "validation", TypeAdapter(kind.body)) for name, kind in KINDS.items()
    ]
    adapters += [
        (f"record {_t_of(shape)}", "serialization", TypeAdapter(shape)) for shape in get_args(Record)
    ]
    adapters += [
        ("receipt", "serialization", TypeAdapter(Receipt)),
        ("problem", "serialization", TypeAdapter(ProblemAnswer)),
        ("fact", "validation", TypeAdapter(FactIn)),
    ]
    by_key, whole = TypeAdapter.json_schemas(adapters, ref_template="#/$defs/{model}")
    found = {key: schema for (key, _mode), schema in by_key.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What a phone and the server say to one another, version 1 (docs/decisions/0008)",
        "facts": _of(found, "fact "),
        "fact": found["fact"],
        "receipt": found["receipt"],
        "records": _of(found, "record "),
        "problem": found["problem"],
        "$defs": dict(sorted(whole["$defs"].items())),
    }


def _of(found: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {key.removeprefix(prefix): found[key] for key in sorted(found) if key.startswith(prefix)}


def _t_of(shape: Any) -> str:
    """The `t` of a kind of record."""
    kind, _body = get_args(shape)
    (t,) = get_args(kind)
    return str(t)


def spelled_out(said: dict[str, Any]) -> str:
    """The same text for the same contract."""
    return json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


FILES = {"openapi.json": openapi, "sync.schema.json": sync_schema}
