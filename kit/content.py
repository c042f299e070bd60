"""content: to be written."""
