"""Roll, box, published record and the Instrument protocol."""
