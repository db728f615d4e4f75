"""What the pages of a support file show, as plain values for the templates. No query stands in a template."""
