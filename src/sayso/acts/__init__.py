"""What people do at a desk: decide, protect, open and erase; who may; and the log of it all."""
