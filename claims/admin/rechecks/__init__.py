"""The admin pages of re-checks: findings, schedule rules, monitoring."""
