"""The API keeps its word: what the document allows is answered as it says, what it forbids is refused, nothing breaks.

Cases are drawn from the document by schemathesis, the same ones every time.
"""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from litestar.testing import TestClient

from made_desk import demo_book
from tollbook.api.app import create_app
from tollbook.keep.looking import list_incidents

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES = 15
HERE = "http://testserver.local"
OPERATIONS = (
    "GET /api/v1/accounts", "GET /api/v1/articles/{key}", "GET /api/v1/changes", "GET /api/v1/claims", "GET /api/v1/codebooks", "GET /api/v1/decisions",
    "GET /api/v1/health", "GET /api/v1/incidents", "GET /api/v1/incidents/{ident}", "GET /api/v1/incidents/{ident}/diff",
    "GET /api/v1/incidents/{ident}/explanation", "GET /api/v1/incidents/{ident}/steps", "GET /api/v1/me", "GET /api/v1/search", "GET /api/v1/sources", "POST /api/v1/decisions",
)  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("schema")) as made:
        yield made


@pytest.fixture(scope="module")
def known(book):
    """What is there: ids drawn at random never are."""
    return {"ident": list_incidents(book, order="articles").incidents[0].id, "key": book.keys()[0]}


@pytest.fixture(scope="module")
def client(book):
    with TestClient(create_app(book, secret="s" * 32)) as made:
        yield made


@pytest.fixture(scope="module")
def operations(client):
    document = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    return {made.ok().label: made.ok() for made in document.get_all_operations()}


def test_the_list_of_operations_is_complete(operations):
    assert tuple(sorted(operations)) == OPERATIONS


def ask(client, case):
    given_ = case.as_transport_kwargs(base_url=HERE)
    content = {"content": given_["data"]} if "data" in given_ else {"json": given_["json"]} if "json" in given_ else {}
    return client.request(given_["method"], given_["url"], params=given_.get("params"), headers=dict(given_.get("headers") or {}), **content)


def check(client, known, case):
    for name, there in known.items():
        drawn = (case.path_parameters or {}).get(name)
        if isinstance(drawn, str) and len(drawn) % 2:
            case.path_parameters[name] = there
    answer = ask(client, case)
    assert answer.status_code < 500, answer.text
    # a day of no calendar or a box of no corners has the right form, and is refused all the same
    case.validate_response(answer, excluded_checks=[positive_data_acceptance])


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda m: m.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_operation_does_what_the_document_says(client, known, operations, label, mode):
    operation = operations[label]
    if mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters()) and not operation.body:
        return

    def run(case):
        check(client, known, case)

    bounded = settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
    )
    bounded(given(operation.as_strategy(generation_mode=mode))(run))()
