import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0009_matching'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='claims.claim', verbose_name='claim')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='claims.evidence', verbose_name='piece of evidence')),
                ('kind', models.CharField(choices=[('changed', 'cited passage changed'), ('missing', 'cited passage missing'), ('unreachable', 'source unreachable'), ('redirected', 'source redirected'), ('blocked', 'source blocked'), ('another_page', 'source is another page now'), ('soft_404', 'source says it is not found'), ('expired', 'verdict has run out'), ('approval_old', 'approval is old'), ('resolves', 'prediction can be judged'), ('repeats', 'claim made again'), ('contradicts', 'contradicting claim'), ('foreign_check', 'checked by another desk')], max_length=20, verbose_name='kind')),
                ('fingerprint', models.CharField(editable=False, max_length=64)),
                ('before', models.TextField(blank=True, verbose_name='before')),
                ('after', models.TextField(blank=True, verbose_name='after')),
                ('diff', models.JSONField(default=list, editable=False)),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.snapshot', verbose_name='copy')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='seen')),
                ('first_seen_at', models.DateTimeField(auto_now_add=True, verbose_name='first seen')),
                ('last_seen_at', models.DateTimeField(verbose_name='last seen')),
                ('state', models.CharField(choices=[('open', 'open'), ('acknowledged', 'acknowledged'), ('resolved', 'resolved'), ('dismissed', 'dismissed')], default='open', max_length=20, verbose_name='state')),
                ('resolution', models.CharField(blank=True, choices=[('no_action', 'no action'), ('evidence_updated', 'evidence updated'), ('claim_reopened', 'claim reopened')], max_length=20, verbose_name='resolution')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='handled')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['-last_seen_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('state', 'resolved'), _negated=True), ('evidence__isnull', False)), fields=('claim', 'evidence', 'kind', 'fingerprint'), name='finding_folds'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'resolved'), _negated=True), ('evidence__isnull', True)), fields=('claim', 'kind', 'fingerprint'), name='finding_of_claim_folds'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'resolved'), _negated=True), models.Q(('resolution', ''), _negated=True), _connector='OR'), name='finding_resolved_how'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='finding_dismissed_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=260, unique=True, verbose_name='name')),
                ('free_at', models.DateTimeField(verbose_name='free at')),
                ('hour', models.DateTimeField(null=True, verbose_name='counted since')),
                ('asked', models.PositiveIntegerField(default=0, verbose_name='asked within the hour')),
                ('budget', models.PositiveIntegerField(blank=True, help_text='Empty: as the settings say (RECHECK_HOST_BUDGET).', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='most requests within an hour')),
            ],
            options={
                'verbose_name': 'web server',
                'verbose_name_plural': 'web servers',
                'constraints': [models.CheckConstraint(condition=models.Q(('budget__isnull', True), ('budget__gte', 1), _connector='OR'), name='host_budget')],
            },
        ),
        migrations.CreateModel(
            name='RecheckPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('shortest_hours', models.PositiveSmallIntegerField(blank=True, help_text='After publication and after each finding; then it lengthens by half.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8760)], verbose_name='first interval, in hours')),
                ('longest_days', models.PositiveSmallIntegerField(blank=True, help_text='As long as nothing changes, the interval grows no longer than this.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='longest interval, in days')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                ('quiet_until', models.TimeField(blank=True, help_text='Nothing is looked at by schedule in these hours, also over midnight. Twice the same time: no quiet hours.', null=True, verbose_name='quiet until')),
                ('approval_days', models.PositiveSmallIntegerField(blank=True, help_text='An older approval asks for a look. 0: never.', null=True, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name='approval good for, in days')),
                ('paused_until', models.DateField(blank=True, help_text='On this day it goes on by itself.', null=True, verbose_name='paused until')),
                ('pause_reason', models.CharField(blank=True, max_length=300, verbose_name='why it is paused')),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recheck_policy', to='claims.claim', verbose_name='claim')),
                ('interval', models.DurationField(verbose_name='interval')),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='last re-checked')),
                ('asked_at', models.DateTimeField(editable=False, null=True, verbose_name='asked for')),
            ],
            options={
                'verbose_name': 're-check policy',
                'verbose_name_plural': 're-check policies',
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='recheckpolicy_parked'), models.Index(condition=models.Q(('parked_at__isnull', True)), fields=['due_at'], name='recheckpolicy_due'), models.Index(condition=models.Q(('lease_until__isnull', False)), fields=['lease_until'], name='recheckpolicy_leased'), models.Index(condition=models.Q(('paused_until__isnull', False)), fields=['paused_until'], name='recheckpolicy_paused'), models.Index(condition=models.Q(('last_error', ''), _negated=True), fields=['-attempts', 'due_at'], name='recheckpolicy_failing')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='recheckpolicy_quiet_from_until', violation_error_message='Quiet hours need a beginning and an end.'), models.CheckConstraint(condition=models.Q(('shortest_hours__isnull', True), ('longest_days__isnull', True), ('shortest_hours__lte', django.db.models.expressions.CombinedExpression(models.F('longest_days'), '*', models.Value(24))), _connector='OR'), name='recheckpolicy_shortest_first', violation_error_message='The first interval cannot be longer than the longest one.'), models.CheckConstraint(condition=models.Q(models.Q(('shortest_hours__isnull', True), ('shortest_hours__gte', 1), _connector='OR'), models.Q(('longest_days__isnull', True), ('longest_days__gte', 1), _connector='OR')), name='recheckpolicy_intervals'), models.CheckConstraint(condition=models.Q(('paused_until__isnull', True), models.Q(('pause_reason', ''), _negated=True), _connector='OR'), name='recheckpolicy_paused_why', violation_error_message='Say why it is paused.')],
            },
        ),
        migrations.CreateModel(
            name='RecheckRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shortest_hours', models.PositiveSmallIntegerField(blank=True, help_text='After publication and after each finding; then it lengthens by half.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8760)], verbose_name='first interval, in hours')),
                ('longest_days', models.PositiveSmallIntegerField(blank=True, help_text='As long as nothing changes, the interval grows no longer than this.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='longest interval, in days')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                ('quiet_until', models.TimeField(blank=True, help_text='Nothing is looked at by schedule in these hours, also over midnight. Twice the same time: no quiet hours.', null=True, verbose_name='quiet until')),
                ('approval_days', models.PositiveSmallIntegerField(blank=True, help_text='An older approval asks for a look. 0: never.', null=True, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name='approval good for, in days')),
                ('paused_until', models.DateField(blank=True, help_text='On this day it goes on by itself.', null=True, verbose_name='paused until')),
                ('pause_reason', models.CharField(blank=True, max_length=300, verbose_name='why it is paused')),
                ('kind', models.CharField(blank=True, choices=[('', 'all claims'), ('fact', 'fact'), ('number', 'number'), ('quote', 'quotation'), ('prediction', 'prediction'), ('intention', 'intention'), ('causal', 'cause and effect'), ('demand', 'demand'), ('opinion', 'opinion')], max_length=20, unique=True, verbose_name='for')),
            ],
            options={
                'verbose_name': 're-check rule',
                'verbose_name_plural': 're-check rules',
                'ordering': ['kind'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='recheckrule_quiet_from_until', violation_error_message='Quiet hours need a beginning and an end.'), models.CheckConstraint(condition=models.Q(('shortest_hours__isnull', True), ('longest_days__isnull', True), ('shortest_hours__lte', django.db.models.expressions.CombinedExpression(models.F('longest_days'), '*', models.Value(24))), _connector='OR'), name='recheckrule_shortest_first', violation_error_message='The first interval cannot be longer than the longest one.'), models.CheckConstraint(condition=models.Q(models.Q(('shortest_hours__isnull', True), ('shortest_hours__gte', 1), _connector='OR'), models.Q(('longest_days__isnull', True), ('longest_days__gte', 1), _connector='OR')), name='recheckrule_intervals'), models.CheckConstraint(condition=models.Q(('paused_until__isnull', True), models.Q(('pause_reason', ''), _negated=True), _connector='OR'), name='recheckrule_paused_why', violation_error_message='Say why it is paused.')],
            },
        ),
        migrations.CreateModel(
            name='RecheckRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recheck_runs', to='claims.claim', verbose_name='claim')),
                ('trigger', models.CharField(choices=[('schedule', 'by schedule'), ('person', 'asked for')], max_length=20, verbose_name='started')),
                ('state', models.CharField(choices=[('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='running', max_length=20, verbose_name='state')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='start')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='end')),
                ('error', models.TextField(blank=True, verbose_name='error')),
            ],
            options={
                'verbose_name': 're-check',
                'verbose_name_plural': 're-checks',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecheckResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='claims.recheckrun', verbose_name='re-check')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.evidence', verbose_name='piece of evidence')),
                ('outcome', models.CharField(choices=[('unchanged', 'unchanged'), ('moved', 'moved within the page'), ('changed', 'passage changed'), ('missing', 'passage missing'), ('unreachable', 'unreachable'), ('redirected', 'redirected'), ('blocked', 'blocked'), ('another_page', 'another page now'), ('soft_404', 'says it is not found')], max_length=20, verbose_name='outcome')),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.snapshot', verbose_name='copy')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='HTTP status')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('milliseconds', models.PositiveIntegerField(default=0, verbose_name='milliseconds')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'constraints': [models.UniqueConstraint(fields=('run', 'evidence'), name='result_once_per_run')],
            },
        ),
    ]
