"""The desk for programs: the same as its pages, typed, described by OpenAPI, under /api/v1."""
