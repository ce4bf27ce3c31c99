"""Who may do what: roles, actions, and the check that every view passes."""
