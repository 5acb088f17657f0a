"""The settings, composed of what each room declares."""
