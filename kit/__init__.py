"""Health-education kits from one reviewed source: decks, tagged PDF handouts and web pages in every language.

See ARCHITECTURE.md for the flow and for what must never import what.
"""
