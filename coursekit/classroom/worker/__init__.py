"""The program that runs a student's code inside the sandbox; the grader never imports what it ran.

Everything here is seen by student code and may be changed by it.  So nothing here decides: the
worker is asked for plain data, and a worker that lies can say no more than an honest one, whose
functions return whatever the student likes.
"""
