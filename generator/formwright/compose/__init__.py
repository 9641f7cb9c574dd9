"""From models to the document tree: a composer for each kind of definition."""

from formwright.compose import form, programme, standards, terms
from formwright.document.nodes import Document
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.programme import Programme
from formwright.model.standards import Standards
from formwright.model.terms import TermsOfReference


def compose(definition: Form | Standards | Programme | TermsOfReference, framework: Framework) -> Document:
    """The definition as a document, whatever its kind."""
    match definition:
        case Form():
            return form.compose(definition, framework)
        case Standards():
            return standards.compose(definition, framework)
        case Programme():
            return programme.compose(definition, framework)
        case TermsOfReference():
            return terms.compose(definition, framework)
