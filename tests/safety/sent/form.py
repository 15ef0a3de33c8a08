"""A form as somebody sends it: who, about what, with the least that it takes, and what keeps it from working twice."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.core.cache import cache
from django.test import Client

from tests.doors import enter
from tests.safety.addresses import Address
from tests.safety.attack import administrator
from tests.safety.effects import undone
from tests.safety.objects import object_in


class Guard(StrEnum):
    KEY = "the form carries a key: the second sender is led to what the first one made"
    ONCE = "a constraint of the table, or a look for the same: the second is refused or led to the first"
    MOVE = "a step: the second finds the thing no longer where the step begins"
    GONE = "it takes something away: the second finds nothing"
    SAME = "it says what shall hold: said again, it holds already"
    ANEW = "the later one takes the place of the earlier: one is there, however often it is asked for"
    PAPER = "the same paper of the same thing is kept once and found again"
    HANDED = "each copy that is handed out is kept: two askings are two copies"
    READS = "it makes nothing but its line in the trail: each answer is written down"


@dataclass(frozen=True)
class Form:
    """
    :param who: a name of the world's people; None for whoever has not signed in
    :param sent: what the form asks for at least; a function of the Sending where that depends on it
    :param of: the kind of the thing, or a function of the world that makes it
    :param also: what the form offers besides, of the names that a stranger sends along
    :param prepare: what the person does before, in the same browser; may return the address
    """

    who: str | None
    guard: Guard
    sent: dict | Callable | None = None
    of: str | Callable | None = None
    also: tuple = ()
    prepare: Callable | None = None


class Sending:
    """A form of one address in somebody's browser."""

    def __init__(self, world, name, form):
        self.world, self.form, self.address = world, form, Address(name)
        self.thing = self.made(form.of)
        self.client = Client()
        if form.who:
            enter(self.client, getattr(world, form.who))
        self.url = (form.prepare and form.prepare(self)) or self.where()

    def made(self, of):
        if not isinstance(of, str):
            return of and of(self.world)
        with administrator():
            return object_in(self.world.bengkulu, of, self.world.bengkulu.school)

    def where(self):
        return self.address.to(dict.fromkeys(self.address.ids.values(), self.thing))

    @cached_property
    def least(self):
        """What is sent, the same each time."""
        sent = self.form.sent
        return sent(self) if callable(sent) else dict(sent or {})

    @property
    def offered(self):
        """Every name that the form takes."""
        return {*self.least, *self.form.also}

    def send(self, **more):
        """:param more: what a stranger sends along"""
        files = {name: again() for name, again in self.least.items() if callable(again)}
        return self.client.post(self.url, more | self.least | files)

    def send_undone(self, **more):
        """What it did to the database, of which nothing stays, nor in the browser."""
        cookies = deepcopy(self.client.cookies)
        found = undone(lambda: self.send(**more))
        self.client.cookies = cookies
        cache.clear()
        return found
