from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_why_somebody_declined"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="last_role",
            field=models.CharField(blank=True, max_length=40, default=""),
            preserve_default=False,
        ),
    ]
