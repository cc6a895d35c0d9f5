#: Which Opstap this is; the same as in pyproject.toml.
UITGAVE = "0.1.0"
