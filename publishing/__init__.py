"""From built pages to what a host or a reader gets: `site/` and `dist/`."""
