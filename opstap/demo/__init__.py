"""The demo region: invented people and places on Zutphen's parameters, made by the services of every room.

Imported by nobody but its own commands (docs/adr/0003).
"""
