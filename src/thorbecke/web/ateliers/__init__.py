"""Redesign workshops: a script of steps, phones that join by code, a console and a big screen."""
