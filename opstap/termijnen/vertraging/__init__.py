"""Why a duty takes longer, and letting it wait until a day."""
