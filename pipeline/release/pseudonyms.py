"""Pseudonyms of annotators: the same person has the same one in every release of a workspace."""

from __future__ import annotations

import hashlib
import secrets

from pipeline.config import secret
from pipeline.workspace import Workspace, replace_file

KEY_FILE = "pseudonym.key"


class Pseudonyms:
    """Maps annotator ids to pseudonyms by a keyed hash; without the key they cannot be traced back."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of(cls, workspace: Workspace) -> Pseudonyms:
        """Take the key from ``KLUE_PSEUDONYM_KEY``, or the one that the workspace keeps (made if need be)."""
        given = secret("KLUE_PSEUDONYM_KEY")
        if given is not None:
            return cls(hashlib.blake2b(given.encode(), digest_size=32).digest())
        path = workspace.private(KEY_FILE)
        if not path.exists():
            replace_file(path, secrets.token_bytes(32))
            path.chmod(0o600)
        return cls(path.read_bytes())

    def of_annotator(self, annotator: str) -> str:
        """Give the pseudonym: 12 hex digits of a keyed blake2b."""
        return hashlib.blake2b(annotator.encode(), key=self._key, digest_size=6).hexdigest()
