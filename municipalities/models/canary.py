from municipalities import wall
from municipalities.models.tenant import TenantModel


class Canary(TenantModel):
    """Its one row tells a process whether the wall stands before it (municipalities/wall/canary.py)."""

    wall = wall.CANARY

    def __str__(self):
        return f"canary {self.pk}"
