"""What the questions ask of words and trees: the Doc in plain Python, noun phrases, pronouns, numbers, names."""
