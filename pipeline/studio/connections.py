"""How connections to Label Studio are used."""

from __future__ import annotations

import ipaddress

import httpx

UNKEPT = httpx.Limits(max_keepalive_connections=0)
"""A new connection for every request.

Label Studio's own server sends head and body of a response apart, and on a connection that is kept the second
waits 40 ms for the first to be acknowledged: more than most requests take.
"""


def heeds_environment(url: str) -> bool:
    """Tell whether the environment's proxies are for a server; on the loopback they are not.

    >>> heeds_environment("http://127.0.0.1:8080"), heeds_environment("https://studio.example")
    (False, True)
    """
    host = httpx.URL(url).host
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"
