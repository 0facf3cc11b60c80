"""What each command may be asked, as texts: one file a command."""
