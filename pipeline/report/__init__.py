"""The quality report: one HTML file for those who run the annotation and those who answer for a release.

A section is a module of :mod:`pipeline.report.sections`, which builds typed data from the workspace's tables,
and the template of the same name that shows it.
"""
