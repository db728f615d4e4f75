"""What the desk reads, one page a module. Constant numbers of queries, however many people there are."""

from shanyraq.desk.queries.overview import counts_for

__all__ = ["counts_for"]
