"""Where this room's pages stand."""

from django.urls import URLPattern

app_name = "access"
urlpatterns: list[URLPattern] = []
