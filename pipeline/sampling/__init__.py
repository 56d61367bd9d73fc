"""From texts to items: candidates by quota and stratum, and what people wrote to be labelled."""
