"""What single lessons measure, a file for each."""
