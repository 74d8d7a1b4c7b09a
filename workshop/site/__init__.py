"""Makes the course's site: stages lessons and pages, lets Sphinx build them, checks the result."""
