import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_hosts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "suggested"),
                            ("confirmed", "confirmed"),
                            ("rejected", "rejected"),
                        ],
                        default="suggested",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="found")),
                (
                    "selectors",
                    models.JSONField(default=list, editable=False, verbose_name="quotation"),
                ),
                ("is_first", models.BooleanField(default=False, verbose_name="first appearance")),
            ],
            options={
                "verbose_name": "appearance",
                "verbose_name_plural": "appearances",
                "ordering": ["article__published_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClaimRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "suggested"),
                            ("confirmed", "confirmed"),
                            ("rejected", "rejected"),
                        ],
                        default="suggested",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="found")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeats", "repeats"),
                            ("contradicts", "contradicts"),
                            ("change_of_position", "change of position"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.JSONField(default=dict, verbose_name="reason")),
                ("score", models.FloatField(verbose_name="likeness")),
            ],
            options={
                "verbose_name": "relation of claims",
                "verbose_name_plural": "relations of claims",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ClaimTerm",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term",
                        "claim_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("term", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="due at"
                    ),
                ),
                (
                    "lease_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="leased until"
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="attempts"
                    ),
                ),
                (
                    "last_error",
                    models.TextField(blank=True, editable=False, verbose_name="last error"),
                ),
                (
                    "parked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="parked since"
                    ),
                ),
            ],
            options={
                "verbose_name": "comparison",
                "verbose_name_plural": "comparisons",
            },
        ),
        migrations.CreateModel(
            name="ForeignCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "suggested"),
                            ("confirmed", "confirmed"),
                            ("rejected", "rejected"),
                        ],
                        default="suggested",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="found")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="published by"),
                ),
                ("site", models.CharField(blank=True, max_length=200, verbose_name="site")),
                ("url", models.URLField(max_length=1000, verbose_name="web address")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("claim_text", models.TextField(verbose_name="claim as they put it")),
                (
                    "textual_rating",
                    models.CharField(blank=True, max_length=500, verbose_name="their rating"),
                ),
                ("review_date", models.DateField(blank=True, null=True, verbose_name="date")),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("google", "Google's claim search"),
                            ("feed", "a ClaimReview feed"),
                        ],
                        max_length=10,
                        verbose_name="found by",
                    ),
                ),
            ],
            options={
                "verbose_name": "check by another desk",
                "verbose_name_plural": "checks by other desks",
                "ordering": ["-review_date", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ForeignQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="due at"
                    ),
                ),
                (
                    "lease_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="leased until"
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="attempts"
                    ),
                ),
                (
                    "last_error",
                    models.TextField(blank=True, editable=False, verbose_name="last error"),
                ),
                (
                    "parked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="parked since"
                    ),
                ),
                ("query", models.CharField(max_length=500, verbose_name="question")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                ("answer", models.JSONField(default=list, editable=False)),
            ],
            options={
                "verbose_name": "question to other desks",
                "verbose_name_plural": "questions to other desks",
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="compared_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="compared"),
        ),
        migrations.AlterField(
            model_name="finding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("changed", "cited passage changed"),
                    ("missing", "cited passage missing"),
                    ("unreachable", "source unreachable"),
                    ("redirected", "source redirected"),
                    ("blocked", "source blocked"),
                    ("another_page", "source is another page now"),
                    ("soft_404", "source says it is not found"),
                    ("expired", "verdict has run out"),
                    ("resolves", "prediction can be judged"),
                    ("repeats", "claim made again"),
                    ("contradicts", "contradicting claim"),
                    ("foreign_check", "checked by another desk"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("compared_at__isnull", True)),
                fields=["id"],
                name="claim_awaiting_comparison",
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appearances",
                to="claims.article",
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appearances",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.articlerevision",
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="seen_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="seen_as",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="relations",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="later_relations",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="comparison",
            name="claim",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comparison",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="foreigncheck",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="foreign_checks",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="foreigncheck",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="foreignquery",
            name="claim",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="foreign_query",
                to="claims.claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(fields=("claim", "seen_as"), name="appearance_once"),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_first", True), ("state", "confirmed")),
                fields=("claim",),
                name="appearance_one_first",
            ),
        ),
        migrations.AddIndex(
            model_name="claimrelation",
            index=models.Index(fields=["state", "kind"], name="relation_by_state"),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.UniqueConstraint(
                fields=("claim", "other"), name="relation_once_per_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim__gt", models.F("other"))),
                name="relation_of_later_to_earlier",
            ),
        ),
        migrations.AddConstraint(
            model_name="foreigncheck",
            constraint=models.UniqueConstraint(fields=("claim", "url"), name="foreign_check_once"),
        ),
        migrations.AddIndex(
            model_name="foreignquery",
            index=models.Index(fields=["query", "language"], name="foreign_query_cache"),
        ),
    ]
