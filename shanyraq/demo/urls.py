"""Where this room's pages stand."""

from django.urls import URLPattern

app_name = "demo"
urlpatterns: list[URLPattern] = []
