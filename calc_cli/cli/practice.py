"""A session of `calc practice` at a terminal: it asks, judges, gives hints, and tells the score at the end.

Exercises are drawn and answers judged in a worker, as all questions are; an answer is judged by the command of the
exercise with --check. What was answered wrongly comes again, after the others, until it is right.
"""

import json
import sys
from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from calc_cli.cli.respond import show
from calc_cli.errors import CalcError, ExitStatus
from calc_cli.questions import question_of
from calc_cli.questions.declaration import Question
from calc_cli.render.display import Display
from calc_cli.run.reply import Reply, error_reply
from calc_cli.run.respond import Responder
from calc_cli.run.worker import Run, ignore

_HELP = "Type the answer, ? for a hint, ! for the solution, an empty line to pass; Ctrl-D ends."


@dataclass
class _Card:
    """An exercise: as it is shown, its question, and how it went."""

    shown: str
    topic: str
    command: str
    question: Question
    hints: int = 0
    tries: int = 0


def practise(responder: Responder, run: Run) -> int:
    """Ask the exercises of a question and return the status: DONE if each was answered rightly at once, else NO."""
    drawn = run(partial(_drawn, responder.question, responder.display), responder.quota, ignore)
    if drawn.status != ExitStatus.DONE:
        show([drawn])
        return drawn.status
    cards = [
        _Card(shown, topic, command, question_of(command)(**asked))
        for shown, topic, command, asked in json.loads(drawn.out)
    ]
    return _Session(responder, run, cards).held()


def _drawn(question: Question, display: Display) -> Reply:
    """Draw the exercises, as JSON. Runs in a worker."""
    from calc_cli.render.pages.practice import task

    try:
        found = question.read().answer()
    except CalcError as error:
        return error_reply(error, "pretty")
    cards = [
        (task(found, number, display), each.topic, each.command, dict(each.question))
        for number, each in enumerate(found.exercises)
    ]
    return Reply(ExitStatus.DONE, json.dumps(cards), "")


@dataclass
class _Session:
    """The exercises, and how many were right, and right at once."""

    responder: Responder
    run: Run
    cards: list[_Card]
    right: int = 0
    at_once: int = 0

    def held(self) -> int:
        """Ask until all are answered or the input ends, and tell the score."""
        _say(_HELP)
        waiting = deque(self.cards)
        try:
            while waiting:
                card = waiting.popleft()
                again = " again" if card.tries else ""
                _say(f"\n{self.cards.index(card) + 1} of {len(self.cards)}{again}\n{card.shown}")
                if not self.ask(card):
                    card.tries += 1
                    waiting.append(card)
        except EOFError:
            _say("")
        _say(f"\n{self.right} of {len(self.cards)} right, {self.at_once} of them at once")
        return ExitStatus.DONE if self.at_once == len(self.cards) else ExitStatus.NO

    def ask(self, card: _Card) -> bool:
        """Read what is typed until it is an answer, and tell whether it is right."""
        while True:
            typed = input("> ").strip()
            if typed == "?":
                card.hints += 1
                self.hint(card)
            elif typed in ("", "!"):
                if typed:
                    self.show(card, **({"steps": True} if hasattr(card.question, "steps") else {}))
                return False
            elif (status := self.show(card, check=typed, reveal=False)) in (ExitStatus.DONE, ExitStatus.NO):
                is_right = status == ExitStatus.DONE
                self.right += is_right
                self.at_once += is_right and not card.tries and not card.hints
                return is_right

    def hint(self, card: _Card) -> None:
        """Show one hint more than before; where the command gives none, the topic."""
        if hasattr(card.question, "hint"):
            self.show(card, hint=card.hints)
        else:
            _say(f"hint 1: {card.topic.replace('-', ' ')}")

    def show(self, card: _Card, **options: Any) -> int:
        """Answer the question of a card with some options, and return the status."""
        display = replace(self.responder.display, command=card.command, is_session=True)
        try:
            question = replace(card.question, **options)
        except CalcError as error:
            show([error_reply(error, "pretty")])
            return error.status
        reply = replace(self.responder, question=question, display=display).single(self.run)
        show([reply])
        return reply.status


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
