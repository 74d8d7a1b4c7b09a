"""Given names for a network that reads and writes them, one letter at a time."""

import numpy as np

_TEXT = """
ada adam adele agnes aisha alan albert alex alice alina alma amina amir amy ana andre andrea
angela anita anna anton anya arthur astrid aylin bahar barbara basil beata ben berta bianca
boris brian bruno camila carla carlos carmen cecilia celia chiara clara claudia cora cyril
dalia damian dana daniel dario david deniz derya diana diego dilara dina dominic dora doris
edgar edith elena elias elif elisa ella elsa emil emilia emine emma emre enzo eric erika
ernest esra esther eva fabian fatima felix fiona flora frank frida gabriel georg gerda gina
giulia greta gustav hakan hanna harald hasan hedda helen helena henri hilda hugo ibrahim ida
igor ilse ina ines ingrid irene iris irma isabel ivan jakob jan jana janina jasmin jens joana
johan jonas josef judith julia julian karim karin karl karla katja kemal kira klara konrad
lara laura lea leila lena leo leon leonie levent lidia lilian lina linda lisa lola lorenzo
louis luca lucia ludwig luis luisa luna magda maja malik manuel mara marco margit maria marian
marie marina mario marta martin mateo maya mehmet melanie merle mila milan mina mira miriam
mona monika murat nadia nadine natalia nele nico nicola nina noah noemi nora norbert olaf oleg
olga olivia omar oscar otto pablo paola pascal paul paula pavel pedro petra pia rafael ralf
ramona rana rebecca regina renata rita robert roland roman ronja rosa ruben ruth sabina salma
samir samuel sandra sara selim selma serena sibel silvia simon sofia sonja stefan stella
susanne sven tamara tanja tara teresa theo thomas tilda tim tina tobias tomas ulla ulrike umut
ursula valentin vera viktor vincent viola vito wanda werner willi xenia yara yasmin yusuf
yvonne zoe zora
"""

#: A list of common given names, written down for this course; no letter beyond a to z.
NAMES = tuple(_TEXT.split())

#: Code k stands for this sign; the point stands before and after every name.
SIGNS = ".abcdefghijklmnopqrstuvwxyz"
LONGEST = max(len(name) for name in NAMES)


def coded(names):
    """Whole numbers for letters: a point, the name, and points to the end.

    Returns
    -------
    array of shape (names, LONGEST + 2)
    """
    for name in names:
        if not (name and len(name) <= LONGEST and set(name) <= set(SIGNS[1:])):
            raise ValueError(f"A name is 1 to {LONGEST} letters from a to z, got {name!r}.")
    return np.array([[SIGNS.index(c) for c in f".{n}".ljust(LONGEST + 2, ".")] for n in names])


def written(codes):
    """Return the names that rows of codes spell: up to the first point after the beginning."""
    return ["".join(SIGNS[code] for code in row[1:]).partition(".")[0] for row in codes]
