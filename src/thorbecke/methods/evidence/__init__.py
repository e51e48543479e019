"""What several municipalities together teach: pooled effects for three to ten sites."""
