"""Pages and health checks over HTTP."""
