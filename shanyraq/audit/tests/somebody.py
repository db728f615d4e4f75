"""Whoever acts in the tests of the record, and writing past the program."""

from dataclasses import dataclass

from django.db import connection


@dataclass
class Somebody:
    audit_id: str = "00000000-0000-4000-8000-000000000001"


def write(table: str, column: str, value: str, where: str) -> None:
    """Write past the program, as a damaged disk or somebody with the file in hand does."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE {where}")
