"""What the benchmarks stand on: a cluster of their own, a street of invented people, a history of any length."""
