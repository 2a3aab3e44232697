"""Which tellings speak of one incident: features, candidates, scores, clusters, ids.

Everything here is a pure function of the tellings it is given, so that the same
articles in any order and in any batches give the same incidents. Nothing is
learned while the book is kept: the weights are frozen files with versions.
"""

from __future__ import annotations
