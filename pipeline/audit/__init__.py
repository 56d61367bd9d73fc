"""Named checks over finished data sets: ours, KLUE's files, or tables."""
