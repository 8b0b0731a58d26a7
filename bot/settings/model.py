"""The settings themselves: one class a section, each key with its type, default, bounds and meaning.

The defaults live here and nowhere else: config/default.toml, the key table and the JSON schema are made from them
(bot.settings.reference).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.domain.audience import MissedRuns, Platform
from bot.domain.claim import MIN_CONFIDENCE
from bot.settings import checks

_DAY_SECONDS = 86_400


class Section(BaseModel):
    """What every section shares: frozen, no unknown keys, no values in pydantic's own error texts."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)


class StoreSettings(Section):
    """Where articles, stories, disputes and deliveries are kept."""

    url: checks.DatabaseUrl = Field(
        default=SecretStr(""),
        description="Database address. Empty: an SQLite file in `data_dir`. May carry a password.",
    )


class SourceSettings(Section):
    """What is read."""

    catalogue: Path = Field(
        default=Path("sources.toml"),
        description="File that lists feeds and folders; relative to the file that names it.",
    )


class AudienceSettings(Section):
    """One channel that gets briefings."""

    name: str = Field(min_length=1, description="What people call this briefing; unique within its channel.")
    platform: Platform = Field(description="Where the channel is.")
    workspace: str = Field(default="", description="Slack team ID or Discord server ID; empty for the console.")
    channel: str = Field(default="", description="Slack or Discord channel ID; empty for the console.")
    schedule: checks.ScheduleText = Field(description='Days and time, "weekdays 08:00", or five cron fields.')
    zone: checks.Zone = Field(default="UTC", description='Time zone of the schedule, an IANA name ("Europe/Berlin").')
    topics: checks.Topics = Field(default=(), description="Topics or rules to include; empty: everything.")
    length: int = Field(default=5, ge=1, le=20, description="Stories in a briefing, at most.")
    paused: bool = Field(default=False, description="Whether nothing is posted for now.")
    missed: MissedRuns = Field(
        default=MissedRuns.LATEST,
        description="Runs missed while the program was down: skip them, catch up on the latest, or on all.",
    )
    lang: str = Field(default="en", pattern=r"^[a-z]{2}$", description="Language of our own words, ISO 639-1.")

    @field_validator("workspace")
    @classmethod
    def _check_workspace(cls, workspace: str, info: ValidationInfo) -> str:
        return checks.check_workspace(info.data["platform"], workspace) if "platform" in info.data else workspace

    @field_validator("channel")
    @classmethod
    def _check_channel(cls, channel: str, info: ValidationInfo) -> str:
        return checks.check_channel(info.data["platform"], channel) if "platform" in info.data else channel


def _need_token(token: SecretStr, info: ValidationInfo, platform: str) -> None:
    if info.data.get("enabled") and not token.get_secret_value():
        variable = f"COUNTERPOINT_{platform}__{str(info.field_name).upper()}"
        message = f"is missing while {platform.lower()} is enabled; set {variable} or {variable}_FILE"
        raise ValueError(message)


class SlackSettings(Section):
    """The Slack app."""

    enabled: bool = Field(default=False, description="Whether to connect to Slack.")
    bot_token: SecretStr = Field(default=SecretStr(""), description="Bot User OAuth Token; begins with xoxb-.")
    app_token: SecretStr = Field(default=SecretStr(""), description="App-level token for Socket Mode; xapp-.")
    command: str = Field(
        default="/brief",
        pattern=r"^/[a-z0-9_-]{1,31}$",
        description="Name of the slash command, as in the app's manifest.",
    )
    base_url: checks.Url = Field(default="", description="Web API address; empty: Slack's own.")

    @field_validator("bot_token")
    @classmethod
    def _check_bot_token(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        _need_token(token, info, "SLACK")
        return checks.check_slack_token(token, checks.SLACK_BOT_PREFIX)

    @field_validator("app_token")
    @classmethod
    def _check_app_token(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        _need_token(token, info, "SLACK")
        return checks.check_slack_token(token, checks.SLACK_APP_PREFIX)


class DiscordSettings(Section):
    """The Discord bot."""

    enabled: bool = Field(default=False, description="Whether to connect to Discord.")
    token: SecretStr = Field(default=SecretStr(""), description="Bot token of the developer portal.")
    command: str = Field(
        default="brief",
        pattern=r"^[a-z0-9_-]{1,32}$",
        description="Name of the command group.",
    )
    api_url: checks.Url = Field(default="", description="REST address; empty: Discord's own.")
    gateway_url: checks.Url = Field(default="", description="Gateway address; empty: Discord's own.")

    @field_validator("token")
    @classmethod
    def _check_token(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        _need_token(token, info, "DISCORD")
        return checks.check_discord_token(token)


class WebSettings(Section):
    """The web pages and health checks."""

    enabled: bool = Field(default=True, description="Whether to serve the web pages, /healthz and /readyz.")
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on; 0.0.0.0 for all.")
    port: int = Field(default=8080, ge=0, le=65_535, description="Port to listen on; 0: any free one.")
    public_url: checks.PublicUrl = Field(
        default="",
        description="Address under which these pages are reached from everywhere; hubs push feeds there. Empty: none.",
    )

    @field_validator("public_url")
    @classmethod
    def _check_served(cls, url: str, info: ValidationInfo) -> str:
        if url and not info.data.get("enabled", True):
            message = "is given while web is not enabled; set web.enabled = true, or leave this empty"
            raise ValueError(message)
        return url


class PoolSettings(Section):
    """Child processes for CPU work."""

    workers: int = Field(default=0, ge=0, le=64, description="Children at most; 0: one a CPU, four at most.")
    timeout_seconds: float = Field(default=30.0, gt=0, le=3600, description="Time limit of one task.")
    idle_seconds: float = Field(default=300.0, gt=0, description="Children without work this long are retired.")
    memory_bytes: int = Field(
        default=1_500_000_000,
        ge=256_000_000,
        description="Address space of one child; a task that needs more fails alone.",
    )


class IngestSettings(Section):
    """How sources are visited."""

    user_agent: str = Field(
        default="Counterpoint/0.1 (news briefing bot)",
        min_length=1,
        pattern=r"^[\x20-\x7e]+$",
        description="What publishers see; add an address to reach you.",
    )
    interval_seconds: int = Field(default=1800, ge=1, le=_DAY_SECONDS, description="Pause between visits at first.")
    min_interval_seconds: int = Field(default=300, ge=1, le=_DAY_SECONDS, description="Shortest pause between visits.")
    max_interval_seconds: int = Field(
        default=_DAY_SECONDS,
        ge=1,
        le=7 * _DAY_SECONDS,
        description="Longest pause between visits; not below the shortest.",
    )
    concurrency: int = Field(default=32, ge=1, le=256, description="Sources visited at the same time.")
    host_concurrency: int = Field(default=2, ge=1, le=16, description="Requests to one host at the same time.")
    host_delay_seconds: float = Field(
        default=1.0, ge=0, le=3_600, description="Least pause between two requests to one host."
    )
    timeout_seconds: float = Field(default=30.0, gt=0, le=300, description="Time limit of one request.")
    max_bytes: int = Field(default=10_000_000, ge=1_000, description="Largest answer, after decompression.")
    max_page_bytes: int = Field(default=2_000_000, ge=1_000, description="Largest page an article is taken from.")
    proxy: str = Field(
        default="",
        pattern=r"^(http://[A-Za-z0-9.\[\]:-]+/?)?$",
        description="HTTP proxy that makes all connections to sources, without a password; empty: none.",
    )
    allowed_networks: Annotated[tuple[IPvAnyNetwork, ...], BeforeValidator(checks.split_text)] = Field(
        default=(),
        description='Private networks that may be read ("10.0.0.0/8"); all others are refused.',
    )

    @field_validator("max_interval_seconds")
    @classmethod
    def _check_order(cls, longest: int, info: ValidationInfo) -> int:
        shortest = info.data.get("min_interval_seconds", 0)
        if longest < shortest:
            message = f"is below ingest.min_interval_seconds = {shortest}; raise this or lower that"
            raise ValueError(message)
        return longest


class OperatorSettings(Section):
    """Who is told in chat when a source breaks or works again."""

    platform: Literal["", "slack", "discord", "console"] = Field(
        default="", description="Where the operators' channel is; empty: nobody is told in chat."
    )
    workspace: str = Field(default="", description="As of an audience.")
    channel: str = Field(default="", description="ID of a channel, or of a direct message channel.")

    @field_validator("workspace")
    @classmethod
    def _check_workspace(cls, workspace: str, info: ValidationInfo) -> str:
        platform = info.data.get("platform")
        return checks.check_workspace(Platform(platform), workspace) if platform else workspace

    @field_validator("channel")
    @classmethod
    def _check_channel(cls, channel: str, info: ValidationInfo) -> str:
        platform = info.data.get("platform")
        return checks.check_channel(Platform(platform), channel) if platform else channel


class ClaimSettings(Section):
    """How disputed claims are flagged."""

    min_confidence: float = Field(
        default=MIN_CONFIDENCE, ge=0, le=1, description="Disputes less sure than this are not shown."
    )


class LogSettings(Section):
    """What the program says about itself."""

    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="Least severity shown.")
    format: Literal["console", "json"] = Field(default="console", description="For people, or one JSON object a line.")


class Settings(BaseSettings):
    """All settings. Built by `load`; reads neither files nor environment by itself."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)

    data_dir: Path = Field(default=Path("data"), description="Folder for everything the program writes.")
    store: StoreSettings = StoreSettings()
    sources: SourceSettings = SourceSettings()
    slack: SlackSettings = SlackSettings()
    discord: DiscordSettings = DiscordSettings()
    web: WebSettings = WebSettings()
    pool: PoolSettings = PoolSettings()
    ingest: IngestSettings = IngestSettings()
    claims: ClaimSettings = ClaimSettings()
    operators: OperatorSettings = OperatorSettings()
    log: LogSettings = LogSettings()
    audience: Annotated[tuple[AudienceSettings, ...], BeforeValidator(checks.split_text)] = Field(
        default=(),
        description="Channels that get briefings, one [[audience]] table each.",
    )

    @field_validator("audience")
    @classmethod
    def _check_unique(cls, audiences: tuple[AudienceSettings, ...]) -> tuple[AudienceSettings, ...]:
        seen: set[tuple[str, ...]] = set()
        for audience in audiences:
            key = (audience.platform, audience.workspace, audience.channel, audience.name)
            if key in seen:
                message = f'lists "{audience.name}" twice for one channel; rename or remove one of the two'
                raise ValueError(message)
            seen.add(key)
        return audiences

    @property
    def database_url(self) -> str:
        """Return the database address in use; it may carry a password, so it is never logged."""
        return self.store.url.get_secret_value() or f"sqlite:///{self.data_dir / 'counterpoint.sqlite3'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what the caller gives and nothing else: the layers are `load`'s."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)
