from django.forms.renderers import TemplatesSetting


class KitRenderer(TemplatesSetting):
    pass
