"""Pages for who comes with an experiment, an idea, an offer to help or a question."""
