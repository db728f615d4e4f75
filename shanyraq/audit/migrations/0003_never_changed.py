"""The database itself refuses to change or delete what stands in the record."""

from django.db import migrations

from shanyraq.audit import triggers


def raise_triggers(apps, schema_editor):
    triggers.raise_all(schema_editor.connection)


def lower_triggers(apps, schema_editor):
    triggers.lower_all(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_versions_index_and_checkpoints")]

    operations = [migrations.RunPython(raise_triggers, lower_triggers)]
