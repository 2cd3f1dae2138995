"""What can be asked of plans and hours."""
