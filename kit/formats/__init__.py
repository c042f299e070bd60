"""The table of formats. A format is a record of functions; a new one is a folder here and one line below."""
