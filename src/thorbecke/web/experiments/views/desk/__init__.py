"""The desk: pages of who works on an experiment."""
