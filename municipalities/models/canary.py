from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import TenantModel


class Canary(TenantModel):
    """Its one row tells a process whether the wall stands before it (municipalities/wall/canary.py)."""

    wall = wall.CANARY
    data = Data()

    def __str__(self):
        return f"canary {self.pk}"
