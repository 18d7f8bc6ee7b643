"""What is said to have happened: the words that name it, and whether it is news of a happening at all."""
