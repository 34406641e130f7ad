"""SURFACE for readers: pages, feeds, sitemap."""
