"""The steps by which a book of an older version becomes one of this version."""
