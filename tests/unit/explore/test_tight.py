"""What travels to the page says the same in fewer characters."""

import pytest

from coursekit.explore.tight import tight


@pytest.mark.parametrize(
    "script, short",
    [
        ("const a = [1, 2,];", "const a=[1,2];"),
        ("const { x, y, } = f(a, b,);", "const{x,y}=f(a,b);"),
        ("const [, , y] = row;", "const[,,y]=row;"),
        ("const one = [,];", "const one=[,];"),
        ("if (a) { b(); c(); }", "if(a){b();c()}"),
        ("for (const k of a) { g[k] += 1; }", "for(const k of a){g[k]+=1}"),
        ("x = a / b;  // half", "x=a/b;"),
        ("x = a / /b/.exec(c);", "x=a/ /b/.exec(c);"),
        ("x = a + +b - -c;", "x=a+ +b- -c;"),
        ('s = "a ; }" + `b ; ${ f(1, ) } , }`;', 's="a ; }"+`b ; ${f(1)} , }`;'),
        ("return { a };", "return{a};"),
    ],
)
def test_needless_signs_go_and_words_stay(script, short):
    assert tight(script) == short + "\n"
