"""Stands in for the typed bindings of JavaScript functions, which would bring in inspect and dis.

The checker calls no JavaScript. The C code looks up two names while it boots.
"""

no_default = object()
default_signature = None
