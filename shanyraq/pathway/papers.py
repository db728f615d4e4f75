"""The kinds of papers that are kept with a person: papers.toml of a pack. A pack without that file keeps none."""

from typing import Annotated

from pydantic import Field

from shanyraq.pathway.schema import Strict, Text


class PaperKind(Strict):
    """One kind of paper, and the part of a person's file that it belongs to: who reads that part opens the paper."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,19}$")]
    compartment: str
    name: Text


class PapersFile(Strict):
    """papers.toml"""

    paper: tuple[PaperKind, ...] = ()
