"""How far the sample's sales lie above the cluster's, from the tables."""

from clusterbook.analysis import cluster
from monograph.tables.package import load


def floor_ratio() -> float:
    """Return the least mean sales of the sample over the mean output of the cluster's firms.

    The totals are taken as printed, and each assumption at its central value.

    See Also
    --------
    sec-floor
        The section that works it out step by step.
    """
    inputs = cluster.central_inputs(load("totals"), load("firm_types"), load("assumptions"))
    return cluster.floor_ratio(cluster.sample_floor(load("sample")), inputs)
