"""Words on the screen in the clerk's language; Vietnamese is the source, others are catalogues."""

import gettext

import resources

DOMAIN = "messages"
VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = {VIETNAMESE: "Tiếng Việt", ENGLISH: "English"}


class _Present:
    language = VIETNAMESE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(language: str) -> None:
    """Speak `language` from now on; an unknown one is Vietnamese."""
    folder = resources.path("translations")
    _Present.language = language if language in LANGUAGES else VIETNAMESE
    _Present.catalogue = gettext.translation(DOMAIN, folder, [_Present.language], fallback=True)


def language() -> str:
    """The language in force."""
    return _Present.language


def _(message: str) -> str:
    """The message in the language in force."""
    return _Present.catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that fits a number; Vietnamese has one form for all."""
    return _Present.catalogue.ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is written down before it is shown."""
    return message
