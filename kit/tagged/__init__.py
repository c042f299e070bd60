"""Reads any PDF with pikepdf: what its pages paint, its fonts, its structure tree. The handout's reader and the checks stand on it.

It shares no code with `kit.pdf`, which writes: who writes does not mark its own homework.
"""
