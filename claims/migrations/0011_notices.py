import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0010_rechecks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to=settings.AUTH_USER_MODEL, verbose_name='to')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('unsure', 'perhaps sent'), ('not_wanted', 'nothing left to tell')], default='waiting', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='handed to the mail server')),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='digest_parked')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('parked_at__isnull', True), ('state', 'waiting')), fields=('recipient',), name='digest_one_waiting_per_person'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'unsure']), _negated=True), ('handed_over_at__isnull', False), _connector='OR'), name='digest_sent_was_handed_over')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='to')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='claims.event', verbose_name='event')),
                ('reason', models.CharField(choices=[('mentioned', 'you were mentioned'), ('reply', 'answer in your thread'), ('comment', 'comment'), ('assigned', 'assigned to you'), ('sent_back', 'sent back'), ('taken_back', 'approval taken back'), ('approved', 'approved'), ('contested', 'assessments differ'), ('stale', 'approval no longer holds'), ('published', 'published'), ('corrected', 'corrected'), ('retracted', 'retracted'), ('finding', 'finding'), ('reported', 'error reported by a reader')], max_length=10, verbose_name='reason')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='claims.claim', verbose_name='claim')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='claims.comment', verbose_name='comment')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('digest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='claims.digest', verbose_name='e-mail')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['recipient'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'event'), name='notice_once_per_event'), models.CheckConstraint(condition=models.Q(('actor__isnull', True), models.Q(('recipient', models.F('actor')), _negated=True), _connector='OR'), name='notice_not_of_own_acts')],
            },
        ),
        migrations.CreateModel(
            name='NoticeSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice_settings', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('rate', models.CharField(choices=[('at_once', 'at once'), ('hourly', 'every hour, if there is something'), ('daily', 'every day at 7 o’clock'), ('weekly', 'on Mondays at 7 o’clock'), ('never', 'never')], default='daily', max_length=10, verbose_name='e-mail')),
                ('language', models.CharField(blank=True, choices=[('de', 'German'), ('en', 'English')], max_length=5, verbose_name='language')),
            ],
            options={
                'verbose_name': 'notice settings',
                'verbose_name_plural': 'notice settings',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='claims.claim', verbose_name='claim')),
                ('text', models.TextField(verbose_name='what is wrong')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='where it can be read')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='name or e-mail for an answer')),
                ('sender', models.CharField(editable=False, max_length=64)),
                ('state', models.CharField(choices=[('received', 'received'), ('accepted', 'taken up'), ('rejected', 'rejected'), ('spam', 'spam')], default='received', max_length=10, verbose_name='state')),
                ('answer', models.TextField(blank=True, help_text='What the reporter is told.', verbose_name='answer')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('received_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='received')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
            ],
            options={
                'verbose_name': 'report of an error',
                'verbose_name_plural': 'reports of errors',
                'ordering': ['-received_at', '-pk'],
                'indexes': [models.Index(fields=['sender', 'received_at'], name='report_by_sender')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'received')), models.Q(models.Q(('state', 'received'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='report_answered_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='report_rejected_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='claims.article', verbose_name='article')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.articlerevision', verbose_name='revision')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed off by')),
                ('signed_at', models.DateTimeField(auto_now_add=True, verbose_name='signed off')),
                ('is_whole', models.BooleanField(verbose_name='as a whole')),
                ('reason', models.TextField(blank=True, verbose_name='why the rest was left')),
                ('settled_count', models.PositiveIntegerField(verbose_name='claims settled')),
                ('left_count', models.PositiveIntegerField(verbose_name='claims left')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='share of the text settled')),
                ('left', models.JSONField(default=list, verbose_name='left')),
            ],
            options={
                'verbose_name': 'sign-off',
                'verbose_name_plural': 'sign-offs',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('is_whole', True), ('left_count', 0), ('reason', '')), models.Q(('is_whole', False), ('left_count__gt', 0), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='signoff_in_part_says_what_and_why'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='signoff_percent')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('url', models.URLField(max_length=2000, unique=True, verbose_name='address of the feed')),
                ('publisher', models.CharField(blank=True, help_text='Of the articles; otherwise found in their pages.', max_length=200, verbose_name='publisher')),
                ('interval', models.PositiveIntegerField(default=30, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(10080)], verbose_name='every so many minutes')),
                ('is_paused', models.BooleanField(default=False, verbose_name='paused')),
                ('etag', models.CharField(blank=True, editable=False, max_length=500)),
                ('last_modified', models.CharField(blank=True, editable=False, max_length=100)),
                ('checked_at', models.DateTimeField(editable=False, null=True, verbose_name='last looked into')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'ordering': ['name', 'pk'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='subscription_parked')],
                'constraints': [models.CheckConstraint(condition=models.Q(('interval__gte', 5)), name='subscription_polite')],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='claims.subscription', verbose_name='subscription')),
                ('identity', models.CharField(editable=False, max_length=64)),
                ('url', models.URLField(max_length=2000, verbose_name='web address')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='title')),
                ('intake', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='claims.intake', verbose_name='address to take in')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('seen_at', models.DateTimeField(auto_now_add=True, verbose_name='seen')),
            ],
            options={
                'verbose_name': 'entry of a feed',
                'verbose_name_plural': 'entries of feeds',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('subscription', 'identity'), name='entry_seen_once')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='claims.claim', verbose_name='claim')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watches', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('why', models.CharField(choices=[('asked', 'you asked for it'), ('author', 'you added the claim'), ('verdict', 'you proposed or assessed a verdict'), ('comment', 'you commented'), ('assignee', 'the claim is assigned to you')], default='asked', max_length=10, verbose_name='why')),
                ('is_on', models.BooleanField(default=True, verbose_name='watching')),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='since')),
            ],
            options={
                'verbose_name': 'watched claim',
                'verbose_name_plural': 'watched claims',
                'constraints': [models.UniqueConstraint(fields=('claim', 'person'), name='watch_once_per_person')],
            },
        ),
    ]
