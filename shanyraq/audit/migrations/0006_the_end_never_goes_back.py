"""The database itself refuses to move the end of the record back, or to take it away."""

from django.db import migrations

from shanyraq.audit import triggers


def raise_triggers(apps, schema_editor):
    triggers.raise_all(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_epochs_of_the_signing_key")]

    operations = [migrations.RunPython(raise_triggers, migrations.RunPython.noop)]
