import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0002_articles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('name_de', models.CharField(max_length=100, unique=True, verbose_name='name in German')),
                ('name_en', models.CharField(max_length=100, unique=True, verbose_name='name in English')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name_de'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='claims.article', verbose_name='article')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='claims.articlerevision', verbose_name='revision')),
                ('statement', models.TextField(help_text='One statement, readable on its own.', verbose_name='claim')),
                ('headline', models.CharField(blank=True, help_text='Short form for lists and search engines, best under 75 characters.', max_length=200, verbose_name='headline')),
                ('headline_translations', models.JSONField(blank=True, default=dict, editable=False, verbose_name='translated headlines')),
                ('language', models.CharField(default='de', max_length=10, verbose_name='language')),
                ('mode', models.CharField(choices=[('direct', 'verbatim'), ('indirect', 'indirect speech'), ('indirect_free', 'indirect speech, whole sentence'), ('free_indirect', 'hearsay'), ('reported', 'paraphrase'), ('own_voice', "the article's own voice")], max_length=20, verbose_name='mode')),
                ('claimant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='claims.claimant', verbose_name='claimant')),
                ('via', models.JSONField(blank=True, default=list, verbose_name='through')),
                ('quote', models.JSONField(default=list, editable=False, verbose_name='quotation')),
                ('speaker', models.JSONField(default=list, editable=False, verbose_name='claimant in the text')),
                ('cue', models.JSONField(default=list, editable=False, verbose_name='cue')),
                ('anchor_state', models.CharField(choices=[('anchored', 'anchored'), ('moved', 'moved'), ('orphaned', 'orphaned')], default='anchored', max_length=10, verbose_name='place in the text')),
                ('kind', models.CharField(choices=[('fact', 'fact'), ('number', 'number'), ('quote', 'quotation'), ('prediction', 'prediction'), ('intention', 'intention'), ('causal', 'cause and effect'), ('demand', 'demand'), ('opinion', 'opinion')], default='fact', max_length=20, verbose_name='kind')),
                ('resolves_on', models.DateField(blank=True, help_text='The date on which a prediction or an intention can be judged.', null=True, verbose_name='resolves on')),
                ('checkworthiness', models.FloatField(default=0.5, verbose_name='check-worthiness')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='reasons')),
                ('selection_reason', models.CharField(blank=True, max_length=500, verbose_name='why we check this')),
                ('origin', models.CharField(choices=[('machine', 'found by rule'), ('person', 'added by a person')], default='person', max_length=10, verbose_name='origin')),
                ('rule', models.CharField(blank=True, editable=False, max_length=80, verbose_name='rule')),
                ('confidence', models.FloatField(default=1.0, editable=False, verbose_name='confidence')),
                ('state', models.CharField(choices=[('suggested', 'suggested'), ('open', 'open'), ('in_research', 'in research'), ('in_review', 'in review'), ('approved', 'approved'), ('published', 'published'), ('under_revision', 'under revision'), ('on_hold', 'on hold'), ('retracted', 'retracted'), ('dismissed', 'dismissed'), ('merged', 'merged'), ('split', 'split')], db_index=True, default='suggested', max_length=20, verbose_name='state')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_claims', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('due_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='due')),
                ('last_editor', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dismissal_reason', models.CharField(blank=True, choices=[('not_checkable', 'not checkable'), ('opinion', 'opinion'), ('duplicate', 'duplicate'), ('out_of_scope', 'out of scope'), ('taken_back', 'taken back by who made it')], max_length=20, verbose_name='reason for dismissal')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_claims', to='claims.claim', verbose_name='merged into')),
                ('split_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='claims.claim', verbose_name='split from')),
                ('held_state', models.CharField(blank=True, choices=[('suggested', 'suggested'), ('open', 'open'), ('in_research', 'in research'), ('in_review', 'in review'), ('approved', 'approved'), ('published', 'published'), ('under_revision', 'under revision'), ('on_hold', 'on hold'), ('retracted', 'retracted'), ('dismissed', 'dismissed'), ('merged', 'merged'), ('split', 'split')], editable=False, max_length=20)),
                ('hold_until', models.DateField(blank=True, null=True, verbose_name='on hold until')),
                ('compared_at', models.DateTimeField(editable=False, null=True, verbose_name='compared')),
                ('edit_number', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('topics', models.ManyToManyField(blank=True, related_name='claims', to='claims.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'claim',
                'verbose_name_plural': 'claims',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('compared_at__isnull', True)), fields=['id'], name='claim_awaiting_comparison')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'dismissed'), ('dismissal_reason', ''), _connector='XOR'), name='claim_dismissed_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='claim_merged_into_other'), models.CheckConstraint(condition=models.Q(('checkworthiness__gte', 0), ('checkworthiness__lte', 1)), name='claim_checkworthiness_share'), models.CheckConstraint(condition=models.Q(models.Q(('claimant__isnull', True), ('mode', 'own_voice')), models.Q(('mode', 'own_voice'), _negated=True), _connector='OR'), name='claim_own_voice_no_claimant')],
            },
        ),
    ]
