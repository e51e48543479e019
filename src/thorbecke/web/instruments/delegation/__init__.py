"""Delegation (volmacht): vote yourself, or hand your vote to somebody you trust."""
