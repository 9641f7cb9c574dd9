"""From models to the document tree: a composer for each kind of definition."""

from formwright.compose import form, guide, programme, standards, terms
from formwright.compose.short_names import explained
from formwright.compose.words import Resolve
from formwright.document.nodes import Document
from formwright.document.typography import in_type
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.guide import Guide
from formwright.model.programme import Programme
from formwright.model.standards import Standards
from formwright.model.terms import TermsOfReference

Composable = Form | Standards | Programme | TermsOfReference | Guide


def compose(definition: Composable, framework: Framework, resolve: Resolve | None = None) -> Document:
    """The definition as a document set in type, whatever its kind, with each abbreviation explained where it is first
    met. `resolve` draws its links where it stands within another document, which explains its abbreviations."""
    document = in_type(_composed(definition, framework, resolve))
    return document if resolve else explained(document, framework.short_names)


def _composed(definition: Composable, framework: Framework, resolve: Resolve | None) -> Document:
    match definition:
        case Form():
            return form.compose(definition, framework, resolve)
        case Standards():
            return standards.compose(definition, framework, resolve)
        case Programme():
            return programme.compose(definition, framework, resolve)
        case TermsOfReference():
            return terms.compose(definition, framework, resolve)
        case Guide():
            return guide.compose(definition, framework, resolve)
