"""The app of the conversation."""

from __future__ import annotations

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.conversation"
    label = "conversation"

    def ready(self) -> None:
        from thorbecke.web.instruments.conversation import owned
        from thorbecke.web.instruments.conversation.instrument import ConversationInstrument
        from thorbecke.web.participation import instruments
        from thorbecke.web.people import owning

        owning.register("gesprekken", owned.files_of, owned.delete_of)
        instruments.register(ConversationInstrument())
