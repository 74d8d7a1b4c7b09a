"""What marking tells people: a page for each student and one for the class, from the records."""
