"""Where this room's pages stand."""

from django.urls import path

from shanyraq.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.about, name="about"),
    path("enter/<slug:role>/", views.enter, name="enter"),
]
