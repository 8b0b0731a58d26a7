"""Invariant 4 in the tests themselves: only this machine can be reached."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_an_outside_address_is_refused():
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))  # TEST-NET-1, RFC 5737
