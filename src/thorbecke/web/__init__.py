"""The Django project. An app imports only apps above it in the list of docs/architecture.md."""
