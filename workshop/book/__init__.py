"""What makes the lessons one book: map, coverage, symbols, glossary, order and links."""
