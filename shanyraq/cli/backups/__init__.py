"""What a backup is made of, and how it becomes an installation again.

taking      a backup: snapshot, manifest, archive, encryption, one file
restoring   the way back: decryption, every hash, the database, then `finishing` in a process of its own
manifest    what was in it, signed; tables how much and what stands in each; archive the one file before encryption
sealed      age: to whom, with which key, which part is damaged
sqlite, postgresql: a consistent copy of each database, and the way back
private     the one folder in which anything stands in clear
"""
