"""Words an answer: the neutral message that every platform shows. Deterministic, and made of the answer's data alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from bot import wording
from bot.answer import MARKS, Answer, AnswerStep, Citation, Status
from bot.messages import Button, Message, Paragraph, Run
from knowledge.languages import Language
from knowledge.model import Origin, Phase

_GLUE = "\u00a0"
"""A space that no line ends at: a mark belongs to the word before it, and a footnote's to the word after it."""
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_QUOTE = 400
_MOST_CORRECTIONS = 2


def compose(answer: Answer, answer_id: str = "") -> Message:
    """The message for `answer`. With an `answer_id`, under which it is kept, it has the buttons that come back to it."""
    if answer.status is Status.DECLINED:
        key = "elsewhere" if answer.elsewhere else "declined"
        return _lines(wording.text(key, answer.language))
    if answer.status is Status.CLARIFY:
        return _clarify(answer, answer_id)
    shown = list(_shown(answer))
    marks = {citation.id: number for number, citation in enumerate(shown, 1)}
    paragraphs = [*_own(answer, marks), *_steps(answer, marks), *_corrections(answer, shown), _footnotes(shown)]
    return Message(tuple(paragraphs), _buttons(answer, answer_id))


def source_messages(citations: Iterable[Citation], originals: dict[str, Citation], language: Language) -> Message:
    """Each citation in full: who says it and where, in the reader's language and in the original's."""
    paragraphs = [Paragraph((Run(wording.text("sources-title", language), "bold"),))]
    for number, citation in enumerate(citations, 1):
        runs = [Run(f"{_mark(number)} "), Run(_source_line(citation, language), "bold", _web(citation.address))]
        runs.append(Run(f"\n{citation.text}"))
        original = originals.get(citation.id)
        if original and original.text_language != citation.text_language:
            line = wording.text("source-original", language, code=original.text_language, text=original.text)
            runs.append(Run(f"\n{line}", "italic"))
        if citation.note:
            runs.append(Run("\n" + _correction(citation, language)))
        paragraphs.append(Paragraph(tuple(runs)))
    return Message(tuple(paragraphs))


def _shown(answer: Answer) -> Iterator[Citation]:
    """The citations that the text itself marks: own documents, and the first few of each step. The rest is under Sources."""
    by_id = {citation.id: citation for citation in answer.citations}
    marked = [citation.id for citation in answer.citations if citation.origin is Origin.OWN]
    marked += [id_ for step in answer.steps for id_ in step.citations[:MARKS] if id_ in by_id]
    return (by_id[id_] for id_ in dict.fromkeys(marked))


def _clarify(answer: Answer, answer_id: str) -> Message:
    lines = [f"{number}. {choice.label}" for number, choice in enumerate(answer.choices, 1)]
    buttons = tuple((Button(f"topic:{answer_id}:{choice.id}", choice.label),) for choice in answer.choices)
    question = Run(wording.text("clarify", answer.language), "bold")
    typed = wording.text("clarify-typed", answer.language)
    return Message(
        (Paragraph((question,)), Paragraph((Run("\n".join(lines)),)), Paragraph((Run(typed, "italic"),))),
        (*buttons, _verdicts(answer_id)) if answer_id else (),
    )


def _own(answer: Answer, marks: dict[str, int]) -> list[Paragraph]:
    own = [citation for citation in answer.citations if citation.origin is Origin.OWN]
    if not own:
        return []
    runs = [Run(wording.text("own-heading", answer.language), "bold")]
    for citation in own:
        text = citation.text if len(citation.text) <= _QUOTE else citation.text[:_QUOTE].rsplit(" ", 1)[0] + " …"
        line = wording.text("own-quote", answer.language, text=text, title=citation.title, locator=citation.locator)
        runs.append(Run(f"\n{line} {_mark(marks[citation.id])}"))
    return [Paragraph(tuple(runs))]


def _steps(answer: Answer, marks: dict[str, int]) -> list[Paragraph]:
    if not answer.steps:
        return []
    first, *others = answer.steps
    signs = _signs(answer.steps)
    lead = [Run(signs[0])] if signs[0] else []
    lead.append(Run(wording.text(f"lead-{first.phase}", answer.language, text=first.text) if signs[0] else first.text, "bold"))
    paragraphs = [Paragraph((*lead, Run(_marks(first, marks) + _reason(first, answer))))]
    texts = [step.text if sign else f"• {_statement(step, answer)}" for sign, step in zip(signs[1:], others, strict=True)]
    lines = [
        f"{sign}{text}{_marks(step, marks)}{_reason(step, answer)}"
        for sign, text, step in zip(signs[1:], texts, others, strict=True)
    ]
    if lines:
        paragraphs.append(Paragraph((Run("\n".join(lines)),)))
    return paragraphs


def _signs(steps: Iterable[AnswerStep]) -> list[str]:
    """A box and a number for each thing to do, the first one too: what is read as 3 is 3 on the checklist. None for a fact."""
    number = count(1)
    return ["" if step.phase is Phase.FACT else f"☐ {next(number)}. " for step in steps]


def _reason(step: AnswerStep, answer: Answer) -> str:
    return f"\n→ {step.why}" if answer.reasons else ""


def _statement(step: AnswerStep, answer: Answer) -> str:
    """A statement of fact with who says it."""
    by_id = {citation.id: citation for citation in answer.citations}
    publishers = dict.fromkeys(by_id[id_].publisher for id_ in step.citations if id_ in by_id)
    return f"{step.text} ({', '.join(publishers)})" if publishers else step.text


def _corrections(answer: Answer, shown: Iterable[Citation]) -> list[Paragraph]:
    """Known errors of the sources that a fact answer rests on, corrected where they are repeated."""
    if not answer.steps or answer.steps[0].phase is not Phase.FACT:
        return []
    noted = [citation for citation in shown if citation.note][:_MOST_CORRECTIONS]
    return [Paragraph((Run(_correction(citation, answer.language), "note"),)) for citation in noted]


def _correction(citation: Citation, language: Language) -> str:
    return wording.text("correction", language, publisher=citation.publisher, text=citation.note)


def _footnotes(shown: Iterable[Citation]) -> Paragraph:
    notes = [f"{_mark(number)}{_GLUE}{_short(citation)}" for number, citation in enumerate(shown, 1)]
    return Paragraph((Run(" · ".join(notes), "note"),))


def _buttons(answer: Answer, answer_id: str) -> tuple[tuple[Button, ...], ...]:
    """What can be done with an answer, then what it rests on and what people think of it."""
    if not answer_id:
        return ()
    doing, knowing = [], []
    if answer.steps and answer.steps[0].phase is not Phase.FACT:
        doing.append(Button(f"check:{answer_id}", wording.text("button-checklist", answer.language)))
        if answer.steps[0].phase is not Phase.AFTER:  # what is back, nobody has to be told is down
            doing.append(Button(f"draft:{answer_id}", wording.text("button-draft", answer.language)))
    if answer.citations:
        knowing.append(Button(f"sources:{answer_id}", wording.text("button-sources", answer.language)))
    return tuple(row for row in (tuple(doing), (*knowing, *_verdicts(answer_id))) if row)


def _verdicts(answer_id: str) -> tuple[Button, ...]:
    return Button(f"good:{answer_id}", "👍"), Button(f"bad:{answer_id}", "👎")


def _short(citation: Citation) -> str:
    year = "" if citation.published == "undated" else f", {citation.published[:4]}"
    return f"{citation.publisher}{year}, {citation.locator}"


def _web(address: str) -> str:
    """An address that others can open; an operator's own file is none."""
    return address if address.startswith(("http://", "https://")) else ""


def _source_line(citation: Citation, language: Language) -> str:
    published = wording.text("undated", language) if citation.published == "undated" else citation.published
    return wording.text(
        "source-line",
        language,
        publisher=citation.publisher,
        title=citation.title,
        published=published,
        locator=citation.locator,
    )


def _marks(step: AnswerStep, marks: dict[str, int]) -> str:
    numbers = [marks[id_] for id_ in step.citations[:MARKS] if id_ in marks]
    return _GLUE + _GLUE.join(map(_mark, numbers)) if numbers else ""


def _mark(number: int) -> str:
    return str(number).translate(_SUPERSCRIPT)


def _lines(*lines: str) -> Message:
    return Message(tuple(Paragraph((Run(line),)) for line in lines))
