"""From an article's text to parsed sentences, offsets kept throughout."""
