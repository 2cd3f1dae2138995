from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "minqing.site"
    label = "minqing_site"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("actions")
        autodiscover_modules("hooks")
        autodiscover_modules("tasks")
