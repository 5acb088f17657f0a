"""From bytes to one Mail, whatever the bytes."""
