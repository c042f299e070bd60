"""translate: to be written."""
