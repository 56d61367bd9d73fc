"""Label Studio (Community): the embedded server, assignment, push, pull, and simulated annotators."""
