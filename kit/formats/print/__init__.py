"""The handout: its writer, its reader and the pure step that decides what goes where."""
