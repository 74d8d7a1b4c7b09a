"""Tools that run, tidy and check the lessons; a lesson itself never needs them."""
