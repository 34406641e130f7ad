import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0005_verdicts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claim_events', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('verb', models.CharField(choices=[('ingest', 'article taken in'), ('revise', 'new text of the article'), ('extract', 'claims looked for'), ('reanchor', 'words found again in the new text'), ('sign_off', 'article signed off'), ('sign_off_in_part', 'article signed off in part'), ('ask_for_article', 'article asked for by its address'), ('subscribe', 'feed subscribed to'), ('change_subscription', 'subscription changed'), ('suggest', 'suggested'), ('accept', 'accepted'), ('dismiss', 'dismissed'), ('reopen', 'reopened'), ('start_research', 'research begun'), ('assign', 'assigned'), ('set_due', 'date set by which it is due'), ('edit', 'edited'), ('propose', 'verdict proposed'), ('submit', 'handed to review'), ('request_changes', 'sent back'), ('approve', 'approved'), ('unapprove', 'approval taken back'), ('approval_stale', 'approval no longer holds'), ('publish', 'published'), ('retract', 'retracted'), ('file_under', 'filed under topics'), ('rename_topic', 'topic renamed'), ('report_error', 'error reported by a reader'), ('answer_report', 'report of an error answered'), ('merge', 'merged into another claim'), ('merged', 'another claim merged into this one'), ('split', 'split'), ('hold', 'put on hold'), ('resume', 'taken up again'), ('undo', 'undone'), ('add_claimant', 'claimant added'), ('edit_claimant', 'claimant edited'), ('merge_claimants', 'claimant merged into another'), ('unmerge_claimants', 'merge of claimants undone'), ('split_claimant', 'claims given to another claimant'), ('add_source', 'source added'), ('add_file', 'file added'), ('attach', 'evidence attached'), ('withdraw', 'evidence withdrawn'), ('record_search', 'search that found nothing recorded'), ('withdraw_search', 'search that found nothing withdrawn'), ('capture', 'copy of a source made'), ('capture_failed', 'no copy of a source could be made'), ('archive', 'page kept by the Wayback Machine'), ('archive_failed', 'page not kept by the Wayback Machine'), ('ask_for_reply', 'request for a statement recorded'), ('record_answer', 'answer recorded'), ('withdraw_reply', 'request for a statement withdrawn'), ('ask_assessment', 'blind assessment asked for'), ('assess', 'assessment given'), ('vote', 'vote cast'), ('decide', 'decided between assessments'), ('import', 'table brought in'), ('set_roles', 'roles of a person changed'), ('set_password', 'password of a person set'), ('set_email', 'e-mail address of a person changed'), ('remove_second_factor', 'second factor of a person removed'), ('comment', 'commented'), ('edit_comment', 'comment edited'), ('resolve_comment', 'comment settled'), ('reopen_comment', 'comment reopened'), ('watch', 'watched'), ('unwatch', 'no longer watched'), ('prepare_correction', 'correction prepared'), ('approved_correction', 'correction approved'), ('rejected_correction', 'correction rejected'), ('add_webhook', 'webhook added'), ('change_webhook', 'webhook changed'), ('rotate_webhook_secret', 'secret of a webhook renewed'), ('resend_webhook', 'webhook sent again'), ('make_token', 'API token made'), ('revoke_token', 'API token revoked'), ('finding', 'finding reported'), ('acknowledge_finding', 'finding acknowledged'), ('resolve_finding', 'finding settled'), ('dismiss_finding', 'finding dismissed'), ('set_recheck_rule', 're-check rule set'), ('set_recheck_terms', 'terms of the re-check set'), ('retry', 'given-up work asked for again'), ('set_host_budget', 'budget of a web server set'), ('relate', 'related claim found'), ('confirm_relation', 'relation confirmed'), ('reject_relation', 'relation rejected'), ('add_appearance', 'appearance added'), ('confirm_appearance', 'appearance confirmed'), ('reject_appearance', 'appearance rejected'), ('foreign_check', 'check by another desk found'), ('confirm_foreign_check', 'check by another desk confirmed'), ('reject_foreign_check', 'check by another desk rejected')], db_index=True, max_length=50, verbose_name='what')),
                ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='claims.claim', verbose_name='claim')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='claims.article', verbose_name='article')),
                ('data', models.JSONField(default=dict, verbose_name='details')),
                ('previous_hash', models.CharField(max_length=64, verbose_name='hash of the row before')),
                ('hash', models.CharField(max_length=64, verbose_name='hash')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'log',
                'ordering': ['-pk'],
            },
        ),
    ]
