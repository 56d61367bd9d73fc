"""Raw corpora to documents: the catalogue of sources, their licences, readers, and the ingest stage."""
