"""Submissions to one small key: honest, clumsy, cheating, attacking, forged and malformed ones."""
