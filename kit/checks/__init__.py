"""Checks: one function each, with a stable id, a rationale, the clause it comes from, and findings with a place."""
