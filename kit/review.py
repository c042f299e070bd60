"""review: to be written."""
