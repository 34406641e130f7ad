import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0008_publications'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='suggested', max_length=10, verbose_name='state')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decision_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the decision')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appearances', to='claims.claim', verbose_name='claim')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appearances', to='claims.article', verbose_name='article')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.articlerevision', verbose_name='revision')),
                ('selectors', models.JSONField(default=list, editable=False, verbose_name='quotation')),
                ('seen_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='seen_as', to='claims.claim', verbose_name='seen as')),
                ('is_first', models.BooleanField(default=False, verbose_name='first appearance')),
            ],
            options={
                'verbose_name': 'appearance',
                'verbose_name_plural': 'appearances',
                'ordering': ['article__published_on', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('decision_reason', ''), _negated=True), _connector='OR'), name='appearance_rejected_with_reason'), models.UniqueConstraint(fields=('claim', 'seen_as'), name='appearance_once'), models.UniqueConstraint(condition=models.Q(('is_first', True), ('state', 'confirmed')), fields=('claim',), name='appearance_one_first')],
            },
        ),
        migrations.CreateModel(
            name='ClaimRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='suggested', max_length=10, verbose_name='state')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decision_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the decision')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='claims.claim', verbose_name='claim')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='later_relations', to='claims.claim', verbose_name='other claim')),
                ('kind', models.CharField(choices=[('repeats', 'repeats'), ('contradicts', 'contradicts'), ('change_of_position', 'change of position')], max_length=20, verbose_name='kind')),
                ('reason', models.JSONField(default=dict, verbose_name='reason')),
                ('score', models.FloatField(verbose_name='likeness')),
            ],
            options={
                'verbose_name': 'relation of claims',
                'verbose_name_plural': 'relations of claims',
                'ordering': ['-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['state', 'kind'], name='relation_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('decision_reason', ''), _negated=True), _connector='OR'), name='claimrelation_rejected_with_reason'), models.UniqueConstraint(fields=('claim', 'other'), name='relation_once_per_pair'), models.CheckConstraint(condition=models.Q(('claim__gt', models.F('other'))), name='relation_of_later_to_earlier')],
            },
        ),
        migrations.CreateModel(
            name='ClaimTerm',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'claim_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('term', models.BigIntegerField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
            ],
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='comparison', to='claims.claim', verbose_name='claim')),
            ],
            options={
                'verbose_name': 'comparison',
                'verbose_name_plural': 'comparisons',
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='comparison_parked')],
            },
        ),
        migrations.CreateModel(
            name='ExternalCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='suggested', max_length=10, verbose_name='state')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decision_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the decision')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_checks', to='claims.claim', verbose_name='claim')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='published by')),
                ('site', models.CharField(blank=True, max_length=200, verbose_name='site')),
                ('url', models.URLField(max_length=1000, verbose_name='web address')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='title')),
                ('claim_text', models.TextField(verbose_name='claim as they put it')),
                ('textual_rating', models.CharField(blank=True, max_length=500, verbose_name='their rating')),
                ('review_date', models.DateField(blank=True, null=True, verbose_name='date')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('origin', models.CharField(choices=[('google', "Google's claim search"), ('feed', 'a ClaimReview feed')], max_length=10, verbose_name='found by')),
            ],
            options={
                'verbose_name': 'check by another desk',
                'verbose_name_plural': 'checks by other desks',
                'ordering': ['-review_date', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('decision_reason', ''), _negated=True), _connector='OR'), name='externalcheck_rejected_with_reason'), models.UniqueConstraint(fields=('claim', 'url'), name='external_check_once')],
            },
        ),
        migrations.CreateModel(
            name='ExternalCheckQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='external_query', to='claims.claim', verbose_name='claim')),
                ('query', models.CharField(max_length=500, verbose_name='question')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked')),
                ('refused', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='refused')),
                ('answer', models.JSONField(default=list, editable=False)),
            ],
            options={
                'verbose_name': 'question to other desks',
                'verbose_name_plural': 'questions to other desks',
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='externalcheckquery_parked'), models.Index(fields=['query', 'language'], name='external_query_cache'), models.Index(condition=models.Q(('refused__gt', 0)), fields=['-refused'], name='foreign_busy')],
            },
        ),
    ]
