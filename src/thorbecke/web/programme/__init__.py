"""The call in rounds: submissions by four doors, triage, answers, and the choice of central themes."""
