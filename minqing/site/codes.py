"""Division codes in addresses; a page of one length never answers another."""


class CommunityCode:
    """Twelve digits."""

    regex = r"\d{12}"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


class StreetCode(CommunityCode):
    """Nine digits."""

    regex = r"\d{9}"


class DistrictCode(CommunityCode):
    """Six digits."""

    regex = r"\d{6}"
