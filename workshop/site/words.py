"""Links from the first use of a word or a symbol in a lesson to where it is explained."""

import html
import re
from functools import cached_property

from workshop.book import glossary, symbols
from workshop.book.pages import WORDS
from workshop.site import spoken

# What no link may be put into: code, formulas, links and pictures, tags, headings.
_CLOSED = re.compile(
    r"^[ ]*(?P<fence>```+|~~~+).*?^[ ]*(?P=fence)[ ]*$|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)"
    r"|\$\$.+?\$\$|(?P<math>(?<![\\$])\$[^$\n]+?\$)|!?\[[^\]]*\]\([^)]*\)"
    r"|<summary>.*?</summary>|<[^>\n]+>|^#+ [^\n]*$",
    re.DOTALL | re.MULTILINE,
)
_FORMULA = re.compile(r"\$[^$]+\$")


class Book:
    """The words and symbols of all lessons, with the anchors of their explanations.

    Parameters
    ----------
    lessons : list of Lesson
        All lessons, as `workshop.book.pages.read_all` gives them.
    """

    def __init__(self, lessons):
        self.entries = [(term, told[0][1].number) for term, told in glossary.entries(lessons)]
        self.symbols = symbols.table()

    @cached_property
    def words(self):
        """``{plain word: (anchor, first lesson)}``, the longest first: it wins over its parts."""
        found = {
            plain: (word_anchor(term), number)
            for term, number in self.entries
            for plain in glossary.sort_key(term).split(", ")
        }
        return {plain: found[plain] for plain in sorted(found, key=len, reverse=True)}

    @cached_property
    def _word(self):
        terms = "|".join(re.escape(term) for term in self.words)
        return re.compile(rf"(?<![\w-])({terms})(s?)(?![\w-])", re.IGNORECASE)

    def anchored_glossary(self, text):
        """Return the page of words with an anchor before each."""
        row = re.compile(r"^\| (?!word \||-)(.+?) \|", re.MULTILINE)
        return row.sub(lambda m: f'| <span id="{word_anchor(m[1])}"></span>{m[1]} |', text)

    def anchored_symbols(self, text):
        """Return the page of symbols with an anchor before each."""
        for k, entry in enumerate(self.symbols):
            old = f"| {entry.shown} | {entry.meaning} |"
            text = text.replace(old, f'| <span id="{sign_anchor(k)}"></span>{old[2:]}', 1)
        return text

    def link(self, cells, number):
        """Link the first use of each word and symbol in the Markdown cells of a lesson."""
        seen = set()
        for cell in cells[1:]:  # the title names words that it only promises
            if cell.cell_type == "markdown" and f"# {WORDS}" not in cell.source:
                cell.source = self._linked(cell.source, number, seen)

    def _linked(self, text, number, seen):
        parts, end = [], 0
        for closed in _CLOSED.finditer(text):
            parts += [self._with_words(text[end : closed.start()], number, seen)]
            parts += [self._with_symbol(closed, number, seen)]
            end = closed.end()
        return "".join([*parts, self._with_words(text[end:], number, seen)])

    def _with_words(self, text, number, seen):
        def once(match):
            anchor, first = self.words[match[1].lower()]
            if anchor in seen or first > number:
                return match[0]
            seen.add(anchor)
            return f'<a class="word" href="../glossary.html#{anchor}">{match[0]}</a>'

        return self._word.sub(once, text)

    def _with_symbol(self, closed, number, seen):
        formula = closed["math"]
        place = self._sign(formula, number) if formula else None
        if place is None or formula in seen:
            return closed[0]
        seen.add(formula)
        meaning = spoken.text(self.symbols[place].meaning)
        name = html.escape(f"{spoken.formula(formula)}: {meaning}")
        there = f"../symbols.html#{sign_anchor(place)}"
        return f'<a class="symbol" href="{there}" aria-label="{name}">{formula}</a>'

    def _sign(self, formula, number):
        """Return the place of the newest meaning that a formula has in a lesson, or None."""
        found = [
            (number in entry.only, entry.lesson, k)
            for k, entry in enumerate(self.symbols)
            if formula in _FORMULA.findall(entry.shown) and entry.holds_in(number)
        ]
        return max(found)[2] if found else None


def word_anchor(term):
    """Return the anchor of a word: ``learning rate`` → ``word-learning-rate``."""
    return "word-" + re.sub(r"[^a-z0-9]+", "-", glossary.sort_key(term)).strip("-")


def sign_anchor(k):
    """Return the anchor of the k-th entry of the table of symbols."""
    return f"sign-{k}"
