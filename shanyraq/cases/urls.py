"""Where this room's pages stand."""

from django.urls import URLPattern

app_name = "cases"
urlpatterns: list[URLPattern] = []
