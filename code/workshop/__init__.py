"""What neither book nor reader imports: benchmarks, locks, launch checks, fonts."""
