"""The API: the site's questions and answers for programs, by keys and client credentials."""
