"""What a reader must hear of a document, and whether it was heard: expectation, presence, round trip. Knows no format."""
