"""The message catalogues, without gettext installed: extract, update, compile, check (`python -m tools.messages`).

English is the source: it stands in the code. locale/django.pot lists every text; locale/<language>/… translates it.
"""
