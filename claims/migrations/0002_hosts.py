from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=260, unique=True, verbose_name="name")),
                ("free_at", models.DateTimeField(verbose_name="free at")),
            ],
            options={
                "verbose_name": "web server",
                "verbose_name_plural": "web servers",
            },
        ),
    ]
