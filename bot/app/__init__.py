"""The composition root: settings in, running program out. The only package that names every adapter."""
