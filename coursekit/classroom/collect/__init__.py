"""What a class handed in: found in folders and zips, and matched to the students."""
