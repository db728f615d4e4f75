"""Where this room's pages stand."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
