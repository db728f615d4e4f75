"""A form that was sent when its session had ended waits an hour, sealed."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_one_data_key_in_use")]

    operations = [
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("content", models.BinaryField()),
                ("kept_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
