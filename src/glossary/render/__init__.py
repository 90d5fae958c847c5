"""Renderers: results to terminal, JSON, HTML and the rest."""
