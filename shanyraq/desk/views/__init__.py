"""The desk's pages, one subject a module."""
