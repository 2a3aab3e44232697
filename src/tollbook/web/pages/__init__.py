"""One module a page: what it shows, and its twin for programs."""
