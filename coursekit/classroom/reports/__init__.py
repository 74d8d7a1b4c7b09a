"""What marking tells people: one HTML page a student, one for the class, read from records alone."""
