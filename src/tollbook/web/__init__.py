"""The desk: server-rendered pages on the book, for people who read all day."""
