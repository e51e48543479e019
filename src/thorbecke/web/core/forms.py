"""Forms in the look of the kit: label, help, field, error, in that order and tied together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django.forms
from django.forms import BoundField, Widget, renderers, widgets
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property

_TEXTBOX, _TEXTAREA, _SELECT = "utrecht-textbox", "utrecht-textarea", "utrecht-select"
_CHECKBOX, _RADIO = "utrecht-checkbox", "utrecht-radio-button"


def css_of(widget: Widget) -> str:
    """Return the base class of the design system for a widget; empty for what it does not know."""
    match widget:
        case widgets.CheckboxInput() | widgets.CheckboxSelectMultiple():
            return _CHECKBOX
        case widgets.RadioSelect():
            return _RADIO
        case widgets.Select():
            return _SELECT
        case widgets.Textarea():
            return _TEXTAREA
        case widgets.FileInput():
            return "tb-file"
        case widgets.Input():
            return _TEXTBOX
    return ""


_HTML = {
    _TEXTBOX: "utrecht-textbox--html-input",
    _TEXTAREA: "utrecht-textarea--html-textarea",
    _SELECT: "utrecht-select--html-select",
    _CHECKBOX: "utrecht-checkbox--html-input tb-checkbox",
    _RADIO: "utrecht-radio-button--html-input",
}


class KitBoundField(BoundField):
    """A field that gives its widget the classes of the design system."""

    @property
    def kind(self) -> str:
        """How the template lays the field out: choices, checkbox or field."""
        widget = self.field.widget
        if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
            return "choices"
        return "checkbox" if isinstance(widget, widgets.CheckboxInput) else "field"

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Add the classes to what Django sets (required, aria-describedby, aria-invalid)."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if base := css_of(widget):
            own = [widget.attrs.get("class", ""), base, _HTML.get(base, "")]
            if self.errors:
                own.append(f"{base}--invalid")
            if self.field.disabled:
                own.append(f"{base}--disabled")
            built["class"] = " ".join(filter(None, own))
        return built


class KitRenderer(renderers.BaseRenderer):
    """Renders ``{{ form }}`` with the templates of the kit; widgets keep Django's own templates."""

    form_template_name = "core/kit/form.html"
    formset_template_name = "core/kit/formset.html"
    field_template_name = "core/kit/field.html"
    bound_field_class = KitBoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        """An engine that finds Django's widgets too, and knows the kit's tags."""
        builtins = ["django.templatetags.i18n", "thorbecke.web.core.templatetags.kit"]
        return DjangoTemplates(
            {
                "APP_DIRS": True,
                "DIRS": [Path(django.forms.__file__).parent / "templates"],
                "NAME": "kitforms",
                "OPTIONS": {"builtins": builtins},
            }
        )

    def get_template(self, template_name: str) -> Any:
        """Return the template with this name."""
        return self.engine.get_template(template_name)


class PlainForm(django.forms.Form):
    """A form of the site's own kind: no browser bubbles, no colon behind a label."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
