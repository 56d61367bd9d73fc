"""How connections to Label Studio are used."""

from __future__ import annotations

import httpx

UNKEPT = httpx.Limits(max_keepalive_connections=0)
"""A new connection for every request.

Label Studio's own server sends head and body of a response apart, and on a connection that is kept the second
waits 40 ms for the first to be acknowledged: more than most requests take.
"""
