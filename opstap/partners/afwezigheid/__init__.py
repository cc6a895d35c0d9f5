"""Pages about who is away and who replaces."""
