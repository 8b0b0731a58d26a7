"""Who carries out due work: in one process (local)."""
