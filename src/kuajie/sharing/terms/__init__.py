"""Terms for a target split: kinds of terms, what each party gains by leaving the plan, which to sign."""
