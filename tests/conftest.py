"""What all tests share: a fixed environment, so that none depends on the machine it runs on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["COLUMNS"] = "120"
os.environ["NO_COLOR"] = "1"
for name in ("TOLLBOOK_MODEL", "TOLLBOOK_BOOK", "TOLLBOOK_GAZETTEER", "FORCE_COLOR"):
    os.environ.pop(name, None)

# The first example of a test that parses loads the parser, which takes seconds; and examples
# drawn anew each run would make a submission fail for what another one brought in.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
