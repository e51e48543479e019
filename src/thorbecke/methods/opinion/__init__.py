"""Opinion maps: groups, consensus and representative statements."""
