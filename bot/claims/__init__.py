"""Pure rules: articles in, statements and disputes out."""
