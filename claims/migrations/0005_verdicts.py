import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0004_sources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RatingScale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('aspect', models.CharField(choices=[('attribution', 'Did they say it?'), ('content', 'Is it so?')], max_length=20, verbose_name='question')),
                ('is_default', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'rating scale',
                'verbose_name_plural': 'rating scales',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('aspect',), name='scale_one_default_per_aspect')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='claims.ratingscale', verbose_name='rating scale')),
                ('slug', models.SlugField(verbose_name='address')),
                ('label_de', models.CharField(max_length=60, verbose_name='label (German)')),
                ('label_en', models.CharField(max_length=60, verbose_name='label (English)')),
                ('definition_de', models.TextField(verbose_name='definition (German)')),
                ('definition_en', models.TextField(verbose_name='definition (English)')),
                ('ordinal', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='step')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('sign', models.CharField(max_length=4, verbose_name='sign')),
                ('evidence_class', models.CharField(choices=[('supported', 'supported'), ('refuted', 'refuted'), ('not_enough', 'not enough evidence'), ('conflicting', 'conflicting evidence')], max_length=20, verbose_name='evidence class')),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'ordering': ['scale', 'position'],
                'constraints': [models.UniqueConstraint(fields=('scale', 'slug'), name='rating_slug_unique'), models.UniqueConstraint(fields=('scale', 'ordinal'), name='rating_ordinal_unique'), models.CheckConstraint(condition=models.Q(('ordinal__isnull', True), ('ordinal__gte', 1), _connector='OR'), name='rating_ordinal_positive')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_rounds', to='claims.claim')),
                ('aspect', models.CharField(choices=[('attribution', 'Did they say it?'), ('content', 'Is it so?')], max_length=20, verbose_name='question')),
                ('state', models.CharField(choices=[('open', 'assessments missing'), ('agreed', 'assessments agree'), ('contested', 'assessments differ'), ('decided', 'decided')], default='open', max_length=10, verbose_name='state')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked for')),
                ('rating', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.rating')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
            ],
            options={
                'verbose_name': 'round of assessments',
                'verbose_name_plural': 'rounds of assessments',
                'ordering': ['claim', 'aspect', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'contested'])), fields=('claim', 'aspect'), name='round_one_unsettled_per_aspect'), models.CheckConstraint(condition=models.Q(models.Q(('rating__isnull', True), ('settled_at__isnull', True), ('state__in', ['open', 'contested'])), models.Q(('rating__isnull', False), ('settled_at__isnull', False), ('state__in', ['agreed', 'decided'])), _connector='OR'), name='round_settled_on_a_rating'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('reason', '')), models.Q(('decided_by__isnull', False), ('state', 'decided'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='round_decided_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='claims.assessmentround')),
                ('number', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to=settings.AUTH_USER_MODEL)),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='claims.rating', verbose_name='rating')),
                ('rationale', models.TextField(verbose_name='reasoning')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
                'ordering': ['round', 'number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='assessment_once_per_person'), models.UniqueConstraint(fields=('round', 'number'), name='assessment_number_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 2)), name='assessment_first_or_second')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='claims.claim', verbose_name='claim')),
                ('aspect', models.CharField(choices=[('attribution', 'Did they say it?'), ('content', 'Is it so?')], default='content', max_length=20, verbose_name='question')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='claims.verdict', verbose_name='previous version')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='claims.rating', verbose_name='rating')),
                ('summary', models.CharField(help_text='What we found, in one sentence.', max_length=400, verbose_name='in one sentence')),
                ('rationale', models.TextField(help_text='Markdown.', verbose_name='reasoning')),
                ('both_sides', models.TextField(blank=True, help_text='Where evidence to the contrary was looked for, if none was found.', verbose_name='search for the other side')),
                ('known_as_of', models.DateField(verbose_name='known as of')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='look again on')),
                ('change_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the new version')),
                ('statement', models.TextField(verbose_name='claim as judged')),
                ('frozen', models.JSONField(default=dict, verbose_name='as judged')),
                ('content_hash', models.CharField(max_length=64, verbose_name='hash')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('contested', 'contested'), ('changes_requested', 'sent back'), ('approved', 'approved'), ('published', 'published'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn')], default='proposed', max_length=20, verbose_name='state')),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_verdicts', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed')),
                ('content_editor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last edited by')),
                ('approver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approved_verdicts', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'verdict',
                'verbose_name_plural': 'verdicts',
                'ordering': ['claim', 'aspect', '-number'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'aspect', 'number'), name='verdict_number_unique'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('claim', 'aspect'), name='verdict_one_published_per_aspect'), models.CheckConstraint(condition=models.Q(('approver__isnull', True), models.Q(('approver', models.F('proposer')), _negated=True), _connector='OR'), name='verdict_approver_not_proposer'), models.CheckConstraint(condition=models.Q(('approver__isnull', True), ('content_editor__isnull', True), models.Q(('approver', models.F('content_editor')), _negated=True), _connector='OR'), name='verdict_approver_not_editor'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'published']), _negated=True), models.Q(('approved_at__isnull', False), ('approver__isnull', False)), _connector='OR'), name='verdict_approved_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='claims.assessmentround')),
                ('number', models.PositiveSmallIntegerField()),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to=settings.AUTH_USER_MODEL)),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='claims.rating', verbose_name='rating')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='cast')),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
                'ordering': ['round', 'number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'voter'), name='vote_once_per_person'), models.UniqueConstraint(fields=('round', 'number'), name='vote_number_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 3)), name='vote_one_of_three')],
            },
        ),
    ]
