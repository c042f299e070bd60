"""personalize: to be written."""
