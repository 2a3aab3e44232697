"""Ways in: files, folders, pages, lines of JSON."""
