"""What all explorers share: the widget, its controls, its page, its random numbers and words."""
