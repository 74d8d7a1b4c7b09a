"""What makes and checks this repository; learners do not install it."""
