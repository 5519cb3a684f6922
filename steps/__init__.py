"""The steps of the build, one file a step; `site_build.py` lists them in their order."""
