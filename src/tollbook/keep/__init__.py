"""Keeping the book: what is read is stored, gathered into incidents, and shown as known at any hour.

`book` stores, `copies` folds, `group` gathers, `reconcile` reckons; each is
pure or knows nothing of the others. Here they meet.
"""
