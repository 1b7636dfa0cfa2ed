"""What may be written and how it is filled in: words with placeholders, dates, references, who is written to."""
