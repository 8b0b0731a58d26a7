"""Settings: typed, frozen, read once at the edge; every problem reported at once (docs/how-to/settings.md)."""

from bot.settings.audiences import audiences_of, operators_of
from bot.settings.load import load
from bot.settings.mask import masked, secrets_of
from bot.settings.model import AudienceSettings, Settings

__all__ = ["AudienceSettings", "Settings", "audiences_of", "load", "masked", "operators_of", "secrets_of"]
