"""Slack: documents as Block Kit messages, an outbox that never posts twice, commands over Socket Mode."""

from bot.delivery.slack.checking import check
from bot.delivery.slack.gateway import SlackGateway
from bot.delivery.slack.messenger import SlackMessenger
from bot.delivery.slack.render import render_message

__all__ = ["SlackGateway", "SlackMessenger", "check", "render_message"]
