"""Exchange formats: one module each, to and from concepts."""
