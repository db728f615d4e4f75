"""How things are sealed (`boxes`), the keys that words open (`words`), and the recovery key on paper (`paper`)."""
