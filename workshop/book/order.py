"""Finds words that a lesson uses before the lesson that explains them, with no hand held out."""

import re
import tomllib
from pathlib import Path

from workshop.book import pages

SOURCE = Path(__file__).with_name("early_words.toml")

_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z*_`\"(])|\n\s*\n|\n\s*[-*|\d>]")


def terms(lessons):
    """Each word of the tables with the first lesson that explains it: ``{"loss": "02"}``."""
    found = {}
    for lesson in lessons:
        for entry, _ in lesson.words:
            for term in split(entry):
                found.setdefault(term, lesson.number)
    return found


def split(entry):
    """The single words of a table's row: ``pass (or *epoch*)`` → pass, epoch."""
    plain = re.sub(r"\$[^$]*\$|[*_`]", "", entry)
    parts = re.split(r",|\(or |\(|\)", plain)
    return [part.strip().lower() for part in parts if part.strip()]


def allowed(path=SOURCE):
    """The words that may come early, each with its reason: ``{(lesson, word): reason}``."""
    table = tomllib.loads(Path(path).read_text("utf-8"))
    return {(n, term): row["why"] for row in table["early"] for term in row["words"]
            for n in row["lessons"]}  # fmt: skip


def early(lessons, known):
    """Every early use that neither points forward nor explains: (lesson, word, home, sentence)."""
    found, homes = [], terms(lessons)
    for lesson in lessons:
        sentences = sentences_of(lesson)
        before = [other for other in lessons if other.number <= lesson.number]
        for term, home in homes.items():
            if home <= lesson.number or (lesson.number, term) in known:
                continue
            sentence = first_use(term, sentences)
            if not sentence or points_forward(sentence, lesson):
                continue
            if not any(explains(term, other) for other in before):
                found.append((lesson.number, term, home, sentence))
    return found


def idle(lessons, known):
    """Entries of the list that allow nothing any more."""
    return sorted(set(known) - {(n, term) for n, term, _, _ in early(lessons, {})})


def sentences_of(lesson):
    """The sentences of a lesson's prose, without its title cell and its last section."""
    found = []
    for text in lesson.prose[1:]:
        if re.search(rf"^#+ (?:{pages.WORDS}|What next)", text, re.MULTILINE):
            text = re.split(rf"^#+ (?:{pages.WORDS}|What next)", text, flags=re.MULTILINE)[0]
        found += [re.sub(r"\s+", " ", s).strip() for s in _SENTENCE.split(text)]
    return found


def first_use(term, sentences):
    """The first sentence that holds the word, or its plural; None without one."""
    word = re.compile(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", re.IGNORECASE)
    return next((s for s in sentences if word.search(re.sub(r"[*_]", "", s))), None)


def points_forward(sentence, lesson):
    """Whether a sentence names a later lesson."""
    mentions = re.findall(r"[Ll]essons? [\d, toand]+|\(\d\d(?:, \d\d)*\)", sentence)
    numbers = re.findall(r"\b(\d\d)\b", " ".join(mentions))
    return any(number > lesson.number for number in numbers)


def explains(term, lesson):
    """Whether a lesson itself sets the word in bold or italics: there it says what it means."""
    emphasis = rf"(\*\*|\*)[^*\n]*\b{re.escape(term)}(?:s|es)?\b[^*\n]*\1"
    return any(re.search(emphasis, text, re.IGNORECASE) for text in lesson.prose[1:])
