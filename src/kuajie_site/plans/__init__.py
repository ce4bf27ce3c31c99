"""The life of a plan, or of terms, between parties: proposed, countered, approved by all."""
