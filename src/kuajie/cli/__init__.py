"""The command line: one file per command, answers as tables or JSON, in Chinese or English."""
