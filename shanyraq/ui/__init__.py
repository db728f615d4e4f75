"""The look of the product: base pages, components, styles, icons and fonts, and a gallery of them."""
