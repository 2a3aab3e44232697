"""One module a step; none is ever altered once a release has shipped it."""
