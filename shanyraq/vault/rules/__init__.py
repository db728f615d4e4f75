"""How things are sealed (`boxes`), the keys that words open (`words`), and the recovery key on paper (`paper`)."""

# What a role may do with a seal, as the pack names it.
SEAL_ASK, SEAL_AGREE, SEAL_SEE = "seal.ask", "seal.agree", "seal.see"
