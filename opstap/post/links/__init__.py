"""A question by a link in a mail: made, opened with a code, ended (ADR 26)."""
