"""What a cell says: from text to numbers, days and moments, judged once per distinct text."""
