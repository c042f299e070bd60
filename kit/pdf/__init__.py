"""A tagged-PDF layer on reportlab: structure tree, marked content, metadata and Type0 fonts. Knows no Document.

A library that happens to live here and could be released alone. This package file imports nothing.
"""
