"""The OpenAPI document: Litestar's, with the schemas of our records as msgspec itself states them.

msgspec decodes and encodes them, so only its own account of bounds, tags and
renamed fields can be right in every detail.
"""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from tollbook.api import records
from tollbook.web.answers import Problem


class Document(JsonRenderPlugin):
    """The document as JSON."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Put the exact schemas in the place of the general ones."""
        del request
        held = openapi_schema.get("components", {})
        return msgspec.json.encode({**openapi_schema, "components": {**held, "schemas": {**held.get("schemas", {}), **schemas()}}})


def schemas() -> dict[str, Any]:
    """The schemas of all records that the API answers or takes, by name."""
    kinds = [v for v in vars(records).values() if isinstance(v, type) and issubclass(v, msgspec.Struct) and v.__module__ == records.__name__]
    _, made = msgspec.json.schema_components([*kinds, Problem], ref_template="#/components/schemas/{name}")
    return made
