"""Bytes from the world -> articles: feeds over HTTP and watched folders."""
