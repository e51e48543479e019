"""The box of building blocks and its legal verdict."""
