"""The web server under proof: the real application, with one thing broken when that is asked."""

from opstap.wsgi import application
from tests.storingen.sabotage import breek

__all__ = ["application"]

breek()
