"""Pages of the programme team: submissions, answers, rounds."""
