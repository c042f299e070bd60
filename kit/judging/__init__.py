"""Verdicts about words and the documents made of them: scores, open points, the review form. Above the checks, below a build."""
