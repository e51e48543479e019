"""What we ship as content: themes, principles, cases, scenarios, law, building blocks."""
