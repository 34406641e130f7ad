"""Whether a first name is a woman's: by its ending, with the exceptions, and by a short list."""

from __future__ import annotations

_WOMEN = frozenset(
    """agnes alice anne annemarie antje astrid beatrice beate brigitte carmen charlotte christel
    christine condoleezza cornelia denise doris dorothee edith eleonore elfriede elisabeth ellen
    elke esther eveline franziska gabriele gerlinde gertrud gudrun hannelore heidi heike helen
    helene hildegard hillary ilse ines ingeborg ingrid inge iris irmgard isabel isabelle jacqueline
    janet jennifer judith julie karen karin katharine kathrin katrin kerstin kirsten lilian louise
    margaret margarete margrit marianne marie marion marlies mary meret michelle miriam monique
    muriel nadine nancy nathalie nicole pascale rahel rachel regine renate rosmarie ruth sabine
    sahra sarah silke simone stephanie susan susanne sybille tracy trudi ulrike ute valérie verene
    viviane vreni wiebke yvonne zoé""".split()
)
_MEN_IN_A = frozenset(
    """andrea elia ezra issa joshua juha kaya kemal luca mika mischa mustafa nikita noa noah nikola
    sascha sava toshi tuna""".split()
)


def is_woman(first_name: str) -> bool:
    """Whether the name is commonly a woman's."""
    name = first_name.lower()
    if name in _WOMEN:
        return True
    return name.endswith(("a", "ine", "ette", "elle")) and name not in _MEN_IN_A
