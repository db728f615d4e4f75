"""What the desk's pages show, as plain values for the templates. No query stands in a template."""
