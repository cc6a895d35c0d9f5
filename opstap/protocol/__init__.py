"""The rules of the protocol in plain Python: dates, numbers and frozen dataclasses in and out. No Django."""
