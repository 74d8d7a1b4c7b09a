"""A CNN with Keras: all that this lesson asks."""
