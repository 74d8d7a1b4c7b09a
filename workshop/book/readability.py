"""How easily a lesson reads: Flesch's reading ease, as a guide for authors."""

import re


def ease(text):
    """Flesch's reading ease of an English text: 60 and above is plain English.

    ``206.835 − 1.015 · words / sentences − 84.6 · syllables / words`` (Rudolf Flesch, 1948).
    """
    parts = re.split(r"[.!?:;]+(?:\s|$)|\n\s*\n|\n\s*(?=[-*|\d>])", text)
    sentences = [part for part in parts if words(part)]
    every = words(text)
    if not every:
        return float("nan")
    spoken = sum(syllables(word) for word in every)
    return 206.835 - 1.015 * len(every) / len(sentences) - 84.6 * spoken / len(every)


def words(text):
    """The words of a text; single letters other than a and I are formulas."""
    found = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    return [word for word in found if len(word) > 1 or word in "aAI"]


def syllables(word):
    """About how many syllables an English word has: groups of vowels, without a silent e."""
    word = re.sub(r"[^a-z]", "", word.lower())
    word = re.sub(r"(?<=[^aeiouyl])(?:es|ed|e)$|(?<=[aeiouy]l)(?:es|ed|e)$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def table(lessons):
    """One line a lesson: number, title, reading ease, words."""
    lines = ["        ease   words   (60 and above: plain English; this is a guide, not a gate)"]
    for lesson in lessons:
        text = "\n\n".join(lesson.prose)
        lines.append(f"{lesson.number}  {ease(text):8.0f}  {len(words(text)):6d}   {lesson.title}")
    return "\n".join(lines)
