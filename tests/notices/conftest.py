from tests.concerns.conftest import here, member, secretary

__all__ = ["here", "member", "secretary"]
