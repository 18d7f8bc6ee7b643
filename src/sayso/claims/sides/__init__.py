"""By whom, and to whom."""
