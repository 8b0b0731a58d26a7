"""Articles become stories. Pure: no clock, no network, no database, standard library and PyStemmer only."""
