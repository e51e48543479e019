"""Letters with codes: a print run in parts, as PDF or as CSV for a print house. Codes live only there."""
