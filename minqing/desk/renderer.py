"""How every form of the house is drawn: label above, help, errors as sentences tied to their fields."""

from django.forms.renderers import TemplatesSetting


class DeskRenderer(TemplatesSetting):
    """Draws `{{ form }}` with a summary of its errors on top, and each field as the desk does."""

    form_template_name = "desk/forms/form.html"
    field_template_name = "desk/forms/field.html"
