"""The door (`doors`), and the pages on which an administrator looks after colleagues (`staff`)."""
