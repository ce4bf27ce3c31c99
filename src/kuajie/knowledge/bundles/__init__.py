"""Courses of different partners that complete each other, what nobody teaches, and who would come."""
