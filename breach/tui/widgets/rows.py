"""Many lines of one height each, made only when they come into sight: ten thousand files cost what a screenful does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from breach.tui.widgets.lines import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.content import Content


def _nothing(_: str) -> Content:
    raise AssertionError


class Rows(ScrollView, can_focus=True):
    """Lines with ids, ``tall`` cells high each; the one in hand is marked without any colour. ``made`` gives the content of an id."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--here"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "walk(1)", show=False),
        Binding("up,k", "walk(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "walk_to(0)", show=False),
        Binding("end", "walk_to(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Chosen(Message):
        """A line was chosen by Enter or by the mouse: its ``name``."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, *, id: str | None = None, tall: int = 2) -> None:
        super().__init__(id=id)
        self.names: Sequence[str] = ()
        self._tall = tall
        self._at = 0
        self._made: Callable[[str], Content] = _nothing
        self._contents: dict[str, Content] = {}
        self._strips: dict[tuple[str, bool], list[Strip]] = {}

    @property
    def here(self) -> str:
        """The id of the line in hand, "" where there is none."""
        return self.names[self._at] if self._at < len(self.names) else ""

    def show(self, names: Sequence[str], made: Callable[[str], Content]) -> None:
        """Show the lines ``names``, keeping the place by id."""
        here = self.here
        self.names, self._made = names, made
        if here not in names:
            self._at = min(self._at, max(len(names) - 1, 0))
        elif self.here != here:
            self._at = names.index(here)
        self._forget()
        self._measure()
        self._keep_in_sight()
        self.refresh()

    def again(self) -> None:
        """Make what is in sight anew; drawn only where it reads otherwise."""
        seen = {name: str(content) for name, content in self._contents.items()}
        self._forget()
        if any(str(self._content(name)) != seen.get(name) for name in self.in_sight()):
            self.refresh()

    def in_sight(self) -> Sequence[str]:
        """The ids of the lines in sight."""
        top = self.scroll_offset.y // self._tall
        return self.names[top : top + self.size.height // self._tall + 2]

    def go(self, name: str) -> None:
        """Take the line ``name`` in hand."""
        if name in self.names:
            self._walk(self.names.index(name))

    # -- drawing

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self) -> None:
        """Another width: draw anew."""
        self._strips.clear()
        self._measure()
        self._keep_in_sight()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolled by the wheel or the bar: the line in hand goes along at the edge, so that no key works on one that is not seen."""
        super().watch_scroll_y(old_value, new_value)
        whole = self.size.height // self._tall
        if self.names and whole and round(old_value) != round(new_value):
            first = -(-round(new_value) // self._tall)
            last = max((round(new_value) + self.size.height) // self._tall - 1, first)
            place = max(min(self._at, last), first)
            if place != self._at and place < len(self.names):
                self._at = place
                self.refresh()

    def _forget(self) -> None:
        self._contents.clear()
        self._strips.clear()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.names) * self._tall)

    def _content(self, name: str) -> Content:
        if name not in self._contents:
            self._contents[name] = self._made(name)
        return self._contents[name]

    def render_line(self, y: int) -> Strip:
        """The line of the screen at ``y``."""
        place, line = divmod(self.scroll_offset.y + y, self._tall)
        width = self.scrollable_content_region.width
        if place >= len(self.names):
            return Strip.blank(width, self.get_visual_style("rows--row").rich_style)
        return self._drawn(self.names[place], width, here=place == self._at)[line]

    def _drawn(self, name: str, width: int, *, here: bool) -> list[Strip]:
        if (name, here) not in self._strips:
            style = self.get_visual_style("rows--row", "rows--here") if here else self.get_visual_style("rows--row")
            room = max(width - len(MARK), 1)
            # One line of content is one line of the screen: what is too long is cut, not wrapped into the next line's place.
            texts = self._content(name).split("\n")[: self._tall]
            strips = [Visual.to_strips(self, text.truncate(room, ellipsis=True), room, 1, style, pad=True)[0] for text in texts]
            strips += [Strip.blank(room, style.rich_style)] * (self._tall - len(strips))
            marks = [MARK if here else " " * len(MARK), *[" " * len(MARK)] * (self._tall - 1)]
            made = [Strip.join([Strip([Segment(mark, style.rich_style)], len(MARK)), strip]) for mark, strip in zip(marks, strips, strict=True)]
            self._strips[name, here] = [strip.adjust_cell_length(width, style.rich_style) for strip in made]
        return self._strips[name, here]

    # -- walking

    def _walk(self, place: int) -> None:
        place = max(0, min(place, len(self.names) - 1))
        if place != self._at:
            self._at = place
            self.refresh()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if self.names and self.size.height:
            self.scroll_to_region(Region(0, self._at * self._tall, 1, self._tall), animate=False, force=True)

    def action_walk(self, by: int) -> None:
        """One line on or back."""
        self._walk(self._at + by)

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        self._walk(self._at + by * max(self.size.height // self._tall - 1, 1))

    def action_walk_to(self, place: int) -> None:
        """The first line, or the last (-1)."""
        self._walk(place if place >= 0 else len(self.names) - 1)

    def action_choose(self) -> None:
        """Choose the line in hand."""
        if self.here:
            self.post_message(self.Chosen(self.here))

    def on_click(self, event: events.Click) -> None:
        """Take the line clicked in hand; choose it where it was."""
        place = (self.scroll_offset.y + event.y) // self._tall
        if place >= len(self.names):
            return
        if place == self._at:
            self.action_choose()
        self._walk(place)
