"""The field's files, read and written. Knows nothing of Django or of the web."""
