"""Readers, one a format: each streams a file and yields raw documents, or says what it rejects."""
