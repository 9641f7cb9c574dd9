"""Turns of phrase that a British reader stumbles over, each with what to say instead."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of phrase: how to find it, what to say instead, and a sentence that has it."""

    pattern: re.Pattern[str]
    instead: str
    example: str


def _turn(pattern: str, instead: str, *, example: str) -> Turn:
    return Turn(re.compile(pattern, re.IGNORECASE), instead, example)


_BE = r"(?:is|are|was|were|be|been|being)"
_NOT_NOUNS = (
    r"longer|more|less|fewer|later|earlier|better|worse|larger|smaller|one|need|doubt|such|use|"
    r"different|other|exception|matter|substitute|guarantee"
)
_ANSWERS = r"(?:answers?|texts?|numbers?|list|dates?|words?|rows?|times?|grades?|value|keys?)"

TURNS = (
    _turn(
        rf"(?<!there )(?<!there’s )\b{_BE} no (?!(?:{_NOT_NOUNS})\b)\w+",
        "is not a …, is not a valid …",
        example="'team-manger' is no role of this framework.",
    ),
    _turn(r"\bnone of (?:the choices|ours|our)\b", "is not one of …", example="It is none of the choices."),
    _turn(
        r"\b(?:stands?|stood|standing) (?:here|there|in(?! for)|on|at|above|below|beside|under|between|within"
        r"|outside|twice|once|a|the|first|last|further|empty|now)\b"
        r"|\b(?:can|may|must|should) stand\b(?! for)|\bwhere (?:it|they) stands?\b",
        "is, is written, appears, is allowed here",
        example="This key stands here a second time.",
    ),
    _turn(r"\ba second time\b", "twice", example="It is named a second time."),
    _turn(
        r"\bin line with its neighbours\b",
        "is indented like the lines around it",
        example="Not in line with its neighbours.",
    ),
    _turn(
        rf"\btakes? (?:one|an?|no|only|its|some|(?:\w+ )?at most)(?: \w+)? ?{_ANSWERS}\b"
        r"|\btakes? at most\b|\btakes? (?:\d+|\{[^}]*\}) at most\b|\btakes? (?:a|one|no) \w+ of (?:its|their) own\b",
        "can have one answer, needs text, can have at most …",
        example="Question 3 takes one answer.",
    ),
    _turn(r"\bwhat (?:it|each \w+|a \w+) takes\b", "Criteria, what each grade means", example="What it takes"),
    _turn(r"\btakes in\b", "includes", example="This element takes in the views of the child."),
    _turn(
        r"\bone certain\b|\bcertain (?:day|time) of\b",
        "a single date, a single time",
        example="has an answer that is not one certain day",
    ),
    _turn(
        r"\bhears? (?:of|about) (?:it|the|an?|this)\b|\bheard of (?:it|the|an?|this)\b|\bhear of\b|\bhears of\b"
        r"|\b(?:audit|return|judgement)s? (?:has|have) been heard\b|\bunheard\b",
        "is notified",
        example="Nobody hears of the audit.",
    ),
    _turn(
        r"\bwho(?:ever)? (?:is|are|was|must be|will be|need be|has been|have been|should be) told\b"
        r"|\b(?:no|some|every|any)body (?:is|was|has been|need be|must be|may be|might be|can be|who is) told\b"
        r"|\btold of\b|\bnot everybody is told\b|\bwhom to tell\b|\bto whom\b"
        rf"|\b{_BE} told(?! (?:apart|what|that|how|why|when|where|about|to|in|the|which|whether|at|clearly)\b)",
        "is notified",
        example="Nobody has been told of this return.",
    ),
    _turn(
        r"\bput (?:it|them|this|that|(?:the|a) \w+)(?: \w+)? right\b|\bputs? right\b",
        "correct it",
        example="Put the return right.",
    ),
    _turn(r"\b(?:mend|mends|mended|the mend)\b", "correct, fix", example="Mend that line."),
    _turn(
        r"\b(?:one|none|any) of ours\b",
        "was made by Formwright",
        example="This file does not say that it is one of ours.",
    ),
    _turn(r"\bas (?:it|they) should(?: be)?\b", "name the test", example="Were they recorded as they should be?"),
    _turn(r"\bwhy not\?", "Why does it not apply?", example="If it does not apply: why not?"),
    _turn(
        r", too,|\b(?:fathers|parents|complaints|children|carers) too\b",
        "including …",
        example="That, too, belongs here.",
    ),
    _turn(r"\bof child and family\b", "of the child and family", example="the voices of child and family"),
    _turn(r"\bby it[.,;:]", "through it, recast", example="Nobody is notified by it."),
    _turn(
        r"(?:^|[.;:] )nor (?:do|does|did|is|are|was|can|has|have)\b",
        "recast",
        example="Nor do the systems stand outside.",
    ),
    _turn(
        r"\bowes? (?:\d|an?\b|one\b|two\b|the\b|\w+ audits?)", "must complete", example="Each manager owes 8 audits."
    ),
    _turn(r"\beven (?:them|it|these) out\b", "standardise", example="Moderators even them out."),
    _turn(r"\(printed: ", "leave out", example="not set (printed: “quarterly”)"),
    _turn(r"\bnot[- ]so[- ]good\b", "weaker practice", example="not-so-good practice"),
    _turn(r"\bsomebody (?:monitors|checks|reads|looks)\b", "… by a named person", example="Somebody monitors the log."),
    _turn(r"\benter an answer\b", "name the thing: Enter the case ID", example="Enter an answer"),
    _turn(r"\bneeds? another look\b", "Check 15 answers", example="15 answers are missing or need another look"),
    _turn(
        r"\bnothing (?:is )?wrong\b|\ballowed with a reason\b",
        "No problems found (26 exceptions explained)",
        example="nothing wrong; 26 allowed with a reason",
    ),
    _turn(r"\b(?:has|have) no answers?\b", "is missing, is not answered", example="Grade has no answer."),
    _turn(
        r"\b(?:is|are|was|were) not asked\b(?! (?:to|for|about|that|which)\b)|\bnot asked here\b",
        "does not apply, n/a",
        example="This question is not asked.",
    ),
    _turn(r"\bsubmissions?\b(?![/.-])", "audit, return", example="Send the submission to the team."),
    _turn(
        r"\bretired?\b(?= |$|[.,;])(?! (?:people|person|social))", "withdrawn", example="The standard has been retired."
    ),
    _turn(
        r"\b(?:that|which|it|version|definition|standard|they) (?:is|are) gone\b",
        "withdrawn, no longer exists",
        example="a definition that is gone",
    ),
    _turn(
        r"\bof (?:its|their|your|his|her|our|one’s|one's) own\b",
        "its own …, separate",
        example="It has a file of its own.",
    ),
    _turn(r"\ball the same\b", "still, anyway, even so", example="It was read all the same."),
    _turn(r"\bwhom\b", "who", example="It says whom to notify."),
    _turn(r"\bwho(?:m)?(?:so)?ever\b", "the person who, anyone who", example="Ask whoever sent it."),
    _turn(r"\bordinarily\b", "usually", example="Ordinarily there is one."),
    _turn(r"\bhardly (?:meant|likely|ever)\b", "probably not meant, unlikely, rarely", example="That is hardly meant."),
    _turn(r"\bone cause,? (?:is )?one error\b", "each cause is reported once", example="One cause, one error."),
    _turn(r"\bthe way out\b", "what to do", example="The way out is to rename it."),
    _turn(r"\bleads? nowhere\b", "does not lead anywhere", example="The link leads nowhere."),
    _turn(
        r"\blook(?:s|ed|ing)? whether\b|\bsee whether it is\b", "check whether", example="Look whether it is misspelt."
    ),
    _turn(
        r"\bhangs? on (?:a|an|the|too|\d|\{|other|its|their|many|more)", "depends on", example="It hangs on the grade."
    ),
    _turn(
        r"\banew\b|\bthere(?:in|of|by|upon|to)\b|\bhereby\b|\bwherein\b", "again; plain words", example="Save it anew."
    ),
    _turn(r"\bneed (?:not|be)\b", "does not need to", example="Nobody need be notified."),
    _turn(r"\bfor want of\b", "because there is not enough", example="It ended for want of memory."),
    _turn(
        r"\b(?:is|are) there already\b|\bis an? [\w ]+ '[^']*' already\b",
        "already exists",
        example="It is there already.",
    ),
    _turn(r"\bkeep one of the two\b", "keep only one of them", example="Keep one of the two."),
    _turn(r"\bheld against\b", "compared with", example="A date held against another."),
    _turn(r"\b(?:are|is) graded so\b|\bare so\b", "name it", example="5 are graded so."),
    _turn(r"\btake (?:it|them) (?:away|out)\b", "remove it, delete it", example="Take it away."),
)


def found(text: str) -> list[str]:
    """Each turn of phrase in the text: the words, and what to say instead. Empty where there is none."""
    return [f"“{hit.group()}”: {turn.instead}" for turn in TURNS for hit in turn.pattern.finditer(text)]
