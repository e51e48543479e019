"""From votes to seats: the Kieswet and other apportionment methods."""
