"""What a marking gives out as tables: for the instructor, for Canvas, for Moodle."""
