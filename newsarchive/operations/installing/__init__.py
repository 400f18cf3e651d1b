"""What a machine is told so that archives are kept up to date: units, a crontab, a workflow."""
