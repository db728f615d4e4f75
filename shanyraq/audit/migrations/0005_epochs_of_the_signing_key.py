"""With which key the record is signed: every record begins in epoch 0, with the one key that it has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_what_one_account_did_lately")]

    operations = [
        migrations.AddField(
            model_name="head",
            name="epoch",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
