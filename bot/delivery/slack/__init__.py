"""Slack: documents as Block Kit messages, an outbox that never posts twice, commands over Socket Mode.

Import from the modules, so that who only renders does not load the vendor's clients: `render.render_message`,
`messenger.SlackMessenger`, `gateway.SlackGateway`, `checking.check`.
"""
