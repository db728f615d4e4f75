"""Addresses of the gallery and of the language switch."""

from django.urls import path

from shanyraq.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("door/", views.gallery_door, name="gallery_door"),
    path("language/", views.set_language, name="set_language"),
]
