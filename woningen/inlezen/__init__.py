"""Read homes from a file of another system. Pure: bytes in, rows or faults out; nothing is kept here."""
