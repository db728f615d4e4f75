"""What people type: at the door, and about colleagues."""
