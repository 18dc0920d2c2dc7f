"""How Jupyter's client starts a kernel where `kernels.py` says, whatever the machine offers."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from monograph.runner import kernels
from monograph.runner.kernels import Prepared

NAME = "prepared"


class Provisioner(LocalProvisioner):  # type: ignore[misc]
    """Launch a kernel by forking where its manager has a prepared process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ANN401
        """Return how to reach the kernel."""
        own: Any = self  # its attributes are typed for a Popen only
        template: Prepared | None = own.parent.template
        if template is not None:
            arguments = cmd[cmd.index("-f") :]
            request = {"argv": arguments, "cwd": str(kwargs["cwd"]), "env": kwargs["env"]}
            forked = await template.fork(request)
            if forked is not None:
                own.process, own.pid, own.pgid = forked, forked.pid, forked.pid
                own.cwd = kwargs["cwd"]
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)


class Manager(AsyncKernelManager):  # type: ignore[misc]
    """Start kernels of this interpreter, whatever kernels are registered on the machine."""

    template: Prepared | None = None

    @property
    def kernel_spec(self) -> KernelSpec:
        """Return how a kernel is started."""
        return KernelSpec(
            argv=[sys.executable, "-P", str(kernels.SCRIPT), "-f", "{connection_file}"],
            language="python",
            display_name="Python 3",
            metadata={"kernel_provisioner": {"provisioner_name": NAME}},
        )


def manager(template: Prepared | None) -> type[Manager]:
    """Return the class of managers whose kernels are forked from `template`."""
    known = KernelProvisionerFactory.instance().provisioners
    known.setdefault(NAME, EntryPoint(NAME, f"{__name__}:Provisioner", "jupyter_client.kernels"))
    return type("Manager", (Manager,), {"template": template})
