"""Pages of the call: what everybody sees, and the desk of the programme team."""
