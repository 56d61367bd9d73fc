"""SPDX licence expressions as alternatives: one is to be chosen, and all of its terms hold together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from license_expression import (
    ExpressionError,
    LicenseSymbol,
    LicenseWithExceptionSymbol,
    Licensing,
    get_spdx_licensing,
)

from pipeline.corpora.terms import Licence, Terms
from pipeline.errors import BadInputError

NOASSERTION = "NOASSERTION"
UNSTATED = (NOASSERTION, "NONE")
MOST_ALTERNATIVES = 64
_MOST_CHARACTERS = 4096
_ID = re.compile(r"[A-Za-z0-9.:-]+\+?")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A licence in an expression, ``X`` or ``X WITH Y``.

    ``licence`` is None where ``licences.yaml`` does not list it, or the exception is not one of SPDX's: what
    such a term demands is unknown. An exception of SPDX's only adds permissions; they are not made use of.
    """

    key: str
    licence: Licence | None = field(compare=False)

    @property
    def exception(self) -> bool:
        """Whether it is a licence with an exception."""
        return " WITH " in self.key


Alternative = frozenset[Term]


def parse(expression: str | None, terms: Terms) -> frozenset[Alternative]:
    """Read an expression into its alternatives; none stated is ``NOASSERTION``.

    Ids may be in any case; SPDX's deprecated ids (``GPL-2.0``, ``GPL-2.0+``) stand for their successors.
    ``X+`` stands for ``X`` or whatever it upgrades to.

    Raises:
        BadInputError: it is not an SPDX expression, or has too many alternatives to tell apart.
    """
    if expression is None or not expression.strip():
        return frozenset({frozenset({Term(NOASSERTION, None)})})
    if len(expression) > _MOST_CHARACTERS:
        raise _not_spdx(expression[:60] + "…", f"it is longer than {_MOST_CHARACTERS} characters")
    try:
        return _alternatives(_grammar(terms).parse(expression), expression, terms)
    except ExpressionError as error:
        raise _not_spdx(expression, str(error)) from None
    except (IndexError, TypeError, AttributeError, RecursionError):
        # boolean.py, below the parser, trips over empty and very deep parentheses.
        raise _not_spdx(expression[:60], "its parentheses are empty or too deep") from None


def render(alternatives: Iterable[Alternative]) -> str:
    """Write alternatives as an expression, always the same way.

    >>> from pipeline.corpora.terms import shipped_terms
    >>> render(parse("mit and (cc0-1.0 or cc-by-4.0)", shipped_terms()))
    'CC-BY-4.0 AND MIT OR CC0-1.0 AND MIT'
    """
    return " OR ".join(sorted(" AND ".join(sorted(term.key for term in terms)) for terms in alternatives))


def _alternatives(node: object, expression: str, terms: Terms) -> frozenset[Alternative]:
    grammar = _grammar(terms)
    if isinstance(node, grammar.OR):
        return frozenset().union(*(_alternatives(part, expression, terms) for part in node.args))
    if isinstance(node, grammar.AND):
        chosen: frozenset[Alternative] = frozenset({frozenset()})
        for part in node.args:
            chosen = frozenset(a | b for a in chosen for b in _alternatives(part, expression, terms))
            if len(chosen) > MOST_ALTERNATIVES:
                raise _not_spdx(expression, f"it has more than {MOST_ALTERNATIVES} alternatives")
        return chosen
    if isinstance(node, LicenseWithExceptionSymbol):
        licence, exception = node.license_symbol.key, node.exception_symbol
        _check_id(licence, expression)
        _check_id(exception.key, expression)
        known = terms.find(licence) if exception.is_exception else None
        return frozenset({frozenset({Term(f"{licence} WITH {exception.key}", known)})})
    key = str(node)
    _check_id(key, expression)
    base = terms.find(key.removesuffix("+"))
    if base is None:
        return frozenset({frozenset({Term(key, None)})})
    later = [base, *(terms.licences[step] for step in base.upgrades_to)] if key.endswith("+") else [base]
    return frozenset(frozenset({Term(licence.id, licence)}) for licence in later)


def _check_id(key: str, expression: str) -> None:
    if not _ID.fullmatch(key):
        raise _not_spdx(expression, f"{key!r} is no licence id")


def _not_spdx(expression: str, problem: str) -> BadInputError:
    return BadInputError(
        f"{expression!r} is not an SPDX licence expression: {problem}", "see https://spdx.org/licenses/"
    )


@cache
def _grammar(terms: Terms) -> Licensing:
    spdx = get_spdx_licensing().known_symbols
    ours = [key for key in (*terms.licences, *UNSTATED) if key not in spdx]
    return Licensing([*spdx.values(), *(LicenseSymbol(key) for key in ours)])
