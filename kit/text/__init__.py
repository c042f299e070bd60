"""Text as glyphs: faces, itemising, shaping and lines, for every script the kit prints. Shared by handout and deck.

A library that happens to live here: it knows languages and fonts, nothing of documents, PDF or PowerPoint.
This package file imports nothing, so that asking for a `Span` does not load ICU or HarfBuzz.
"""
