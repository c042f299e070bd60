"""build: to be written."""
