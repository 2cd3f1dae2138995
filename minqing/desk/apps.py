from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "minqing.desk"
    label = "desk"
