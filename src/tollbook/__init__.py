"""Tollbook reads news reports of armed conflict and keeps the book of what they claim."""
