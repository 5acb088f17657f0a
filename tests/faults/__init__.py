"""Never two, never none: the real daemon against real servers, and every fault we can make."""
