"""What each page shows, as plain dicts: templates draw them, JSON gives them away as they are."""
