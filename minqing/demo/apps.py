from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "minqing.demo"
    label = "demo"
