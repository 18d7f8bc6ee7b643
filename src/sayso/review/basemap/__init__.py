"""The world in outlines, and which lines of it are disputed."""
