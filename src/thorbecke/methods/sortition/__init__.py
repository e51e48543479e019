"""Lotteries that draw a panel with the fairest chances that the quotas allow."""
