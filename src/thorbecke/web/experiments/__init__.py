"""The register of experiments."""
